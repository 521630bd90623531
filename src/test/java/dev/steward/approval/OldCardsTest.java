package dev.steward.approval;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.policy.WrittenPolicies;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Members;

/** Whoever presses decides what they were shown: a card, a reminder or a form of earlier decides nothing that was asked since. */
@SandboxTest
class OldCardsTest {
    private static final String POLICY = """
            gates:
              spend: {title: Spend money}
            defaults:
              within: 3 working days
              silence: wait
              disagreement: {to: [jonas@fernhill.example], within: 2 working days}
            rules:
              - name: Two stages
                when: {tier: 1}
                stages:
                  - {name: Money, ask: [amara@fernhill.example]}
                  - {name: Launch, ask: [amara@fernhill.example]}
              - name: Both
                when: {tier: 2}
                stages: [{ask: [amara@fernhill.example, yuki@fernhill.example], need: all}]
              - name: Either
                stages: [{ask: [amara@fernhill.example, yuki@fernhill.example]}]
            """;

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private OpenRequest opens;
    @Autowired
    private ChangeRequest changes;
    @Autowired
    private Requests requests;
    @Autowired
    private Members members;

    @BeforeEach
    void policy() {
        WrittenPolicies.inForce(jdbc, slack.workspace(), 1, POLICY);
    }

    @Test
    void anApprovalOnAnOldCardDoesNotCountForAChangedQuestion() throws Exception {
        open(3, "Refund 10 EUR");
        Shown old = slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        resubmits("Wire 10,000,000 EUR");

        press(EXECUTIVE, old, "Approve");
        Person amara = slack.as(EXECUTIVE).inDirectMessages().sees("<@" + PM.id().value() + "> changed *AP-1*");
        assertThat(amara.whisper().text()).contains("Refund 10 EUR", "Wire 10,000,000 EUR", "Approve");
        isOpen();

        amara.presses("Approve", amara.whisper());
        assertThat(slack.channel("#general").awaitMessage("✓ *Approved* by").text()).contains("Wire 10,000,000 EUR");
    }

    @Test
    void afterAReopeningTheOldButtonDecidesNothing() throws Exception {
        open(3, "Refund 10 EUR");
        Shown old = slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        slack.as(SUPPORT).inDirectMessages().sees("Refund 10 EUR").presses("Approve");
        slack.channel("#general").awaitMessage("✓ *Approved* by");
        slack.as(PM).in("#general").presses("Details").seesModal("AP-1").sees("Stage “").sees("” approved")
                .presses("Reopen").seesModal("Reopen")
                .fills("Why again?", "Once more").submits().seesNoModal();
        slack.channel("#general").awaitMessage("round 2");

        press(EXECUTIVE, old, "Approve");
        slack.as(EXECUTIVE).inDirectMessages().sees("<@" + PM.id().value() + "> reopened *AP-1*")
                .sees("What is asked is as it was.");
        slack.settles();
        assertThat(slack.channel("#general").awaitMessage("AP-1").text()).contains("*Waiting for*")
                .doesNotContain("DEC-2");
    }

    @Test
    void aReopeningPressedInDetailsOfEarlierShowsThemAnew() {
        open(3, "Refund 10 EUR");
        slack.as(SUPPORT).inDirectMessages().sees("Refund 10 EUR").presses("Approve");
        slack.channel("#general").awaitMessage("✓ *Approved* by");
        Person amara = slack.as(EXECUTIVE).in("#general").presses("Details").seesModal("AP-1");
        slack.as(PM).in("#general").presses("Details").seesModal("AP-1").presses("Reopen").seesModal("Reopen")
                .fills("Why again?", "Once more").submits();
        slack.as(PM).in("#general").sees("round 2").presses("Withdraw").seesModal("Withdraw").submits();
        slack.channel("#general").awaitMessage("*Withdrawn* by");

        amara.presses("Reopen").sees("reopened *AP-1*").seesModal("AP-1").sees("withdrew it").presses("Reopen")
                .seesModal("Reopen");
    }

    @Test
    void aFormOfTheRoundBeforeIsSentAgainWithItsWords() {
        open(3, "Refund 10 EUR");
        Person amara = slack.as(EXECUTIVE).inDirectMessages().sees("Refund 10 EUR").presses("Block").seesModal("Block")
                .fills("Why should it not go ahead?", "Too dear");
        resubmits("Wire 10,000,000 EUR");

        amara.submits().seesModal("Block").sees("changed *AP-1*").sees("Refund 10 EUR").sees("Wire 10,000,000 EUR");
        isOpen();
        assertThat(amara.field("Why should it not go ahead?")).isEqualTo("Too dear");

        amara.submits().seesNoModal();
        assertThat(slack.channel("#general").awaitMessage("blocks it").text()).contains("Too dear");
    }

    /** It would take back their own block, which they said after they were shown it. */
    @Test
    void whoeverBlocksDoesNotApproveByTheCardFromBefore() throws Exception {
        open(3, "Refund 10 EUR");
        Shown old = slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        slack.as(EXECUTIVE).inDirectMessages().presses("Block", old).seesModal("Block")
                .fills("Why should it not go ahead?", "Too dear").submits();
        slack.channel("#general").awaitMessage("blocks it");

        press(EXECUTIVE, old, "Approve");

        slack.as(EXECUTIVE).inDirectMessages().sees("you blocked *AP-1* after this was shown to you")
                .sees("Approve after all");
        slack.settles();
        assertThat(slack.channel("#general").awaitMessage("AP-1").text()).contains("blocks it")
                .doesNotContain("*Approved* by");
    }

    @Test
    void aFormIsNotOpenedFromAnOldCard() throws Exception {
        open(3, "Refund 10 EUR");
        Shown old = slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        resubmits("Wire 10,000,000 EUR");

        for (String label : List.of("Block", "Ask for changes", "Delegate", "Ask a question",
                "Approve with a comment")) {
            press(EXECUTIVE, old, label);
            slack.as(EXECUTIVE).inDirectMessages().sees("changed *AP-1*").seesNoModal();
        }
    }

    @Test
    void aSecondChangeDoesNotOverwriteTheFirstUnseen() {
        open(3, "Refund 10 EUR");
        slack.channel("#general").awaitMessage("*AP-1*");
        slack.as(PM).in("#general").presses("Change and resubmit").seesModal("Change AP-1");
        Person other = slack.as(PM).in("#general").fills("What is to be decided?", "Refund 20 EUR");
        ApprovalRequest asked = requests.latest(slack.workspace(), 1).getFirst();
        changes.change(slack.workspace(), asked.facts().id(), (request, roster, now) -> request.resubmit(PM.id(),
                Openings.question(3, "Wire 10,000,000 EUR"), asked.terms(), roster, now));

        other.submits().seesModal("Change AP-1").sees("changed *AP-1*").sees("Wire 10,000,000 EUR");
        assertThat(other.field("What is to be decided?")).isEqualTo("Refund 20 EUR");
        other.submits().seesNoModal();
        slack.channel("#general").awaitMessage("Refund 20 EUR");
    }

    @Test
    void pressedTwiceItAnswersTheStageThatWasShownAndNotTheNext() throws Exception {
        open(1, "Refund 10 EUR");
        Shown old = slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        Person amara = slack.as(EXECUTIVE).inDirectMessages().presses("Approve", old);

        press(EXECUTIVE, old, "Approve");
        amara.sees("another stage of *AP-1*");
        isOpen();
        amara.presses("Approve", amara.whisper());
        slack.channel("#general").awaitMessage("✓ *Approved* by");
    }

    @Test
    void aRulingIsOnTheBlocksThatWereShown() throws Exception {
        open(2, "Refund 10 EUR");
        blocks(EXECUTIVE, "Too dear");
        Shown old = slack.directMessages(OPS).awaitMessage("Too dear");
        Person jonas = slack.as(OPS).inDirectMessages().presses("Go ahead", old).seesModal("Go ahead")
                .fills("Why should it go ahead?", "It is cheap");
        blocks(SUPPORT, "Against the law");

        jonas.submits().seesModal("Go ahead").sees("blocked again").sees("Against the law").closes();
        press(OPS, old, "Uphold the block");
        slack.as(OPS).inDirectMessages().sees("blocked again");
        assertThat(slack.channel("#general").awaitMessage("blocks it").text()).contains("Too dear", "Against the law");

        jonas.inDirectMessages().presses("Uphold the block", jonas.whisper()).seesModal("Uphold the block")
                .fills("Why should it not go ahead?", "Indeed").submits().seesNoModal();
        slack.channel("#general").awaitMessage("*Rejected* by");
    }

    @Test
    void aQuestionOfTheRoundBeforeIsAnsweredOnTheCardAsItIs() throws Exception {
        open(3, "Refund 10 EUR");
        slack.as(EXECUTIVE).inDirectMessages().sees("Refund 10 EUR").presses("Ask a question")
                .fills("What do you want to know?", "Is that all?").submits();
        Shown old = slack.directMessages(PM).awaitMessage("has a question about");
        slack.channel("#general").awaitMessage("Is that all?");
        resubmits("Wire 10,000,000 EUR");

        press(PM, old, "Answer");
        slack.as(PM).inDirectMessages().sees("Nothing was done").seesNoModal();
        slack.as(PM).in("#general").presses("Answer").seesModal("Answer").fills("Your answer", "No").submits()
                .seesNoModal();
    }

    @Test
    void aButtonOfAnEarlierStewardCountsOnlyWhereItIsCertainWhatItShowed() throws Exception {
        open(3, "Refund 10 EUR");
        String id = jdbc.sql("select id::text from approval_request").query(String.class).single();
        slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        resubmits("Wire 10,000,000 EUR");

        forged().press(EXECUTIVE, forged().team(), slack.id("#general"), AskCard.APPROVE.actionId(), id);
        slack.as(EXECUTIVE).in("#general").sees("doesn't say what of *AP-1* you were shown");
        isOpen();
    }

    private void press(Who who, Shown old, String label) throws Exception {
        forged().press(who, old, label);
    }

    private ForgedPress forged() {
        return new ForgedPress(slack, members.find(slack.workspace(), PM.id()).orElseThrow().teamId());
    }

    private void blocks(Who who, String why) {
        slack.as(who).inDirectMessages().sees("Refund 10 EUR").presses("Block").seesModal("Block")
                .fills("Why should it not go ahead?", why).submits().seesNoModal();
        slack.channel("#general").awaitMessage(why);
    }

    /** What a form remembers is a claim, too. */
    @Test
    void aChangedQuestionIsDecidedByTheRulesItWasAskedUnder() {
        open(3, "Refund 10 EUR");
        WrittenPolicies.inForce(jdbc, slack.workspace(), 2, """
                gates:
                  spend: {title: Spend money}
                rules:
                  - {name: Alone, decide: autonomous}
                """);
        slack.channel("#general").awaitMessage("*AP-1*");
        Person maya = slack.as(PM).in("#general").presses("Change and resubmit").seesModal("Change AP-1")
                .fills("What is to be decided?", "Wire 10,000,000 EUR");
        assertThat(jdbc.sql("""
                update sandbox_view set body = replace(body, 'policy\\":1', 'policy\\":2') where body like '%policy\\\\":1%'
                """).update()).isOne();

        maya.submits().seesNoModal();

        slack.channel("#general").awaitMessage("Wire 10,000,000 EUR");
        isOpen();
    }

    private void isOpen() {
        slack.settles();
        assertThat(slack.channel("#general").awaitMessage("AP-1").text()).contains("*Waiting for*")
                .doesNotContain("Approved", "DEC-1");
    }

    private void resubmits(String asked) {
        slack.channel("#general").awaitMessage("*AP-1*");
        slack.as(PM).in("#general").presses("Change and resubmit").seesModal("Change AP-1")
                .fills("What is to be decided?", asked).submits().seesNoModal();
        slack.channel("#general").awaitMessage(asked);
    }

    private void open(int tier, String asked) {
        opens.open(Openings.spend(slack, tier, asked));
    }
}
