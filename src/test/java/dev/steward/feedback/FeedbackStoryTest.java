package dev.steward.feedback;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;

/** Feedback as people meet it, through Slack and back. */
@SandboxTest
class FeedbackStoryTest {
    private static final String INTAKE = "#product-feedback";

    @Autowired
    private SandboxSlack slack;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aSellerFilesFeedbackInTheFormAndSeesItsCard() {
        slack.as(SELLER).types("/feedback").seesModal("Feedback").fills("What was said?", "The ledger export stops")
                .fills("Summary", "Export stops halfway").picks("Customer", "Acme", "Create “Acme”")
                .chooses("Area", "Export").chooses("Kind", "Problem")
                .chooses("How much does it matter to them?", "+3  Critical").chooses("Where was it said?", "Call")
                .chooses("May we contact them about it?", "Yes, they agreed")
                .fills("Link", "https://crm.example/acme?tab=1&x=2").submits().seesNoModal();
        Shown card = slack.channel(INTAKE).awaitMessage("FB-1");
        assertThat(card.text()).contains("The ledger export stops", "Export stops halfway", "Acme", "Export", "Problem",
                "+3 Critical", "Call", "may be contacted", "filed by Diego Ramos");
        Shown confirmation = slack.directMessages(SELLER).awaitMessage("Saved as *FB-1*");
        assertThat(confirmation.text()).contains("its card");
        slack.as(SELLER).types("/feedback").picks("Customer", "acm", "Acme");
        slack.settles();
        slack.hadNoTrouble();
    }

    @Test
    void wordsAfterTheCommandAreSavedAtOnceAndDetailsAddedLater() {
        var diego = slack.as(SELLER).types("/feedback the export is broken for Acme").sees("Saved as *FB-1*");
        slack.channel(INTAKE).awaitMessage("the export is broken for Acme");
        diego.presses("Add details").seesModal("Feedback");
        assertThat(diego.field("What was said?")).isEqualTo("the export is broken for Acme");
        diego.picks("Customer", "Acme", "Create “Acme”").chooses("Kind", "Problem").submits().seesNoModal();
        assertThat(slack.channel(INTAKE).awaitMessage("Problem").text()).contains("FB-1", "Acme");
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void mistakesStandAtTheirFieldAndNothingTypedIsLost() {
        var diego = slack.as(SELLER).types("/feedback").fills("What was said?", "   ").fills("Summary", "Kept")
                .submits();
        diego.seesFieldError("What was said?", "Write down what was said.");
        assertThat(diego.field("Summary")).isEqualTo("Kept");
        diego.fills("What was said?", "Words").submits().seesNoModal();
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void theFormStaysOpenWhileTheDatabaseIsAway() {
        var diego = slack.as(SELLER).types("/feedback").fills("What was said?", "Do not lose me");
        jdbc.sql("alter table feedback_item rename to feedback_item_away").update();
        try {
            diego.submits().seesModal("Feedback");
            assertThat(diego.field("What was said?")).isEqualTo("Do not lose me");
        } finally {
            jdbc.sql("alter table feedback_item_away rename to feedback_item").update();
        }
        diego.submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("Do not lose me");
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void hostileWordsMentionAndFormatNobody() {
        slack.as(SELLER).types("/feedback")
                .fills("What was said?", "<!channel> <@U0MAYAPM01> *urgent* https://evil.example `x`").submits()
                .seesNoModal();
        Shown card = slack.channel(INTAKE).awaitMessage("FB-1");
        assertThat(card.json().toString()).doesNotContain("<!channel>", "<@U0MAYAPM01>", "<https://evil",
                " *urgent* ");
        assertThat(card.text()).contains("<!channel>", "*urgent*", "https://evil.example");
    }

    @Test
    void aMessageIsCapturedWithItsAuthorAndLink() {
        Shown message = slack.channel("#customer-acme").message("mobile approvals are great");
        var yuki = slack.as(SUPPORT).in("#customer-acme").usesShortcut("Capture as feedback").on(message)
                .sees("What was said?");
        assertThat(yuki.field("What was said?")).contains("mobile approvals are great");
        assertThat(yuki.field("Link")).startsWith("http");
        yuki.chooses("Kind", "Praise").submits().seesNoModal();
        assertThat(slack.channel(INTAKE).awaitMessage("FB-1").text()).contains("Praise", "Slack", "Link");
        assertThat(jdbc.sql("select author from feedback_item").query(String.class).single())
                .isEqualTo(OUTSIDER.id().value());
        slack.as(PM).in("#customer-acme").usesShortcut("Capture as feedback").on(message)
                .sees("That message is *FB-1* already.");
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void aWholeThreadBecomesOneItem() {
        Shown first = slack.channel("#customer-acme").message("the CSV stops");
        var yuki = slack.as(SUPPORT).in("#customer-acme").usesShortcut("Capture as feedback").on(first)
                .sees("What should be kept?");
        yuki.chooses("What should be kept?", "The whole thread (4 messages)").sees("cut off after 30 seconds")
                .submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("FB-1");
        assertThat(jdbc.sql("select words from feedback_item").query(String.class).single()).contains("Nadia Haddad: ",
                "Yuki Tanaka: I can reproduce it.");
    }

    @Test
    void twoPeopleSaveTheSameMessageAndTheSecondIsTold() {
        Shown message = slack.channel("#customer-acme").message("mobile approvals are great");
        var yuki = slack.as(SUPPORT).in("#customer-acme").usesShortcut("Capture as feedback").on(message)
                .sees("What was said?");
        var diego = slack.as(SELLER).in("#customer-acme").usesShortcut("Capture as feedback").on(message)
                .sees("What was said?");
        yuki.submits().seesNoModal();
        diego.submits().sees("That message is *FB-1* already.");
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void aReactionCapturesAMessageOnce() {
        Shown message = slack.channel("#customer-acme").message("mobile approvals are great");
        slack.as(SUPPORT).in("#customer-acme").reacts("speech_balloon").on(message)
                .sees("Captured that message as *FB-1*");
        slack.as(SELLER).in("#customer-acme").reacts("speech_balloon").on(message)
                .sees("That message is *FB-1* already.");
        slack.as(SUPPORT).in("#customer-acme").unreacts("speech_balloon").on(message).reacts("speech_balloon")
                .on(message);
        slack.as(SUPPORT).in("#customer-acme").reacts("thumbsup").on(message);
        slack.as(OUTSIDER).in("#customer-acme").reacts("speech_balloon")
                .on(slack.channel("#customer-acme").message("the CSV stops"));
        slack.channel(INTAKE).awaitMessage("mobile approvals are great");
        slack.settles();
        await(() -> jdbc.sql("select count(*) from feedback_reaction").query(Integer.class).single() == 0);
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void manyReactAtOnceAndThereIsOneItem() throws Exception {
        Shown message = slack.channel("#general").message("three people ask");
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var reactions = people.invokeAll(Stream.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT)
                    .<Callable<Person>>map(who -> () -> slack.as(who).in("#general").reacts("speech_balloon")
                            .on(message))
                    .toList());
            for (var reaction : reactions) {
                reaction.get();
            }
        }
        await(() -> items() == 1);
        slack.settles();
        await(() -> jdbc.sql("select count(*) from feedback_reaction").query(Integer.class).single() == 0);
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void whatWasSaidBeforeIsOfferedWhileTypingAndCountedWithOneClick() {
        slack.as(SUPPORT).types("/feedback The ledger export stops after 10,000 rows");
        indexed(1);
        var diego = slack.as(SELLER).types("/feedback").picks("Customer", "Globex", "Create “Globex”")
                .fills("What was said?", "ledger export stops at many rows").sees("FB-1");
        assertThat(diego.field("What was said?")).isEqualTo("ledger export stops at many rows");
        diego.presses("+1 for Globex").sees("Counted on *FB-1*: +1 for *Globex*.");
        slack.channel(INTAKE).awaitMessage("+1 other wants this");
        assertThat(items()).isEqualTo(1);
        diego.presses("Details").sees("ledger export stops at many rows");
    }

    @Test
    void aSavedItemJoinsTheOneItRepeats() {
        slack.as(SUPPORT).types("/feedback The ledger export stops after 10,000 rows");
        indexed(1);
        slack.as(SELLER).types("/feedback our ledger export stops at 10,000 rows").presses("Add details").sees("FB-1")
                .presses("+1").sees("Counted on *FB-1*").closes();
        slack.channel(INTAKE).awaitMessage("counts for *FB-1* now");
        slack.as(SELLER).types("/feedback FB-2").sees("counts for *FB-1*");
    }

    @Test
    void listsSearchesAndShows() {
        var diego = slack.as(SELLER).types("/feedback the export is broken").types("/feedback dark mode please");
        slack.as(SUPPORT).types("/feedback 导出坏了");
        indexed(3);
        diego.types("/feedback list").sees("3 items of feedback");
        diego.types("/feedback mine");
        assertThat(diego.whisper().text()).contains("FB-1", "FB-2").doesNotContain("FB-3");
        diego.types("/feedback search 导出");
        assertThat(diego.whisper().text()).contains("FB-3").doesNotContain("FB-1");
        diego.types("/steward feedback search exprot");
        assertThat(diego.whisper().text()).contains("FB-1", "export");
        diego.types("/feedback fb-2");
        assertThat(diego.whisper().text()).contains("dark mode please", "Add details");
        diego.types("/feedback FB-99").sees("There is no FB-99 here, or it is private.");
        diego.types("/feedback list area:Nowhere").sees("There is no area called “Nowhere”. There is Billing");
        diego.types("/feedback help").sees("search <words>");
    }

    @Test
    void wordsThatBeginLikeACommandCanStillBeSaved() {
        var diego = slack.as(SELLER).types("/feedback list view is slow");
        diego.presses("Save these words as feedback").sees("Saved as *FB-1*");
        slack.channel(INTAKE).awaitMessage("list view is slow");
    }

    @Test
    void pagesTurn() {
        var diego = slack.as(SELLER);
        for (int i = 1; i <= 12; i++) {
            diego.types("/feedback words number " + i);
        }
        diego.types("/feedback list");
        assertThat(diego.whisper().text()).contains("FB-12", "FB-3").doesNotContain("FB-2\n");
        diego.presses("Older");
        await(() -> diego.whisper().text().contains("words number 2"));
        assertThat(diego.whisper().text()).contains("words number 1", "Newer").doesNotContain("FB-12");
        diego.presses("Newer");
        await(() -> diego.whisper().text().contains("FB-12"));
    }

    @Test
    void outsidersFileNothing() {
        slack.as(OUTSIDER).in("#customer-acme").types("/feedback let me in")
                .sees("Only people of this workspace can do this.");
        assertThat(items()).isZero();
    }

    @Test
    void longWordsAreShownWholeAndNotCutByAnEdit() {
        String words = "A very long story. ".repeat(400).strip();
        slack.as(SUPPORT).types("/feedback " + words);
        var yuki = slack.as(SUPPORT).presses("Add details").sees("These words are kept whole");
        yuki.fills("Summary", "A story").submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("A story");
        assertThat(jdbc.sql("select words from feedback_item").query(String.class).single()).isEqualTo(words);
    }

    @Test
    void whoEditsAnOldVersionIsToldAndLosesNothing() {
        slack.as(SELLER).types("/feedback the export is broken");
        var diego = slack.as(SELLER).presses("Add details").fills("Summary", "Diego's");
        slack.as(OPS).types("/feedback FB-1").presses("Add details").fills("Summary", "Jonas's").submits()
                .seesNoModal();
        diego.submits().sees("Somebody else changed *FB-1*").sees("• Summary: “Jonas's”")
                .sees("Save again to replace that by what stands below.");
        assertThat(diego.field("Summary")).isEqualTo("Diego's");
        diego.submits().seesNoModal();
        assertThat(jdbc.sql("select summary from feedback_item").query(String.class).single()).isEqualTo("Diego's");
    }

    @Test
    void whatWasToBeCountedAndSaysSomethingElseNowIsNotShownAsTheSame() {
        slack.as(SELLER).types("/feedback the ledger export stops after ten thousand rows");
        indexed(1);
        var maya = slack.as(PM).types("/feedback").fills("What was said?", "the ledger export stops after many rows")
                .sees("*FB-1*");
        slack.as(SELLER).presses("Add details").fills("What was said?", "dark mode please").submits().seesNoModal();
        slack.settles();

        maya.presses("+1").sees("says something else now, so nothing was counted");
    }

    @Test
    void opsImportsWhatIsPasted() {
        slack.as(SELLER).types("/feedback import").sees("Only ops people and admins can do this.");
        slack.as(OPS).types("/feedback import").fills("or paste the lines", "words,kind\nOne,idea\nTwo,moan\n")
                .submits()
                .sees("1 saved (FB-1), 1 could not be taken").sees("Line 3: Kind is one of");
        slack.channel(INTAKE).awaitMessage("imported 1 item of feedback (FB-1)");
    }

    private void indexed(int items) {
        await(() -> jdbc.sql("select count(*) from feedback_search").query(Integer.class).single() == items);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private int items() {
        return jdbc.sql("select count(*) from feedback_item").query(Integer.class).single();
    }

}
