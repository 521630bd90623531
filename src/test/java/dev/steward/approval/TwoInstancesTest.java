package dev.steward.approval;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.policy.WrittenPolicies;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.Race;
import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;

/** Every button and form of a request, used at two whole Stewards in the same instant: one effect, one entry on record, one card that says so. */
@SandboxTest
class TwoInstancesTest {
    /** Tier 1 asks Amara twice, tier 2 nobody, tier 3 Amara or Yuki. Jonas or Diego rules. */
    private static final String POLICY = """
            gates:
              spend: {title: Spend money}
            defaults:
              within: 3 working days
              silence: wait
              disagreement: {to: [jonas@fernhill.example, diego@fernhill.example], within: 2 working days}
            rules:
              - {name: Alone, when: {tier: 2}, decide: autonomous}
              - name: Two stages
                when: {tier: 1}
                stages:
                  - {name: Money, ask: [amara@fernhill.example]}
                  - {name: Launch, ask: [amara@fernhill.example]}
              - name: Either
                stages: [{ask: [amara@fernhill.example, yuki@fernhill.example]}]
            """;
    private static final String HAPPENED = "approval_happening where kind = ";
    private static final String DECIDED = "record_entry where kind = 'approval.decided'";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private OpenRequest opens;

    @BeforeEach
    void policy() {
        WrittenPolicies.inForce(jdbc, slack.workspace(), 1, POLICY);
    }

    @AfterEach
    void theLogIsWhole() {
        slack.as(OPS).closesEverything().in("#releases").types("/approval verify").sees("The decision log is whole");
    }

    @Races({"approval.approve", "form approval.reason"})
    void anApprovalCountsOnce(Race race) throws Exception {
        Shown amaras = asks(3, "Refund 1 EUR", EXECUTIVE);
        race.once(DECIDED, pressing(EXECUTIVE, "Approve", amaras));
        isDecided("Refund 1 EUR", "*Approved* by");

        amaras = asks(3, "Refund 2 EUR", EXECUTIVE);
        Shown yukis = slack.directMessages(SUPPORT).awaitMessage("Refund 2 EUR");
        race.once(DECIDED, pressing(EXECUTIVE, "Approve", amaras), pressing(SUPPORT, "Approve", yukis));
        race.tells("AP-2 was approved by");
        isDecided("Refund 2 EUR", "*Approved* by");

        amaras = asks(3, "Refund 3 EUR", EXECUTIVE);
        slack.as(EXECUTIVE).inDirectMessages().presses("Approve with a comment", amaras).fills("Your comment", "Fine");
        race.once(DECIDED, submitting(EXECUTIVE));
        isDecided("Refund 3 EUR", "*Approved* by");
    }

    /** A press decides the stage that was shown; its echo does not decide the next. */
    @Races({"approval.approve"})
    void anApprovalCountsForOneStage(Race race) throws Exception {
        Shown card = asks(1, "Refund 10 EUR", EXECUTIVE);
        race.once(HAPPENED + "'APPROVED'", pressing(EXECUTIVE, "Approve", card));
        race.tells("another stage of *AP-1*");
        assertThat(slack.channel("#general").awaitMessage("Refund 10 EUR").text()).contains("*Waiting for*")
                .doesNotContain("DEC-1");
    }

    @Races({"form approval.reason", "approval.approve"})
    void whateverAnApproverSaysIsSaidOnce(Race race) throws Exception {
        Shown card = asks(3, "Refund 10 EUR", EXECUTIVE);
        Person amara = slack.as(EXECUTIVE).inDirectMessages();
        amara.presses("Ask a question", card).fills("What do you want to know?", "Why?");
        race.once(HAPPENED + "'QUESTION'", submitting(EXECUTIVE));
        Shown question = slack.directMessages(PM).awaitMessage("has a question about");
        slack.as(PM).inDirectMessages().presses("Answer", question).fills("Your answer", "It broke");
        race.once(HAPPENED + "'ANSWER'", submitting(PM));
        slack.directMessages(EXECUTIVE).awaitMessage("answered your question about");

        slack.as(EXECUTIVE).inDirectMessages().presses("Delegate", card).chooses("Who should answer in your place?",
                SELLER.id().value());
        race.once(HAPPENED + "'DELEGATED'", submitting(EXECUTIVE));
        Shown diegos = slack.directMessages(SELLER).awaitMessage("in place of <@" + EXECUTIVE.id().value() + ">");
        Shown yukis = slack.directMessages(SUPPORT).awaitMessage("Refund 10 EUR");
        race.once(DECIDED, pressing(SELLER, "Approve", diegos), pressing(SUPPORT, "Approve", yukis));

        Shown second = asks(3, "Refund 20 EUR", EXECUTIVE);
        slack.as(EXECUTIVE).closesEverything().inDirectMessages().presses("Ask for changes", second)
                .fills("What should change?", "Half of it");
        race.once(HAPPENED + "'CHANGES_REQUESTED'", submitting(EXECUTIVE));
        Shown changes = slack.channel("#general").awaitMessage("'s turn since");
        assertThat(changes.text()).contains("Half of it");
        slack.directMessages(EXECUTIVE).awaitMessage("Approve after all");
        race.once(DECIDED, at -> at.as(EXECUTIVE).inDirectMessages().presses("Approve after all"));
    }

    @Races({"form approval.reason"})
    void aBlockIsRuledOnOnce(Race race) throws Exception {
        Shown card = asks(3, "Refund 10 EUR", EXECUTIVE);
        slack.as(EXECUTIVE).inDirectMessages().presses("Block", card).fills("Why should it not go ahead?", "Too dear");
        race.once(HAPPENED + "'BLOCKED'", submitting(EXECUTIVE));
        slack.channel("#general").awaitMessage("blocks it");
        slack.as(OPS).inDirectMessages().sees("Too dear").presses("Go ahead").fills("Why should it go ahead?", "Cheap");
        slack.as(SELLER).inDirectMessages().sees("Too dear").presses("Uphold the block")
                .fills("Why should it not go ahead?", "Indeed");
        race.once("approval_happening where kind in ('OVERRULED', 'UPHELD')", submitting(OPS), submitting(SELLER));

        Shown second = asks(3, "Refund 20 EUR", EXECUTIVE);
        slack.as(EXECUTIVE).inDirectMessages().presses("Block", second).fills("Why should it not go ahead?", "Never")
                .submits();
        slack.directMessages(OPS).awaitMessage("Never");
        slack.as(OPS).closesEverything().inDirectMessages().presses("Uphold the block", slack.directMessages(OPS)
                .awaitMessage("Never")).fills("Why should it not go ahead?", "Indeed");
        race.once(DECIDED, submitting(OPS));
        isDecided("Refund 20 EUR", "*Rejected* by");
    }

    @Races({"form approval.reason", "approval.approve"})
    void whatIsWithdrawnIsNotApproved(Race race) throws Exception {
        Shown card = asks(3, "Refund 10 EUR", EXECUTIVE);
        slack.channel("#general").awaitMessage("Refund 10 EUR");
        slack.as(PM).presses("Withdraw").seesModal("Withdraw");
        race.once("approval_happening where kind in ('DECIDED', 'WITHDRAWN')", submitting(PM),
                pressing(EXECUTIVE, "Approve", card));
        race.tells("AP-1 was ");

        asks(3, "Refund 20 EUR", EXECUTIVE);
        slack.channel("#general").awaitMessage("Refund 20 EUR");
        slack.as(PM).closesEverything().presses("Withdraw").seesModal("Withdraw");
        race.once(HAPPENED + "'WITHDRAWN'", submitting(PM));
        Shown withdrawn = slack.channel("#general").awaitMessage("*Withdrawn* by");
        for (Who who : new Who[]{PM, OPS}) {
            slack.as(who).closesEverything().presses("Details", withdrawn).presses("Reopen").seesModal("Reopen")
                    .fills("Why again?", "Once more");
        }
        race.once(HAPPENED + "'REOPENED'", submitting(PM), submitting(OPS));
        race.tells(" is open.");
        slack.channel("#general").awaitMessage("round 2");
    }

    @Races({"approval.remind"})
    void aReminderIsSentOnce(Race race) throws Exception {
        asks(3, "Refund 10 EUR", EXECUTIVE);
        Shown card = slack.channel("#general").awaitMessage("Refund 10 EUR");
        race.once(HAPPENED + "'REMINDED'", pressing(PM, "Remind", card));
        race.tells("You reminded them less than 4 hours ago.");
        slack.directMessages(EXECUTIVE).awaitMessage("reminds you");
        slack.settles();
        assertThat(slack.directMessages(EXECUTIVE).messages()).filteredOn(each -> each.text().contains("reminds you"))
                .hasSize(1);
    }

    @Races({"approval.ship", "form approval.form", "approval.approve"})
    void whatIsAskedIsAskedOnce(Race race) throws Exception {
        Shown answer = slack.as(PM).types("/approval can-i-ship spend tier:2").sees("*Yes*").whisper();
        race.once(DECIDED, pressing(PM, "Ship it and record the decision", answer));

        slack.as(PM).types("/approval").chooses("Which gate?", "Spend money").sees("Tier")
                .chooses("Tier", "Tier 3 (minor)").fills("What is to be decided?", "Refund 10 EUR");
        race.once("approval_request", submitting(PM));
        Shown card = slack.channel("#general").awaitMessage("Refund 10 EUR");

        slack.as(PM).closesEverything().presses("Change and resubmit", card).fills("What is to be decided?",
                "Refund 20 EUR");
        Shown amaras = slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        race.once("approval_happening where kind in ('DECIDED', 'RESUBMITTED')", submitting(PM),
                pressing(EXECUTIVE, "Approve", amaras));
    }

    @Races({"form approval.form"})
    void whatIsChangedIsAskedAgainOnce(Race race) throws Exception {
        asks(3, "Refund 10 EUR", EXECUTIVE);
        slack.as(PM).presses("Change and resubmit", slack.channel("#general").awaitMessage("Refund 10 EUR"))
                .fills("What is to be decided?", "Refund 20 EUR");
        race.once(HAPPENED + "'RESUBMITTED'", submitting(PM));
        slack.channel("#general").awaitMessage("Refund 20 EUR");
    }

    @Races({"form approval.score"})
    void aPredictionIsScoredOnce(Race race) throws Exception {
        slack.as(PM).types("/approval").chooses("Which gate?", "Spend money").sees("Tier")
                .chooses("Tier", "Tier 2").fills("What is to be decided?", "Refund 10 EUR")
                .fills("What do you expect to come of it?", "Half the tickets")
                .chooses("Check the prediction on", LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC)
                        .plusDays(10).toString())
                .submits();
        slack.clock().advance(Duration.ofDays(15));
        Shown asked = slack.directMessages(PM).awaitMessage("Did it come true?");
        slack.as(PM).inDirectMessages().presses("Partly", asked).fills("What did you learn?", "People export to print");
        race.once("record_entry where kind = 'approval.scored'", submitting(PM));
    }

    private static Race.Deed pressing(Who who, String label, Shown card) {
        return at -> at.as(who).presses(label, card);
    }

    private static Race.Deed submitting(Who who) {
        return at -> at.as(who).submits();
    }

    /** Asks, and gives the card with which somebody is asked. */
    private Shown asks(int tier, String asked, Who who) {
        opens.open(Openings.spend(slack, tier, asked));
        return slack.directMessages(who).awaitMessage(asked);
    }

    private void isDecided(String asked, String words) {
        Awaitility.await().untilAsserted(() -> assertThat(slack.channel("#general").messages())
                .filteredOn(each -> each.text().contains(asked)).singleElement()
                .satisfies(card -> assertThat(card.text()).contains(words)));
    }
}
