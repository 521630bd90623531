package dev.steward.privacy;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Members;

/** Somebody leaves, and is erased: from the commands that people type to what is left in the database. */
@SandboxTest
class EraseStoryTest {
    private static final String NAME = "Maya Lindqvist";
    private static final String OTHERS = "Other names and addresses";
    private static final String ADDRESS = "maya@fernhill.example";

    @Autowired
    SandboxSlack slack;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Members members;

    @Test
    void aSecondPersonAgreesAndNothingNamesThemAnyMore() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(PM);
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase " + NAME).seesModal("Erase").submits()
                .sees("*ER-1*: Steward is looking for what would go");
        slack.as(OPS).closes();
        Shown preview = slack.directMessages(OPS).awaitMessage("Erase *");
        assertThat(preview.text()).contains("What goes", "Feedback: ", "Decision log: ", "Initiatives: ",
                "Approval requests and decisions: ", "What stays", "What they wrote, in ", "so that it can be proved",
                "Looked for by",
                "“" + NAME + "”, their e-mail address and their mentions; “maya” only after an @",
                "If people call them something else too")
                .doesNotContain("They have an account here");
        assertThat(new Traces(jdbc).of(PM.id().value())).as("nothing is done yet").isNotEmpty();

        slack.as(OPS).inDirectMessages().presses("Ask for a second OK", preview);
        Shown second = slack.directMessages(EXECUTIVE).awaitMessage("Erase *");
        assertThat(second.text()).contains("Another admin or somebody in ops decides", "What goes", "What stays");
        slack.as(EXECUTIVE).inDirectMessages().presses("Erase", second);

        slack.directMessages(OPS).awaitMessage("*ER-1* is done. What was there is Anonymous 1 from now on.");
        slack.directMessages(EXECUTIVE).awaitMessage("*ER-1* is done.");
        slack.settles();
        assertThat(new Traces(jdbc).of(PM.id().value(), NAME, ADDRESS)).isEmpty();
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
        assertThat(slack.directMessages(OPS).awaitMessage("Done <!date").text()).contains("*ER-1* Anonymous 1",
                "What went", "agreed by <@" + EXECUTIVE.id().value() + ">").doesNotContain(NAME);
        assertThat(slack.channel("#product-feedback").awaitMessage("FB-1").text()).contains("Anonymous 1")
                .doesNotContain(NAME);
        slack.as(SELLER).in("#general").types("/feedback list").sees("The export stops halfway").sees("Anonymous 1");
        slack.as(OPS).in("#general").types("/approval log csv").sees("on its way");
        slack.clock().advance(Duration.ofMinutes(1));
        String log = slack.file(OPS, slack.directMessages(OPS).awaitMessage("A spreadsheet may change"));
        String redaction = log.lines().filter(line -> line.contains(",record.redacted,")).findFirst().orElseThrow()
                .split(",", 2)[0];
        assertThat(log.lines().filter(line -> line.contains(",approval.decided,")).findFirst()).hasValueSatisfying(
                decided -> assertThat(decided).endsWith("," + redaction));
        slack.hadNoTrouble();
    }

    /** Whom Slack was not asked about since has one name, and the preview does not say that they are looked for by another. */
    @Test
    void thePreviewNamesOnlyWhatIsKnown() {
        slack.deactivates(PM);
        slack.settles();
        jdbc.sql("update member set real_name = null, handle = null, email = null where user_id = :maya")
                .param("maya", PM.id().value()).update();
        members.forget();

        slack.as(OPS).in("#general").types("/steward erase maya").submits().closes();

        assertThat(slack.directMessages(OPS).awaitMessage("Erase *").text()).contains(
                "*Looked for by*\ntheir mentions; “maya” only after an @").doesNotContain(NAME, "e-mail address");
    }

    @Test
    void whatTheyWroteGoesTooWhereThatWasChosen() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(PM);
        slack.settles();
        erasesMaya("And what they wrote");

        assertThat(new Traces(jdbc).of(PM.id().value(), NAME, ADDRESS, "The export stops halfway", "Because Acme"))
                .isEmpty();
        assertThat(new Traces(jdbc).of("Diego says so")).as("what others wrote").isNotEmpty();
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
    }

    @Test
    void ofSomebodyWhoIsStillHereOnlyWhatIsOverIsDetached() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase @maya").submits().closes();
        Shown preview = slack.directMessages(OPS).awaitMessage("Erase *");
        assertThat(preview.text()).contains("about what is over", "They have an account here");
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK", preview);
        slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                slack.directMessages(EXECUTIVE).awaitMessage("Erase *"));
        slack.directMessages(OPS).awaitMessage("*ER-1* is done.");

        assertThat(members.find(slack.workspace(), PM.id())).isPresent();
        slack.as(PM).in("#general").types("/initiative mine").sees("INIT-1");
        slack.channel("#product-feedback").awaitMessage("filed by Anonymous 1");
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
        slack.hadNoTrouble();
    }

    @Test
    void whoComesBackIsSomebodyNew() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(PM);
        slack.settles();
        erasesMaya();

        slack.activates(PM);
        slack.settles();
        slack.as(PM).in("#general").types("/feedback mine").seesNo("The export stops halfway");
        slack.as(PM).in("#general").types("/feedback It works again");
        assertThat(slack.channel("#product-feedback").awaitMessage("It works again").text()).contains("filed by maya");
    }

    @Test
    void onlyAdminsAskAndOnlyAdminsAndOpsAgree() {
        slack.as(SELLER).in("#general").types("/steward erase Maya").sees("Only workspace admins can do this")
                .seesNoModal();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase Yuki").submits().closes();
        Shown preview = slack.directMessages(OPS).awaitMessage("Erase *Yuki Tanaka*");
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK", preview);
        Shown second = slack.directMessages(EXECUTIVE).awaitMessage("Erase *Yuki Tanaka*");

        slack.as(EXECUTIVE).inDirectMessages().presses("Refuse", second);

        slack.directMessages(OPS).awaitMessage("refused it. Nothing was erased.");
        assertThat(slack.directMessages(OPS).awaitMessage("Refused by").text()).doesNotContain("\nErase\n");
        assertThat(new Traces(jdbc).of(SUPPORT.id().value())).isNotEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void whoeverIsTheOnlyOneConfirmsADayLater() {
        leavesTraces();
        slack.deactivates(PM);
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase Maya").fills(OTHERS, NAME + "\n" + ADDRESS).submits()
                .closes();
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage("Erase *"));
        Shown alone = slack.directMessages(OPS).awaitMessage("Nobody else here is an admin or in ops");
        slack.as(OPS).inDirectMessages().presses("Erase", alone).sees("You can do this a day after you asked");

        slack.clock().advance(Duration.ofHours(25));
        slack.directMessages(OPS).awaitMessage("has waited a day");
        slack.as(OPS).inDirectMessages().presses("Erase",
                slack.directMessages(OPS).awaitMessage("Nobody else here is an admin or in ops"));

        slack.directMessages(OPS).awaitMessage("*ER-1* is done.");
        slack.settles();
        assertThat(new Traces(jdbc).of(PM.id().value(), NAME, ADDRESS)).isEmpty();
        slack.hadNoTrouble();
    }

    /** Whoever can agree changes while it waits; its cards say so at once, not with the next day's look. */
    @Test
    void theCardsSayWhoCanAgreeNow() {
        slack.as(OPS).in("#general").types("/steward erase Yuki").submits().closes();
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage("Erase *Yuki Tanaka*"));
        slack.directMessages(OPS).awaitMessage("Nobody else here is an admin or in ops");

        slack.makes(EXECUTIVE, "ADMIN");
        assertThat(slack.directMessages(EXECUTIVE).awaitMessage("Erase *Yuki Tanaka*").text())
                .contains("Another admin or somebody in ops decides", "\nErase\n");
        slack.directMessages(OPS).awaitMessage("Another admin or somebody in ops decides: <@" + EXECUTIVE.id().value());

        slack.makes(EXECUTIVE, "MEMBER");
        slack.directMessages(OPS).awaitMessage("Nobody else here is an admin or in ops");
        assertThat(slack.directMessages(EXECUTIVE).awaitMessage("Nobody else here is an admin or in ops").text())
                .doesNotContain("\nErase\n");
        slack.hadNoTrouble();
    }

    @Test
    void whatWouldGoIsCountedAgainWhenTheyLeave() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase Yuki").submits().closes();
        slack.directMessages(OPS).awaitMessage("They have an account here");

        slack.deactivates(SUPPORT);

        slack.directMessages(OPS).awaitMessage("*ER-1* is counted again: their account was closed.");
        slack.as(OPS).inDirectMessages().seesNo("They have an account here").sees("Ask for a second OK");
        slack.hadNoTrouble();
    }

    @Test
    void anOldCardDecidesNothing() throws Exception {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase Yuki").submits().closes();
        Shown preview = slack.directMessages(OPS).awaitMessage("Erase *Yuki Tanaka*");
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK", preview);
        Shown second = slack.directMessages(EXECUTIVE).awaitMessage("Erase *Yuki Tanaka*");
        slack.as(OPS).inDirectMessages().presses("Cancel",
                slack.directMessages(OPS).awaitMessage("Another admin or somebody in ops decides"));
        slack.settles();

        JsonNode old = second.json().findParents("value").stream()
                .filter(button -> button.path("action_id").asString("").equals("privacy.erase.agree")).findFirst()
                .orElseThrow();
        String team = members.find(slack.workspace(), EXECUTIVE.id()).orElseThrow().teamId();
        new ForgedPress(slack, team).press(EXECUTIVE, team, second.channel(), "privacy.erase.agree",
                old.path("value").asString(""));

        assertThat(new Traces(jdbc).of(SUPPORT.id().value())).isNotEmpty();
        slack.directMessages(EXECUTIVE).awaitMessage("Cancelled by");
    }

    @Test
    void oneThatWaitsForAnAdminWhoIsNoneAnyMoreIsBegunAnew() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(EXECUTIVE).in("#general").types("/steward erase Yuki").submits().closes();
        slack.directMessages(EXECUTIVE).awaitMessage("Erase *Yuki Tanaka*");
        slack.as(OPS).in("#general").types("/steward erase Yuki").submits().seesFieldError(
                "Person, customer or feedback item", "ER-1 is about that already");
        slack.as(OPS).closes();

        slack.makes(EXECUTIVE, "MEMBER");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase Yuki").submits().sees("*ER-2*: Steward is looking").closes();
        slack.directMessages(EXECUTIVE).awaitMessage("Cancelled by <@" + OPS.id().value());
    }

    /** No erasure changes another one that is under way, whose admin may be the one who is erased. */
    @Test
    void whoAskedForAnotherErasureIsNotKeptByIt() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(PM);
        slack.settles();
        jdbc.sql("""
                insert into privacy_erasure (id, workspace_id, number, state, kind, label, words, everywhere, past, anonymous,
                    asked_by, asked_at, agreed_by, agreed_at, progress, counts, version)
                values (gen_random_uuid(), :workspace, 9, 'RUNNING', 'person', 'Somebody', false, false, false, 9, :maya, now(),
                    :maya, now(), '{"phase":"TABLES","log":0,"pass":1,"found":0}', '{"lines":[],"kinds":{}}', 1)
                """).param("workspace", slack.workspace().value()).param("maya", PM.id().value()).update();

        erasesMaya();

        assertThat(new Traces(jdbc).of(PM.id().value(), NAME, ADDRESS)).isEmpty();
    }

    @Test
    void oneFeedbackItemIsErased() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase FB-1").sees("FB-1 The export stops halfway").submits()
                .closes();
        Shown preview = slack.directMessages(OPS).awaitMessage("Erase *FB-1");
        assertThat(preview.text()).contains("The words, summary, customer, author and link of FB-1");
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK", preview);
        slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                slack.directMessages(EXECUTIVE).awaitMessage("Erase *FB-1"));
        slack.directMessages(OPS).awaitMessage(
                "*ER-1* is done. The decision log says that there was an erasure, not of what.");
        slack.settles();

        assertThat(slack.channel("#product-feedback").awaitMessage("[erased]").text()).contains("FB-1")
                .doesNotContain("The export stops");
        slack.as(SELLER).in("#general").types("/feedback search halfway").seesNo("FB-1");
        assertThat(new Traces(jdbc).of("stops halfway")).filteredOn(trace -> !trace.startsWith("receipt.")).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void aCustomerIsErased() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        slack.as(OPS).in("#general").types("/steward erase customer Globex Corporation")
                .sees("Customer Globex Corporation").submits().closes();
        Shown preview = slack.directMessages(OPS).awaitMessage("Erase *Customer Globex Corporation*");
        assertThat(preview.text()).contains("The name, on 1 feedback item and 0 votes. What was said stays.");
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK", preview);
        slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                slack.directMessages(EXECUTIVE).awaitMessage("Erase *Customer Globex"));
        slack.directMessages(OPS).awaitMessage("*ER-1* is done.");
        slack.settles();

        assertThat(new Traces(jdbc).of("Globex")).isEmpty();
        assertThat(slack.channel("#product-feedback").awaitMessage("FB-2").text()).contains("Anonymous 1");
    }

    /** Its release is rewritten, and it shows that. */
    @Test
    void anOpenQuestionsCardFollowsTheRelease() {
        slack.as(SELLER).in("#general").types("/feedback").fills("What was said?", "The ledger is slow")
                .picks("Customer", "Globex Corporation", "Create “Globex Corporation”").submits().seesNoModal();
        slack.as(PM).in("#general").types("/release").seesModal("New release")
                .fills("Title", "Exports for Globex Corporation")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", slack.id("#general").value()).submits().presses("Publish to 1 channel")
                .seesModal("Publish").sees("At most").submits().closesEverything();
        Shown copy = slack.channel("#general").awaitMessage("Exports for Globex");
        slack.as(SUPPORT).in("#general").presses("Ask", copy).fills("What do you want to know?", "Since when?")
                .submits();
        slack.directMessages(PM).awaitMessage("Exports for Globex");
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();

        slack.as(OPS).in("#general").types("/steward erase customer Globex Corporation").submits().closes();
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage("Erase *Customer Globex Corporation*"));
        slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                slack.directMessages(EXECUTIVE).awaitMessage("Erase *Customer Globex"));
        slack.directMessages(OPS).awaitMessage("*ER-1* is done.");
        slack.settles();

        assertThat(slack.directMessages(PM).awaitMessage("Since when?").text()).contains("Exports for Anonymous 1")
                .doesNotContain("Globex");
    }

    /** The index of words is made anew from the feedback: taken out of it, two of somebody's names would be one word. */
    @Test
    void whoIsKnownByTwoWordsIsErasedFromFeedbackAndFoundNoMore() {
        slack.as(SELLER).types("/feedback Yuki says the import is slow").sees("FB-1");
        slack.as(SELLER).types("/feedback ask tanaka about the import").sees("FB-2");
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(SUPPORT);
        slack.settles();

        erases(SUPPORT, "Yuki\nTanaka");

        slack.as(SELLER).in("#general").types("/feedback search import").sees("Anonymous 1 says the import is slow")
                .sees("ask Anonymous 1 about the import");
        slack.as(SELLER).types("/feedback search tanaka").sees("Nothing found");
        slack.hadNoTrouble();
    }

    /** Customers have names of their own. */
    @Test
    void whatWouldHaveOneNameIsToldApart() {
        for (String customer : List.of("Tanaka", "Y. Tanaka", "yuki tanaka")) {
            slack.as(SELLER).in("#general").types("/feedback").fills("What was said?", "The import is slow")
                    .picks("Customer", customer, "Create “" + customer + "”").submits().seesNoModal();
        }
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(SUPPORT);
        slack.settles();

        for (String name : List.of("Tanaka", "Y. Tanaka")) {
            slack.as(OPS).in("#general").types("/initiative new " + name).submits().closesEverything();
        }

        erases(SUPPORT, "Tanaka\nY. Tanaka");

        slack.as(SELLER).in("#general").types("/feedback list").sees("Anonymous 1 (2)").sees("Anonymous 1 (3)");
        slack.as(SELLER).in("#general").types("/initiative list").sees("Anonymous 1 (2)");
    }

    @Test
    void whatDoesNotGoOnIsSaid() {
        leavesTraces();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.deactivates(PM);
        slack.settles();
        asksForErasing(PM, NAME);
        jdbc.sql("alter table feedback_vote rename to feedback_vote_away").update();
        try {
            slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                    slack.directMessages(EXECUTIVE).awaitMessage("What goes"));
            slack.directMessages(OPS).awaitMessage("Steward is erasing.");
            for (int failures = 0; failures < 60; failures++) {
                slack.clock().advance(Duration.ofMinutes(10));
            }
            slack.directMessages(EXECUTIVE)
                    .awaitMessage("*ER-1* does not go on: Steward failed at it again and again.");
            assertThat(slack.directMessages(OPS).awaitMessage("Part of it is erased.").text())
                    .contains("An admin can try it again in `/steward schedule`").doesNotContain("is erasing");
        } finally {
            jdbc.sql("alter table feedback_vote_away rename to feedback_vote").update();
        }
        slack.as(OPS).types("/steward schedule").sees("The erasure ER-1")
                .sees("BadSqlGrammarException: Steward's log says more.").presses("Try again").closesEverything();
        slack.directMessages(OPS).awaitMessage("*ER-1* is done.");
    }

    @Test
    void whoeverIsMeantIsFoundHoweverTheirNameIsWritten() {
        for (String typed : List.of("Lindqvist, Maya", "maya lindqvist", "Maya Líndqvist")) {
            Person jonas = slack.as(OPS).in("#general").types("/steward erase " + typed).seesModal("Erase");
            assertThat(jonas.field("Person, customer or feedback item")).as(typed).contains(NAME);
            jonas.closes();
        }
        Person jonas = slack.as(OPS).types("/steward erase").seesModal("Erase");
        assertThat(jonas.offered("Person, customer or feedback item", "Lindqvist, Ma")).contains(NAME);
    }

    /** Characters that turn the reading direction would have somebody erase another thing than they read. */
    @Test
    void whatIsChosenReadsAsItIs() {
        slack.as(SELLER).types("/feedback gone \u202ederiuqer \u2067here").sees("FB-1");
        Person jonas = slack.as(OPS).types("/steward erase FB-1").seesModal("Erase");
        assertThat(jonas.field("Person, customer or feedback item")).contains("FB-1 gone deriuqer here");
        assertThat(jonas.offered("Person, customer or feedback item", "FB-1"))
                .containsExactly("FB-1 gone deriuqer here");
    }

    private void erasesMaya(String... choices) {
        erases(PM, NAME + "\n" + ADDRESS, choices);
    }

    private void erases(Who whom, String others, String... choices) {
        asksForErasing(whom, others, choices);
        slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                slack.directMessages(EXECUTIVE).awaitMessage("What goes"));
        slack.directMessages(OPS).awaitMessage("is done.");
        slack.settles();
    }

    private void asksForErasing(Who whom, String others, String... choices) {
        Person jonas = slack.as(OPS).in("#general")
                .types("/steward erase " + members.find(slack.workspace(), whom.id()).orElseThrow().name());
        if (choices.length > 0) {
            jonas.chooses("What goes too", choices);
        }
        jonas.fills(OTHERS, others).submits().closes();
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage("Ask for a second OK"));
    }

    /** Maya files, asks, decides, ships and is mentioned, in every way that takes one line. */
    private void leavesTraces() {
        Person maya = slack.as(PM).in("#general");
        maya.types("/feedback The export stops halfway").sees("FB-1");
        slack.as(SELLER).in("#general").types("/feedback")
                .fills("What was said?", NAME + " knows that the ledger is slow, ask " + ADDRESS)
                .picks("Customer", "Globex Corporation", "Create “Globex Corporation”").submits().seesNoModal();
        slack.channel("#product-feedback").awaitMessage("the ledger is slow");
        maya.types("/initiative new Ledger export").submits().sees("*INIT-1*").closes();
        maya.types("/approval can-i-ship INIT-1 tier:3 risk:low").presses("Ship it and record the decision")
                .sees("*Go ahead.*");
        maya.types("/steward hours mon-fri 8:00-16:00").types("/steward away tomorrow, @jonas");
        slack.as(OPS).in("#general").types("/steward away in 3 days, @maya");
        Shown said = slack.as(SUPPORT).in("#general").says("Thanks @maya, says Diego says so");
        slack.as(PM).reacts("speech_balloon").on(said);
        slack.channel("#product-feedback").awaitMessage("Diego says so");
        slack.settles();
    }
}
