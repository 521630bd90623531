package dev.steward.approval;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;

/** Asking for decisions, hearing whether one may, and finding it all again, through Slack and back. */
@SandboxTest
class AskingStoryTest {
    private static final String REQUIRED = "Please complete this required field.";

    @Autowired
    private SandboxSlack slack;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aQuestionIsPutInTheFormWhichSaysWhoWillBeAsked() {
        initiative();
        Person diego = slack.as(SELLER).types("/approval").seesModal("Ask for a decision")
                .sees("Choose a gate, and it shows here who will be asked.")
                .fills("What is to be decided?", "May we define the ledger export?")
                .chooses("Which gate?", "Define it (discovery → definition)").sees("Five customers who have it")
                .sees("Tell the tier and the risk, and it shows here who will be asked.");
        diego.picks("Which initiative?", "ledger", "INIT-1  Ledger export (discovery)")
                .sees("Type its name or INIT-3\nINIT-1  Ledger export").chooses("Risk", "Medium")
                .sees("Tell the tier,").chooses("Tier", "Tier 2").sees("Tell the cost").fills("Cost", "5,000")
                .sees("Rule *The area decides*: <@" + PM.id().value() + "> (the area's owner), within 2 working days.");
        assertThat(diego.field("What is to be decided?")).isEqualTo("May we define the ledger export?");
        diego.chooses("What is there already?", "Five customers who have it").submits().seesNoModal();
        Shown card = slack.channel("#general").awaitMessage("AP-1");
        assertThat(card.text()).contains("May we define the ledger export?", "INIT-1");
        assertThat(slack.directMessages(SELLER).awaitMessage("*AP-1* waits for").text())
                .contains("Its card", "May we define the ledger export?");
        slack.directMessages(PM).awaitMessage("AP-1");
    }

    @Test
    void mistakesStandAtTheirFieldsAndNothingIsLost() {
        initiative();
        Person diego = slack.as(SELLER).types("/approval").chooses("Which gate?", "Build it (definition → execution)")
                .picks("Which initiative?", "INIT-1", "INIT-1  Ledger export (discovery)").fills("Cost", "5.000")
                .chooses("Tier", "Tier 2").chooses("Risk", "Medium").fills("What is to be decided?", "  ")
                .fills("What do you expect to come of it?", "Fewer tickets")
                .submits();
        diego.seesFieldError("Which initiative?", "INIT-1 is in discovery; this gate is for what is in definition.")
                .seesFieldError("What is to be decided?", "Please say what is to be decided.")
                .seesFieldError("Cost", "Write the cost as a number")
                .seesFieldError("Check the prediction on", "Please choose the day");
        diego.fills("What is to be decided?", "May we?").fills("Cost", "5000").fills("What do you expect", "")
                .chooses("Which gate?", "Launch (execution → validation)")
                .chooses("Which gate?", "Define it (discovery → definition)");
        assertThat(diego.field("Tier")).isEqualTo("Tier 2");
        assertThat(diego.field("Cost")).isEqualTo("5000");
        assertThat(diego.field("What is to be decided?")).isEqualTo("May we?");
        assertThat(jdbc.sql("select count(*) from approval_request").query(Long.class).single()).isZero();
    }

    @Test
    void whatDecidesWhoIsAskedIsOptionalOnlyWhereItIs() {
        initiative();
        Person diego = slack.as(SELLER).types("/approval").chooses("Which gate?", "Define it (discovery → definition)")
                .picks("Which initiative?", "ledger", "INIT-1  Ledger export (discovery)")
                .fills("What is to be decided?", "May we?").submits();
        diego.seesFieldError("Tier", REQUIRED).seesFieldError("Risk", REQUIRED);
        assertThat(optional(diego, "Cost")).isTrue();

        diego.chooses("Tier", "Tier 2").chooses("Risk", "Medium").sees("Tell the cost");
        assertThat(optional(diego, "Cost")).isFalse();
        diego.submits().seesFieldError("Cost", REQUIRED);

        diego.chooses("Tier", "Tier 1 (major)").sees("Rule *Executives for tier 1*");
        assertThat(optional(diego, "Cost")).isTrue();
        diego.submits().seesNoModal();
    }

    private static boolean optional(Person person, String label) {
        return person.modal().path("blocks").valueStream()
                .filter(block -> block.path("label").path("text").asString("").equals(label)).findFirst().orElseThrow()
                .path("optional").asBoolean();
    }

    @Test
    void theFormWarnsWhereTheAnswerIsNeededTooSoonAndShowsWhatSilenceBrings() {
        initiative();
        Person diego = form().chooses("Needed by", today().toString()).sees("You need it before their time is over");
        diego.presses("What if nobody answers?").seesModal("If nobody answers").sees("*Maya Lindqvist*")
                .sees("The time is up").sees("The picture is on its way");
        slack.clock().advance(Duration.ofSeconds(1));
        Shown picture = slack.directMessages(SELLER).awaitMessage("if nobody ever answers");
        assertThat(picture.json().toString()).contains("timeline.png");
        diego.closes().seesModal("Ask for a decision").submits().seesNoModal();
    }

    @Test
    void theCardGoesOnlyWhereTheRequesterReads() {
        initiative();
        Person diego = form().chooses("In which channel?", slack.id("#leadership").value()).submits();
        diego.seesFieldError("In which channel?", "Choose a channel that you are in");
        slack.as(EXECUTIVE).in("#leadership").types("/invite @steward");
        slack.settles();

        diego.submits().seesFieldError("In which channel?", "Choose a channel that you are in");
        diego.chooses("In which channel?", slack.id("#general").value()).submits().seesNoModal();
        slack.channel("#general").awaitMessage("AP-1");
        assertThat(slack.channel("#leadership").messages()).noneMatch(message -> message.text().contains("AP-1"));
    }

    @Test
    void simulatingSaysWhatWouldHappen() {
        initiative();
        slack.as(SELLER).types("/approval simulate discovery INIT-1 tier:2 risk:medium cost:5000")
                .sees("*Maya Lindqvist*").sees("is asked");
        slack.as(SELLER).types("/approval simulate INIT-1").sees("Tell it, for example");
        slack.as(SELLER).types("/approval simulate nonsense").sees("“nonsense” is neither an initiative");
        slack.as(SELLER).types("/approval simulate INIT-9 tier:1").sees("There is no INIT-9 here.");
        slack.as(SELLER).types("/approval simulate launch tier:3 risk:low").sees("It is approved at once.");
    }

    @Test
    void whoMayShipAloneHearsSoAndItGoesOnRecord() {
        initiative();
        Person diego = slack.as(SELLER).types("/approval can-i-ship INIT-1").sees("*It depends*")
                .sees("can-i-ship INIT-1 tier:2 risk:low");
        diego.types("/approval can-i-ship INIT-1 tier:3 risk:low").sees("*Yes*").sees("Low risk goes alone")
                .presses("Ship it and record the decision").sees("*Go ahead.* It is on record as *AP-1*");
        slack.as(SELLER).types("/approval DEC-1").sees("whom the policy lets decide").sees("Low risk goes alone");
        slack.as(SELLER).types("/initiative INIT-1").sees("definition").sees("AP-1");
        assertThat(jdbc.sql("select facts from record_entry where kind = 'approval.decided'").query(String.class)
                .single()).contains("Low risk goes alone (matches)", "the risk is low");
        slack.as(OPS).types("/approval verify").sees("The decision log is whole");
        slack.as(OPS).types("/approval log").sees("*DEC-1*");
    }

    @Test
    void anApprovalThatFindsItsInitiativeElsewhereSaysSo() {
        initiative();
        form().submits().seesNoModal();
        Shown asked = slack.directMessages(PM).awaitMessage("AP-1");
        form("Tier 3 (minor)", "Low").submits().seesNoModal();
        slack.channel("#general").awaitMessage("AP-2");

        slack.as(PM).inDirectMessages().presses("Approve", asked).sees("You approved it");

        slack.directMessages(SELLER)
                .awaitMessage("*AP-1* is approved as *DEC-2*, and *INIT-1* was in definition already.");
        slack.as(OPS).types("/approval verify").sees("The decision log is whole");
    }

    @Test
    void whoMustAskFirstIsLedToTheForm() {
        initiative();
        Person diego = slack.as(SELLER).types("/approval can-i-ship INIT-1 tier:2 risk:medium cost:5000 area:Export")
                .sees("*Ask first*").sees("The area decides").presses("Ask for approval")
                .seesModal("Ask for a decision").sees("<@" + PM.id().value() + ">");
        assertThat(diego.field("Cost")).isEqualTo("5000");
        diego.fills("What is to be decided?", "May we?").submits().seesNoModal();
        slack.channel("#general").awaitMessage("AP-1");
        slack.as(SELLER).types("/approval can-i-ship INIT-1 tier:2 risk:medium cost:5000").sees("*Not yet*")
                .sees("AP-1").sees("Evidence still missing");
    }

    @Test
    void whatWasAskedIsChangedAndAskedAgain() {
        initiative();
        form().submits().seesNoModal();
        Shown card = slack.channel("#general").awaitMessage("AP-1");
        slack.as(EXECUTIVE).presses("Change and resubmit", card).sees("Only <@" + SELLER.id().value());
        Person diego = slack.as(SELLER).presses("Change and resubmit", card).seesModal("Change AP-1")
                .sees("Who agreed to something that you change here is asked again.");
        assertThat(diego.field("What is to be decided?")).isEqualTo("May we?");
        assertThat(diego.field("Cost")).isEqualTo("5000");
        diego.submits().seesFieldError("What is to be decided?", "Nothing has changed");
        diego.chooses("Tier", "Tier 1 (major)").sees("Executives for tier 1").submits().seesNoModal();
        slack.as(SELLER).types("/approval AP-1").sees("resubmitted it, with the tier changed");
    }

    @Test
    void aPredictionComesBackOnItsDayAndIsScored() {
        initiative();
        form("Tier 3 (minor)", "Low").fills("What do you expect to come of it?", "Half the tickets")
                .chooses("Check the prediction on", today().plusDays(10).toString()).submits()
                .seesNoModal();
        slack.channel("#general").awaitMessage("AP-1");
        slack.clock().advance(Duration.ofDays(15));
        Shown asked = slack.directMessages(SELLER).awaitMessage("Did it come true?");
        Person diego = slack.as(SELLER).inDirectMessages().presses("Too early", asked).seesModal("DEC-1")
                .chooses("Check it again on", today().plusDays(3).toString()).submits().seesNoModal();
        diego.presses("Yes", asked).sees("You will be asked again").closes();
        slack.clock().advance(Duration.ofDays(7));
        Shown again = slack.directMessages(SELLER).messages().reversed().stream()
                .filter(message -> message.text().contains("Did it come true?")).findFirst().orElseThrow();
        assertThat(again.ts()).isNotEqualTo(asked.ts());
        diego.presses("Partly", again).fills("What did you learn?", "People export to print").submits()
                .seesNoModal();
        diego.presses("No", again).sees("You said what came of it already: partly.").closes();
        slack.as(PM).types("/approval DEC-1").sees("Its prediction came true: partly.")
                .sees("Learned: People export to print");
        assertThat(jdbc.sql("select count(*) from record_entry where kind = 'approval.scored'").query(Long.class)
                .single()).isEqualTo(2);
        slack.as(OPS).types("/approval verify").sees("The decision log is whole");
    }

    @Test
    void listsFindItAgainAndCsvIsAFile() {
        initiative();
        form().submits().seesNoModal();
        slack.channel("#general").awaitMessage("AP-1");
        slack.as(PM).types("/approval list gate:discovery state:open area:Export requester:@diego").sees("*AP-1*");
        slack.as(PM).types("/approval waiting").sees("*AP-1*");
        slack.as(PM).types("/approval mine").sees("You have not asked for a decision yet.");
        slack.as(PM).types("/approval search MAY").sees("*AP-1*");
        slack.as(PM).types("/approval list state:approved").sees("Nothing found.");
        slack.as(PM).types("/approval list colour:red").sees("There is no filter");
        slack.as(PM).types("/approval AP-1").sees("What happened").sees("asked");
        slack.as(PM).types("/approval AP-9").sees("There is no AP-9 here.");
        slack.as(PM).types("/approval list gate:discovery csv").sees("on its way");
        slack.clock().advance(Duration.ofMinutes(1));
        assertThat(slack.directMessages(PM).awaitMessage("1 approval request.").json().toString()).contains(".csv");
    }

    @Test
    void theWholeLogIsAFileForOps() {
        for (String typed : List.of("csv", "json", "JSON")) {
            slack.as(PM).types("/approval log " + typed).sees("Only ops people and admins can do this.");
            slack.as(PM).types("/steward approval log " + typed).sees("Only ops people and admins can do this.");
        }
        slack.as(PM).types("/approval log 5").sees("There are no decisions that you can see yet.");
        slack.as(OPS).types("/approval log csv").sees("on its way");
        slack.as(OPS).types("/approval log json").sees("on its way");
        slack.clock().advance(Duration.ofMinutes(1));
        assertThat(slack.directMessages(OPS).awaitMessage("The workspace's id").json().toString()).contains(".jsonl");
        assertThat(slack.file(OPS, slack.directMessages(OPS).awaitMessage("A spreadsheet may change")))
                .contains("Previous hash,Hash,Redacted by");
    }

    @Test
    void peopleOfOtherOrganisationsGetNothing() {
        slack.as(OUTSIDER).in("#customer-acme").types("/approval").sees("Only people of this workspace can do this.");
        slack.as(OUTSIDER).in("#customer-acme").types("/approval log csv")
                .sees("Only people of this workspace can do this.");
        slack.as(SELLER).types("/approval frobnicate").sees("`frobnicate` is not known here.");
    }

    private void initiative() {
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits()
                .sees("*INIT-1*").closes();
    }

    private Person form() {
        return form("Tier 2", "Medium");
    }

    /** Each field is left when the line below says what follows from it: two updates of a form at once are one too many for Slack. */
    private Person form(String tier, String risk) {
        Person diego = slack.as(SELLER).types("/approval").chooses("Which gate?", "Define it (discovery → definition)")
                .sees("Tell the tier and the risk").fills("What is to be decided?", "May we?")
                .picks("Which initiative?", "ledger", "INIT-1  Ledger export (discovery)")
                .sees("Type its name or INIT-3\nINIT-1  Ledger export").chooses("Risk", risk)
                .sees("Tell the tier,");
        if (risk.equals("Low")) {
            return diego.chooses("Tier", tier).sees("Rule *Low risk goes alone*");
        }
        return diego.chooses("Tier", tier).sees("Tell the cost,").fills("Cost", "5000").sees("Rule");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC);
    }
}
