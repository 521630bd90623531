package dev.steward.feedback;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;

/** A guest files feedback where they are and sees what they filed: no other item, no customer, nobody's votes. */
@SandboxTest
class GuestFeedbackStoryTest {
    private static final String INTAKE = "#product-feedback";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void diegoIsAGuest() {
        slack.makes(SELLER, "GUEST");
        slack.settles();
    }

    @Test
    void aGuestFilesInEveryWay() {
        Shown said = slack.as(PM).in("#general").says("Globex wants dark mode");
        guest().types("/feedback the export is broken").sees("Saved as *FB-1*");
        guest().types("/feedback").seesModal("Feedback").fills("What was said?", "The ledger stops")
                .chooses("Area", "Export").submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("FB-2");
        guest().usesShortcut("Capture as feedback").on(said).sees("What was said?").submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("FB-3");
        guest().reacts("speech_balloon").on(slack.as(PM).in("#general").says("And a calendar"));
        slack.channel(INTAKE).awaitMessage("FB-4");

        guest().types("/feedback mine").sees("4 items of feedback");
        slack.hadNoTrouble();
    }

    @Test
    void aGuestSeesAndMendsTheirOwnAndNoOthers() {
        slack.as(SUPPORT).in("#releases").types("/feedback a secret of Globex");
        guest().types("/feedback the export is broken").sees("Saved as *FB-2*").presses("Add details")
                .fills("Summary", "Export").submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("Export");

        guest().types("/feedback help").sees("List what you filed, filtered if you like");
        guest().types("/feedback FB-2").sees("Export").types("/feedback FB-1")
                .sees("There is no FB-1 here, or it is private.");
        guest().types("/feedback mine").sees("1 item of feedback").seesNo("Globex");
    }

    @Test
    void aGuestListsAndSearchesNothing() {
        slack.as(SUPPORT).in("#releases").types("/feedback a secret of Globex");

        guest().types("/feedback list").sees("Guests can't do this.").seesNo("Globex");
        guest().types("/feedback search secret").seesNo("Globex");
        guest().types("/feedback import").sees("Only ops people and admins can do this.");
        guest().types("/feedback mine customer:Globex").sees("Nothing found").seesNo("Did you mean");
    }

    @Test
    void aGuestIsToldOfNoCustomerAndOfNothingAlike() {
        slack.as(SUPPORT).in("#releases").types("/feedback").picks("Customer", "Globex", "Create “Globex”")
                .fills("What was said?", "The ledger export stops after 10,000 rows").submits().seesNoModal();
        indexed(1);

        Person diego = guest().types("/feedback").fills("What was said?", "ledger export stops at 10,000 rows")
                .seesNo("FB-1");
        assertThat(diego.offered("Customer", "")).isEmpty();
        assertThat(diego.offered("Customer", "Glo")).containsExactly("Create “Glo”");
    }

    @Test
    void aCustomerThatIsNoneOrIsNotTheirsToChooseIsRefusedBesideItsField() {
        slack.as(SUPPORT).in("#releases").types("/feedback").picks("Customer", "Globex", "Create “Globex”")
                .fills("What was said?", "dark mode").submits().seesNoModal();
        slack.channel(INTAKE).awaitMessage("FB-1");
        String globex = jdbc.sql("select id from customer").query(String.class).single();

        guest().types("/feedback").fills("What was said?", "x").chooses("Customer", globex).submits()
                .seesFieldError("Customer", "There is no such customer.");
        slack.as(PM).types("/feedback").fills("What was said?", "x")
                .chooses("Customer", "019a0000-0000-7000-8000-00000000dead").submits()
                .seesFieldError("Customer", "There is no such customer.");
    }

    @Test
    void aGuestIsNotToldWhoElseWantsTheirs() {
        guest().types("/feedback The ledger export stops after 10,000 rows").sees("FB-1");
        indexed(1);
        slack.as(SUPPORT).in("#releases").types("/feedback").picks("Customer", "Globex", "Create “Globex”")
                .fills("What was said?", "ledger export stops at 10,000 rows").sees("FB-1")
                .presses("+1 for Globex").closes();

        guest().types("/feedback FB-1").presses("Details").sees("ledger export").seesNo("Globex");
    }

    @Test
    void whatAGuestClaimsIsNotDone() throws Exception {
        slack.as(SUPPORT).in("#releases").types("/feedback a secret of Globex").sees("FB-1");
        String id = jdbc.sql("select id from feedback_item").query(String.class).single();
        var forged = new ForgedPress(slack, "T0FERNHILL");

        forged.press(SELLER, forged.team(), slack.id("#general"), "feedback.details", id);
        forged.press(SELLER, forged.team(), slack.id("#general"), "feedback.edit", id);
        forged.press(SELLER, forged.team(), slack.id("#general"), "feedback.plus.1", id + " 0");
        slack.settles();

        guest().seesNo("Globex");
        slack.as(OPS).in("#releases").types("/feedback FB-1").sees("secret").seesNo("other wants this");
    }

    private Person guest() {
        return slack.as(SELLER).in("#general");
    }

    private void indexed(int items) {
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(
                () -> jdbc.sql("select count(*) from feedback_search").query(Integer.class).single() == items);
    }
}
