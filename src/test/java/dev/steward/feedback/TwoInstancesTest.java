package dev.steward.feedback;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.Race;
import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;

/** What is filed, counted, shared and imported at two whole Stewards in the same instant: one effect, one card that says so. */
@SandboxTest
class TwoInstancesTest {
    private static final String INTAKE = "#product-feedback";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;

    @Races({"form feedback.form"})
    void whatIsFiledOrChangedIsKeptOnce(Race race) throws Exception {
        slack.as(SELLER).types("/feedback").fills("What was said?", "The export stops");
        race.once("feedback_item", submitting(SELLER));
        oneCard("The export stops");

        for (Who who : List.of(SELLER, OPS)) {
            slack.as(who).closesEverything().types("/feedback FB-1").presses("Add details").fills("Summary",
                    "By " + who);
        }
        race.between(submitting(SELLER), submitting(OPS));
        race.tells("Somebody else changed *FB-1*");
        oneCard("The export stops");
    }

    @Races({"form feedback.form"})
    void aMessageIsCapturedOnce(Race race) throws Exception {
        Shown message = slack.channel("#customer-acme").message("mobile approvals are great");
        for (Who who : List.of(SUPPORT, SELLER)) {
            slack.as(who).in("#customer-acme").usesShortcut("Capture as feedback").on(message).sees("What was said?");
        }
        race.once("feedback_item", submitting(SUPPORT), submitting(SELLER));
        race.tells("That message is *FB-1* already.");
        oneCard("mobile approvals are great");
    }

    @Races({"feedback.save"})
    void wordsThatLookLikeACommandAreSavedOnce(Race race) throws Exception {
        Shown asked = slack.as(SELLER).types("/feedback list view is slow").sees("Save these words").whisper();
        race.once("feedback_item", at -> at.as(SELLER).presses("Save these words as feedback", asked));
        race.tells("That is *FB-1* already.");
        oneCard("list view is slow");
    }

    @Races({"feedback.plus.1"})
    void aVoiceCountsOnce(Race race) throws Exception {
        slack.as(SUPPORT).types("/feedback The ledger export stops after 10,000 rows").sees("FB-1");
        indexed(1);
        slack.as(SELLER).types("/feedback").picks("Customer", "Globex", "Create “Globex”")
                .fills("What was said?", "ledger export stops at many rows").sees("FB-1");
        race.once("feedback_vote", at -> at.as(SELLER).presses("+1 for Globex"));
        slack.channel(INTAKE).awaitMessage("+1 other wants this");

        slack.as(SELLER).closesEverything().types("/feedback our ledger export stops at 10,000 rows").sees("FB-2");
        indexed(2);
        slack.as(SELLER).types("/feedback FB-2").presses("Add details").sees("FB-1");
        slack.as(OPS).types("/feedback FB-2").presses("Add details").sees("FB-1");
        race.between(at -> at.as(SELLER).presses("+1"), at -> at.as(OPS).presses("+1"));
        slack.channel(INTAKE).awaitMessage("counts for *FB-1* now");
        slack.channel(INTAKE).awaitMessage("+2 others want this");
    }

    @Races({"feedback.share", "feedback.withhold"})
    void whatIsPrivateIsSharedOnce(Race race) throws Exception {
        slack.as(EXECUTIVE).in("#leadership").types("/invite @steward");
        slack.settles();
        Person amara = slack.as(EXECUTIVE).in("#leadership").types("/feedback They want to leave").sees("FB-1");
        Shown saved = amara.whisper();
        race.between(at -> at.as(EXECUTIVE).in("#leadership").presses("Share with everyone", saved));
        oneCard("They want to leave");
        amara.types("/feedback FB-1").sees("Make private again");
        Shown shared = amara.whisper();
        race.between(at -> at.as(EXECUTIVE).in("#leadership").presses("Make private again", shared));
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> slack.channel(INTAKE).messages().stream()
                .noneMatch(each -> each.text().contains("They want to leave")));
    }

    @Races({"form feedback.import"})
    void whatIsImportedIsImportedOnce(Race race) throws Exception {
        slack.as(OPS).types("/feedback import").fills("or paste the lines", "words,kind\nOne,idea\n");
        race.once("feedback_item", submitting(OPS));
        slack.channel(INTAKE).awaitMessage("imported 1 item of feedback (FB-1)");
        slack.settles();
        assertThat(slack.channel(INTAKE).messages()).filteredOn(each -> each.text().contains("imported")).hasSize(1);
    }

    private static Race.Deed submitting(Who who) {
        return at -> at.as(who).submits();
    }

    private void oneCard(String words) {
        slack.channel(INTAKE).awaitMessage(words);
        slack.settles();
        assertThat(slack.channel(INTAKE).messages()).filteredOn(each -> each.text().contains(words)).hasSize(1);
    }

    private void indexed(int items) {
        Awaitility.await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("select count(*) from feedback_search").query(Integer.class).single() == items);
    }
}
