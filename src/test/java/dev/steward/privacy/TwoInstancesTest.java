package dev.steward.privacy;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Race;
import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;

/** What admins decide about data, said at two whole Stewards in the same instant: one effect, and the other is told what stands. */
@SandboxTest
class TwoInstancesTest {
    @Autowired
    private SandboxSlack slack;

    @BeforeEach
    void twoAdmins() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
    }

    @AfterEach
    void theLogIsWhole() {
        slack.as(OPS).closesEverything().in("#releases").types("/approval verify").sees("The decision log is whole");
    }

    @Races({"form privacy.erase", "privacy.erase.submit", "privacy.erase.cancel"})
    void anErasureIsAskedForOnce(Race race) throws Exception {
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).types("/steward erase Yuki").seesModal("Erase");
        }
        race.once("privacy_erasure", submitting(OPS), submitting(EXECUTIVE));
        race.tells("is about that already.");
        slack.as(OPS).closesEverything().types("/steward erase Diego").seesModal("Erase");
        race.once("privacy_erasure", submitting(OPS));

        slack.as(OPS).closesEverything();
        Shown diegos = slack.directMessages(OPS).awaitMessage("Erase *Diego Ramos*");
        race.once("privacy_ask", at -> at.as(OPS).inDirectMessages().presses("Ask for a second OK", diegos));
        race.tells("This changed since you saw it.");
        slack.settles();
        assertThat(slack.directMessages(EXECUTIVE).messages()).filteredOn(each -> each.text().contains("*Diego Ramos*"))
                .hasSize(1);

        Shown waiting = slack.directMessages(OPS).awaitMessage("Another admin or somebody in ops decides");
        race.between(at -> at.as(OPS).inDirectMessages().presses("Cancel", waiting));
        slack.directMessages(OPS).awaitMessage("Cancelled by");
    }

    @Races({"privacy.erase.agree", "privacy.erase.refuse"})
    void anErasureIsAgreedToOrRefused(Race race) throws Exception {
        Shown second = asked("Yuki Tanaka");
        race.between(at -> at.as(EXECUTIVE).inDirectMessages().presses("Refuse", second));
        race.tells("This changed since you saw it.");
        slack.settles();
        assertThat(slack.directMessages(OPS).messages()).filteredOn(each -> each.text().contains("refused it."))
                .hasSize(1);
        // the card that was refused has no buttons any more, and is not taken for the next one
        await().until(() -> slack.directMessages(EXECUTIVE).messages().stream()
                .noneMatch(each -> each.toString().contains("Refuse\"")));

        Shown again = asked("Yuki Tanaka");
        race.between(at -> at.as(EXECUTIVE).inDirectMessages().presses("Erase", again));
        race.tells("This changed since you saw it.");
        slack.directMessages(OPS).awaitMessage("*ER-2* is done.");
        slack.settles();
        assertThat(slack.directMessages(OPS).messages()).filteredOn(each -> each.text().contains("is done."))
                .hasSize(1);
    }

    @Races({"privacy.erase.agree", "privacy.erase.cancel"})
    void whatIsCancelledIsNotErased(Race race) throws Exception {
        Shown second = asked("Yuki Tanaka");
        Shown own = slack.directMessages(OPS).awaitMessage("Another admin or somebody in ops decides");
        race.between(at -> at.as(EXECUTIVE).inDirectMessages().presses("Erase", second),
                at -> at.as(OPS).inDirectMessages().presses("Cancel", own));
        race.tells("This changed since you saw it.");
        await().until(() -> slack.directMessages(OPS).messages().stream().map(Shown::text)
                .anyMatch(each -> each.contains("Cancelled by") || each.contains("*ER-1* is done.")));
    }

    @Races({"privacy.export"})
    void oneExportIsMade(Race race) throws Exception {
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).types("/steward export").sees("Private words");
        }
        race.once("privacy_export", at -> at.as(OPS).presses("Export everything"),
                at -> at.as(EXECUTIVE).presses("Export everything"));
    }

    @Races({"form privacy.retention"})
    void howLongIsKeptIsSaidOnce(Race race) throws Exception {
        slack.as(OPS).types("/steward privacy").presses("Change how long").seesModal("How long what is kept")
                .chooses("Feedback", "For 1 year");
        slack.as(EXECUTIVE).types("/steward privacy").presses("Change how long").seesModal("How long what is kept")
                .chooses("Feedback", "For 2 years");
        race.once("record_entry where kind = 'privacy.retention'", submitting(OPS), submitting(EXECUTIVE));
        race.tells("meanwhile");

        slack.as(OPS).closesEverything().types("/steward privacy").presses("Change how long")
                .chooses("Feedback", "For 5 years");
        race.once("record_entry where kind = 'privacy.retention'", submitting(OPS));
    }

    /** The card with which Amara is asked. */
    private Shown asked(String name) {
        slack.as(OPS).closesEverything().types("/steward erase " + name).seesModal("Erase").submits()
                .closesEverything();
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage("Ask for a second OK"));
        return slack.directMessages(EXECUTIVE).awaitMessage(name);
    }

    private static Race.Deed submitting(Who who) {
        return at -> at.as(who).submits();
    }
}
