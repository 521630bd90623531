package dev.steward.approval;

import static dev.steward.approval.CardExamples.ANA;
import static dev.steward.approval.CardExamples.BEN;
import static dev.steward.approval.CardExamples.CLEO;
import static dev.steward.approval.CardExamples.EVE;
import static dev.steward.approval.CardExamples.FRIDAY;
import static dev.steward.approval.CardExamples.LEADS;
import static dev.steward.approval.CardExamples.MAYA;
import static dev.steward.approval.CardExamples.OWNER;
import static dev.steward.approval.CardExamples.RITA;
import static dev.steward.approval.CardExamples.open;
import static dev.steward.approval.CardExamples.people;
import static dev.steward.approval.CardExamples.question;
import static dev.steward.approval.CardExamples.shown;
import static dev.steward.approval.CardExamples.stage;
import static dev.steward.approval.CardExamples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.policy.Silence;
import dev.steward.slack.Phrases;

/** The card where a request was asked. */
class ApprovalCardTest {
    private static final Instant LATER = FRIDAY.plus(Duration.ofHours(1));
    private final People people = people();

    @Test
    void saysWhatIsAskedHowItStandsAndWhatHappensNext() {
        ApprovalRequest request = open(people);
        String card = card(request);

        assertThat(card).contains("*AP-7*  ·  Launch  ·  INIT-3 Ledger export",
                "> Ship the ledger export to all customers?",
                "*Waiting for* <@UANA> since " + Phrases.time(FRIDAY) + ".", "• <@UANA> (the area's owner)",
                "Next: Ana Silva is reminded, " + Phrases.time(Instant.parse("2026-11-23T10:00:00Z"))
                        + ". If nobody answers, Eve Okafor is asked too, "
                        + Phrases.time(Instant.parse("2026-11-24T10:00:00Z")) + ".",
                "✓ Design document", "✗ *Security review*", "1 missing", "Export", "tier 1", "cost 12,000",
                "low risk", "for Customers", "asked by <@UMAYA>", "needed by", "Remind", "Change and resubmit",
                "Withdraw", "Details");
        assertThat(card).as("whoever has nothing to do yet").doesNotContain("<@UEVE>");
    }

    @Test
    void listsStagesInTheirOrderAndWhoIsAskedAsWhat() {
        ApprovalRequest request = open(people, question("Ship it?"),
                terms(false, stage("Leads", new Need.All(), Silence.WAIT, LEADS),
                        stage("Area", new Need.Any(), Silence.WAIT, OWNER, LEADS)));
        request.approve(BEN, "Fine by me", people, LATER);

        assertThat(card(request)).contains("● *Leads*  ·  1 of 2 approvals",
                "✓ <@UBEN> approved: “Fine by me” (@leads)",
                "• <@UCLEO> (@leads)", "○ *Area*  ·  later, the area's owner and @leads",
                "If the others do not answer, Eve Okafor is asked too");
        assertThat(card(request)).doesNotContain("<!subteam");
    }

    @Test
    void saysWhoAnswersForWhomAndWhoIsNotAskedAnyMore() {
        ApprovalRequest request = open(people, question("Ship it?"),
                terms(false, stage("Leads", new Need.All(), Silence.WAIT, LEADS, OWNER)));
        request.delegate(ANA, EVE, people, LATER);
        people.leaves(CLEO, "S1");
        request.passTime(people, LATER);

        assertThat(card(request)).contains("• <@UEVE> (the area's owner, in place of <@UANA>)",
                "– <@UCLEO> is not asked any more (@leads)");
    }

    @Test
    void saysWhoCameByARung() {
        ApprovalRequest request = open(people);
        request.passTime(people, Instant.parse("2026-11-24T10:00:00Z"));

        assertThat(card(request)).contains("• <@UEVE> (the owner's manager, asked later)",
                "the time is up, and it goes on waiting");
    }

    @Test
    void saysThatItIsTheRequestersTurn() {
        ApprovalRequest request = open(people);
        request.requestChanges(ANA, "Too *expensive*", people, LATER);

        assertThat(card(request)).contains("It is <@UMAYA>'s turn since " + Phrases.time(LATER)
                + ". <@UANA> wants changes: “Too *expensive*”.", "Next: Maya Lindqvist is reminded");
        assertThat(card(request)).doesNotContain("\nRemind\n");
    }

    @Test
    void saysWhoBlocksAndWhoRulesUntilWhen() {
        ApprovalRequest request = open(people);
        request.block(ANA, "Not safe", people, LATER);

        assertThat(card(request)).contains("⊘ <@UANA> blocks it: “Not safe”.",
                "<@URITA> rules until " + Phrases.time(Instant.parse("2026-11-24T11:00:00Z")) + ".",
                "If nobody rules, Eve Okafor is asked too");
    }

    @Test
    void endsWithTheDecisionAndTheDissent() {
        ApprovalRequest request = open(people, question("Ship it?"),
                terms(false, stage("Leads", new Need.All(), Silence.WAIT, LEADS)));
        request.block(BEN, "Not safe", people, LATER);
        request.rule(RITA, false, "Safe enough", people, LATER);
        request.approve(CLEO, null, people, LATER);

        assertThat(card(request)).contains("✓ *Approved* by <@UCLEO> " + Phrases.time(LATER) + ".", "*DEC-3*",
                "Dissent: <@UBEN>: “Not safe”", "↷ <@UBEN> had blocked it, and was overruled");
        assertThat(card(request)).doesNotContain("Next:", "Withdraw", "Remind");
    }

    @Test
    void saysWhyItWasRejected() {
        ApprovalRequest request = open(people);
        request.block(ANA, "Not safe", people, LATER);
        request.rule(RITA, true, "I agree", people, LATER);

        assertThat(card(request)).contains("✗ *Rejected* by <@URITA>", "who upheld the block of <@UANA>: “I agree”.");
    }

    @Test
    void saysThatSilenceDecided() {
        Instant late = Instant.parse("2026-11-30T12:00:00Z");
        ApprovalRequest approved = open(people, question("Ship it?"),
                terms(false, stage("Area", new Need.Any(), Silence.APPROVE, OWNER)));
        approved.passTime(people, late);
        ApprovalRequest rejected = open(people, question("Ship it?"),
                terms(false, stage("Area", new Need.Any(), Silence.REJECT, OWNER)));
        rejected.passTime(people, late);

        assertThat(card(approved)).contains("✓ *Approved*", "nobody objected in time");
        assertThat(card(rejected)).contains("✗ *Rejected*", "nobody answered in time");
    }

    @Test
    void promisesNoAgreementBySilenceWhileAQuestionIsOpen() {
        ApprovalRequest request = open(people, question("Ship it?"),
                terms(false, stage("Area", new Need.Any(), Silence.APPROVE, OWNER)));
        assertThat(CardExamples.text(AskCard.of(shown(request, people), ANA))).contains("counts as agreement");
        request.ask(ANA, "For whom?", people, LATER);

        assertThat(CardExamples.text(AskCard.of(shown(request, people), ANA))).doesNotContain("counts as agreement");
    }

    @Test
    void saysThatTheRequesterDecidesAlone() {
        ApprovalRequest request = open(people, question("Fix the typo?"),
                new ApprovalRequest.Terms(2, CardExamples.gate(), new Rule("Small things", Set.of(), Conditions.NONE,
                        new Rule.Outcome.Autonomous("Nothing can go wrong"))));

        assertThat(card(request)).contains("<@UMAYA> decides this alone, by the rule *Small things*",
                "Nothing can go wrong", "*DEC-3*");
    }

    @Test
    void saysThatItWasWithdrawn() {
        ApprovalRequest request = open(people);
        request.withdraw(MAYA, "Not needed", LATER);

        assertThat(card(request)).contains("↩ *Withdrawn* by <@UMAYA> " + Phrases.time(LATER) + ": “Not needed”.");
    }

    @Test
    void showsOpenQuestionsWithAnAnswerButton() {
        ApprovalRequest request = open(people);
        request.ask(ANA, "Who pays?", people, LATER);
        assertThat(card(request)).contains("*<@UANA> asks* “Who pays?”", "Answer");

        request.answer(MAYA, 1, "Sales", LATER);
        assertThat(card(request)).doesNotContain("Who pays?");
    }

    @Test
    void namesAFewOfManyAndSaysHowManyOthers() {
        people.is(new Approver.Group("S9"), CardExamples.crowd(30));
        ApprovalRequest request = open(people, question("Ship it?"),
                terms(false, stage("All", new Need.All(), Silence.WAIT, new Approver.Group("S9"))));

        assertThat(card(request)).contains("<@UCROWD0>, <@UCROWD1>, <@UCROWD2>, <@UCROWD3> and 26 others");
        for (int i = 0; i < 20; i++) {
            request.approve(CardExamples.crowd(30)[i], null, people, LATER);
        }
        assertThat(card(request)).contains("20 of 30 approvals", "… and 12 others");
    }

    private String card(ApprovalRequest request) {
        return CardExamples.text(ApprovalCard.of(shown(request, people)));
    }
}
