package dev.steward.feedback;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;

/** What was said in a private channel stays with its people, whichever way it is looked for, until somebody shares it. */
@SandboxTest
class PrivateFeedbackStoryTest {
    private static final String INTAKE = "#product-feedback";
    private static final String SECRET = "Globex will leave unless the ledger export works";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private TopForReview agenda;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void aReactionInAPrivateChannelCapturesForItsPeopleAlone() {
        invited();
        Shown secret = slack.as(EXECUTIVE).in("#leadership").says(SECRET);
        slack.as(OPS).in("#leadership").reacts("speech_balloon").on(secret)
                .sees("Captured that message as *FB-1*. Only people in <#C0LEADERSH>, its area's owner, ops people and admins see it.");
        indexed(1);

        hiddenFromDiego();
        slack.as(EXECUTIVE).in("#leadership").types("/feedback FB-1").sees(SECRET).seesNo("Share with everyone");
        slack.as(EXECUTIVE).in("#leadership").types("/feedback search ledger").sees("1 item of feedback");
        slack.channel(INTAKE).hasNoMessage("FB-1");
        slack.hadNoTrouble();
    }

    @Test
    void wordsTypedInAPrivateChannelAreItsPeoplesUntilTheyAreShared() {
        invited();
        var amara = slack.as(EXECUTIVE).in("#leadership").types("/feedback " + SECRET)
                .sees("Saved as *FB-1*. Only people in <#C0LEADERSH>");
        indexed(1);
        hiddenFromDiego();
        slack.as(OPS).types("/feedback FB-1").sees(SECRET).seesNo("Share with everyone");

        amara.presses("Share with everyone").sees("Everyone sees *FB-1* now.");
        slack.channel(INTAKE).awaitMessage(SECRET);
        slack.as(SELLER).types("/feedback FB-1").sees(SECRET).seesNo("Make private again");

        slack.as(OPS).in("#leadership").types("/feedback FB-1").presses("Make private again")
                .sees("*FB-1* is private again. Only people in <#C0LEADERSH>");
        slack.settles();
        hiddenFromDiego();
        await(() -> slack.channel(INTAKE).messages().stream().noneMatch(one -> one.text().contains(SECRET)));
        slack.hadNoTrouble();
    }

    @Test
    void theFormSaysWhereItWillBeSeenAndCanShareAtOnce() {
        invited();
        slack.as(EXECUTIVE).in("#leadership").types("/feedback").seesModal("Feedback")
                .sees("Only people in <#C0LEADERSH>, its area's owner, ops people and admins see it.")
                .fills("What was said?", SECRET)
                .submits().seesNoModal();
        slack.directMessages(EXECUTIVE).awaitMessage("Saved as *FB-1*. Only people in <#C0LEADERSH>");
        slack.as(EXECUTIVE).in("#leadership").types("/feedback").fills("What was said?", "Export more")
                .chooses("Who sees it", "Share with everyone in the workspace").submits().seesNoModal();

        slack.channel(INTAKE).awaitMessage("FB-2");
        slack.channel(INTAKE).hasNoMessage("FB-1");
        slack.as(SELLER).types("/feedback list").sees("FB-2").seesNo("FB-1");
    }

    @Test
    void aMessageOfAPrivateChannelIsCapturedForItsPeople() {
        invited();
        Shown secret = slack.as(EXECUTIVE).in("#leadership").says(SECRET);
        slack.as(OPS).in("#leadership").usesShortcut("Capture as feedback").on(secret).sees("Only people in")
                .submits().seesNoModal();
        indexed(1);

        hiddenFromDiego();
        slack.as(EXECUTIVE).types("/feedback FB-1").sees(SECRET);
    }

    /** Where it is not known any more which channel the words are from, everybody would see them. */
    @Test
    void aFormThatWasLeftOpenForADayFilesNothing() {
        invited();
        Shown secret = slack.as(EXECUTIVE).in("#leadership").says(SECRET);
        var jonas = slack.as(OPS).in("#leadership").usesShortcut("Capture as feedback").on(secret)
                .sees("Only people in");
        assertThat(jdbc.sql("delete from feedback_draft").update()).isOne();

        jonas.submits().seesFieldError("Summary", "Please capture the message again.");

        assertThat(jdbc.sql("select count(*) from feedback_item").query(Integer.class).single()).isZero();
    }

    /** What a form remembers is a claim. */
    @Test
    void nobodyCapturesWhatSomebodyElseIsCapturing() {
        invited();
        Shown secret = slack.as(EXECUTIVE).in("#leadership").says(SECRET);
        slack.as(OPS).in("#leadership").usesShortcut("Capture as feedback").on(secret).sees("Only people in");
        Shown other = slack.as(SELLER).says("The export is broken");
        var diego = slack.as(SELLER).usesShortcut("Capture as feedback").on(other).sees("The export is broken");
        List<String> drafts = jdbc.sql("select id::text from feedback_draft order by id").query(String.class).list();
        assertThat(jdbc.sql("update sandbox_view set body = replace(body, :his, :hers) where person_id = :diego")
                .param("his", drafts.get(1)).param("hers", drafts.get(0)).param("diego", SELLER.id().value()).update())
                .isOne();

        diego.submits().seesFieldError("Summary", "Please capture the message again.").closesAll();

        hiddenFromDiego();
    }

    /** It would be everybody's, where the form said that it is not. */
    @Test
    void aFormThatSaysNothingOfItsChannelFilesNothing() {
        invited();
        var amara = slack.as(EXECUTIVE).in("#leadership").types("/feedback").sees("Only people in <#C0LEADERSH>")
                .fills("What was said?", SECRET);
        assertThat(jdbc.sql("update sandbox_view set body = replace(body, '- 0 - false', 'later 0 - false')").update())
                .isOne();

        amara.submits().seesFieldError("Summary", "This form is from an older version of Steward");

        assertThat(jdbc.sql("select count(*) from feedback_item").query(Integer.class).single()).isZero();
    }

    @Test
    void theAreasOwnerSeesWhatIsPutIntoTheirArea() {
        invited();
        slack.as(OPS).in("#leadership").types("/feedback " + SECRET);
        slack.as(PM).types("/feedback FB-1").sees("There is no FB-1 here, or it is private.");

        slack.as(OPS).in("#leadership").presses("Add details").chooses("Area", "Export").submits().seesNoModal();

        slack.as(PM).in("#releases").types("/feedback FB-1").sees(SECRET);
        slack.channel(INTAKE).hasNoMessage("FB-1");
    }

    @Test
    void itIsOfferedWhileTypingToThoseWhoMaySeeItAlone() {
        invited();
        slack.as(EXECUTIVE).in("#leadership").types("/feedback the ledger export stops after 10,000 rows");
        slack.as(SUPPORT).types("/feedback ledger rows are exported twice after updates");
        indexed(2);

        slack.as(SELLER).types("/feedback").fills("What was said?", "ledger export stops at 10,000 rows")
                .seesNo("FB-1").closes();
        slack.as(OPS).types("/feedback").fills("What was said?", "ledger export stops at 10,000 rows").sees("FB-1");
    }

    @Test
    void nobodysMisspellingIsTakenForAPrivateWord() {
        invited();
        slack.as(EXECUTIVE).in("#leadership").types("/feedback project nightingale starts");
        slack.as(SUPPORT).types("/feedback the export is broken");
        indexed(2);

        slack.as(SELLER).types("/feedback search nightingal").sees("Nothing found").seesNo("nightingale");
        slack.as(EXECUTIVE).types("/feedback search nightingale").sees("FB-1");
    }

    @Test
    void privateWordsAreNotKeptWithAVoteOnWhatEverybodySees() {
        invited();
        slack.as(SUPPORT).types("/feedback the ledger export stops after 10,000 rows");
        indexed(1);
        slack.as(EXECUTIVE).in("#leadership").types("/feedback")
                .fills("What was said?", "the ledger export stops for Globex after 10,000 rows").sees("FB-1")
                .presses("+1").sees("The words stay private").closes();
        slack.as(SUPPORT).types("/feedback FB-1").presses("Details").sees("+1 for").seesNo("Globex");
    }

    @Test
    void whatIsPrivateIsNotMergedIntoWhatEverybodySees() {
        invited();
        slack.as(SUPPORT).types("/feedback the ledger export stops after 10,000 rows");
        indexed(1);
        slack.as(EXECUTIVE).in("#leadership").types("/feedback the ledger export stops for Globex after 10,000 rows")
                .presses("Add details").sees("FB-1").presses("+1").sees("are not seen by the same people");
        slack.as(SELLER).types("/feedback list").sees("FB-1").seesNo("Globex");
    }

    @Test
    void whoClaimsAButtonSeesNothing() throws Exception {
        invited();
        slack.as(EXECUTIVE).in("#leadership").types("/feedback " + SECRET);
        String id = jdbc.sql("select id from feedback_item").query(String.class).single();
        var forged = new ForgedPress(slack, "T0FERNHILL");

        for (String action : new String[]{"feedback.edit", "feedback.details"}) {
            forged.press(SELLER, forged.team(), slack.id("#general"), action, id);
        }
        for (String action : new String[]{"feedback.share", "feedback.withhold", "feedback.plus.1"}) {
            forged.press(SELLER, forged.team(), slack.id("#general"), action, id + " 0");
        }
        // ops see it, and it is not theirs to share
        forged.press(OPS, forged.team(), slack.id("#general"), "feedback.share", id + " 0");
        slack.settles();

        hiddenFromDiego();
        slack.channel(INTAKE).hasNoMessage("FB-1");
    }

    @Test
    void whatSomebodyElseAddedSinceIsNotSharedUnseen() {
        invited();
        var amara = slack.as(EXECUTIVE).in("#leadership").types("/feedback the export");
        Shown saved = amara.whisper();
        slack.as(OPS).types("/feedback FB-1").presses("Add details").fills("What was said?", SECRET).submits()
                .seesNoModal();

        amara.presses("Share with everyone", saved).sees("*FB-1* changed in the meantime.");
        hiddenFromDiego();
        amara.presses("Share with everyone").sees("Everyone sees *FB-1* now.");
    }

    @Test
    void whatSomebodyElseSaidWithAVoteIsNotSharedUnseen() {
        invited();
        var amara = slack.as(EXECUTIVE).in("#leadership").types("/feedback the ledger export stops after 10,000 rows");
        Shown saved = amara.whisper();
        slack.as(SUPPORT).types("/feedback the ledger is slow").types("/feedback an export of invoices");
        indexed(3);
        slack.as(OPS).in("#leadership").types("/feedback")
                .fills("What was said?", "ledger export stops at 10,000 rows").sees("FB-1")
                .presses("+1").closes();

        amara.presses("Share with everyone", saved).sees("*FB-1* changed in the meantime.")
                .sees("Sharing it also shares what was said with each +1.");
        hiddenFromDiego();
        amara.presses("Share with everyone").sees("Everyone sees *FB-1* now.");
        slack.as(SELLER).types("/feedback FB-1").presses("Details").sees("+1 for")
                .sees("ledger export stops at 10,000 rows");
    }

    @Test
    void whereStewardIsNotOnlyWhoFiledItAndOpsSeeIt() {
        slack.as(EXECUTIVE).in("#leadership").types("/feedback " + SECRET)
                .sees("Steward can't see who is in <#C0LEADERSH>.").types("/feedback FB-1").sees(SECRET);

        hiddenFromDiego();
        slack.as(OPS).types("/feedback FB-1").sees(SECRET);
    }

    @Test
    void directMessagesStayWithThoseWhoseTheyAre() {
        Shown secret = slack.as(PM).inDirectMessagesWith(SELLER).says(SECRET);
        slack.as(SELLER).inDirectMessagesWith(PM).usesShortcut("Capture as feedback").on(secret)
                .sees("Only you, whoever wrote it, its area's owner, ops people and admins see it.").submits()
                .seesNoModal();
        slack.directMessages(SELLER).awaitMessage("Saved as *FB-1*");

        slack.as(PM).types("/feedback FB-1").sees(SECRET);
        slack.as(SUPPORT).types("/feedback FB-1").sees("There is no FB-1 here, or it is private.");
    }

    @Test
    void whatIsToldToStewardAloneIsFiledAsAnywhere() {
        slack.as(SELLER).inDirectMessages().types("/feedback the export is broken").sees("Its card goes to");
        slack.channel(INTAKE).awaitMessage("the export is broken");
    }

    @Test
    void aReviewsAgendaTellsWhatItsChannelMayKnow() {
        invited();
        slack.as(EXECUTIVE).in("#leadership").types("/feedback " + SECRET);
        slack.as(SUPPORT).types("/feedback the export is broken");

        assertThat(agenda.entries(query("#general"))).extracting(AgendaEntry::key).containsExactly("FB-2");
        assertThat(agenda.entries(query("#leadership"))).extracting(AgendaEntry::key).containsExactly("FB-2", "FB-1");
    }

    private AgendaQuery query(String channel) {
        var now = slack.clock().instant();
        return new AgendaQuery(slack.workspace(), null, slack.id(channel), now.minus(Duration.ofDays(1)), now, now, 5);
    }

    private void hiddenFromDiego() {
        slack.as(SELLER).in("#releases").types("/feedback FB-1").sees("There is no FB-1 here, or it is private.")
                .types("/feedback list")
                .seesNo("Globex").types("/feedback search ledger export").seesNo("Globex");
    }

    private void invited() {
        slack.as(EXECUTIVE).in("#leadership").types("/invite @steward");
        slack.settles();
        await(() -> slack.calls().contains("TO_SLACK conversations.members ok"));
        slack.settles();
    }

    private void indexed(int items) {
        await(() -> jdbc.sql("select count(*) from feedback_search").query(Integer.class).single() == items);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
