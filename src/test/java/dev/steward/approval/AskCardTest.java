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
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Need;
import dev.steward.policy.Silence;
import dev.steward.schedule.Absences.Away;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/** The card in somebody's direct messages. */
class AskCardTest {
    private static final Instant LATER = FRIDAY.plus(Duration.ofHours(1));
    private static final Terms LEADS_TERMS = terms(false, stage("Leads", new Need.All(), Silence.REJECT, LEADS));
    private final People people = people();

    @Test
    void saysTheQuestionWholeWhyTheyAreAskedAndWhatTheirSilenceMeans() {
        String card = card(open(people, question("Ship it?\n*now*"), LEADS_TERMS), BEN);

        assertThat(card).contains("*<@UMAYA> asks for your approval*", "*AP-7*  ·  Launch  ·  INIT-3 Ledger export",
                "> Ship it?\n> *now*", "*Also considered*\n> Keep it as it is", "✗ *Security review*", "cost 12,000",
                "You are asked as one of @leads. It waits since " + Phrases.time(FRIDAY) + ".",
                "If you do nothing: you are reminded, " + Phrases.time(Instant.parse("2026-11-23T10:00:00Z"))
                        + "; Eve Okafor is asked too, " + Phrases.time(Instant.parse("2026-11-24T10:00:00Z"))
                        + "; your silence counts as a no, and it is rejected, "
                        + Phrases.time(Instant.parse("2026-11-25T10:00:00Z")) + ".",
                "Approve", "Ask for changes", "Block", "Delegate", "Ask a question", "Approve with a comment");
    }

    @Test
    void saysInWhosePlaceTheyAreAsked() {
        ApprovalRequest request = open(people);
        people.away(ANA, BEN);
        request.passTime(people, LATER);
        Instant back = FRIDAY.plus(Duration.ofDays(10));
        String card = CardExamples.text(AskCard.of(shown(request, people, name -> name,
                Map.of(ANA, new Away(BEN, back))), BEN));

        assertThat(card).contains("You are asked as the area's owner, in place of <@UANA>, who is away until "
                + Phrases.time(back) + ". It waits since " + Phrases.time(FRIDAY) + ".");
        assertThat(card(request, ANA)).contains("*<@UBEN> answers in your place now.*")
                .doesNotContain("If you do nothing", "\nApprove\n");
    }

    @Test
    void tellsWhoeverCameByARungWhoIsSilent() {
        ApprovalRequest request = open(people);
        request.passTime(people, Instant.parse("2026-11-24T10:00:00Z"));

        assertThat(card(request, EVE)).contains("<@UANA> has not answered since " + Phrases.time(FRIDAY)
                + "; you may decide it too, as the owner's manager.", "Approve");
    }

    @Test
    void saysWhatTheySaidAndWhatBecameOfIt() {
        ApprovalRequest request = open(people, question("Ship it?"), LEADS_TERMS);
        request.approve(BEN, "Good", people, LATER);
        assertThat(card(request, BEN)).contains("✓ *You approved it* " + Phrases.time(LATER) + ": “Good”.",
                "*Waiting for* <@UCLEO>").doesNotContain("\nApprove\n", "If you do nothing", "Delegate");

        request.approve(CLEO, null, people, LATER);
        assertThat(card(request, BEN)).contains("You approved it", "✓ *Approved* by <@UBEN> and <@UCLEO>", "*DEC-3*")
                .doesNotContain("\nApprove\n");
    }

    @Test
    void letsWhoeverObjectedChangeTheirMind() {
        ApprovalRequest request = open(people, question("Ship it?"), LEADS_TERMS);
        request.requestChanges(BEN, "Cheaper", people, LATER);

        assertThat(card(request, BEN)).contains("✎ *You asked for changes*", "“Cheaper”",
                "It is <@UMAYA>'s turn now; you will be asked again.", "Approve after all");
        assertThat(card(request, CLEO)).contains("<@UMAYA>'s turn", "wants changes: “Cheaper”.")
                .doesNotContain("\nApprove\n", "\nBlock\n", "If you do nothing");
    }

    @Test
    void asksWhoeverRulesWithTheReasons() {
        ApprovalRequest request = open(people, question("Ship it?"), LEADS_TERMS);
        request.block(BEN, "Not safe\nat all", people, LATER);

        assertThat(card(request, RITA)).contains("*You are asked to rule on a block of what <@UMAYA> asks*",
                "⊘ *<@UBEN> blocks it* (@leads)\n> Not safe\n> at all", "You are asked as the admins. It waits since",
                "Please rule until ",
                "If you do nothing: Eve Okafor is asked too", "the time to rule is up", "Go ahead", "Uphold the block",
                "Delegate", "Ask a question").doesNotContain("\nApprove\n");
        assertThat(card(request, BEN)).contains("⊘ *You blocked it*: “Not safe at all”.", "<@URITA> rules until",
                "Approve after all");

        request.rule(RITA, false, "Safe enough", people, LATER);
        assertThat(card(request, RITA)).contains("*You ruled that it goes ahead* " + Phrases.time(LATER)
                + ": “Safe enough”.", "*Waiting for* <@UCLEO>").doesNotContain("Go ahead\n", "Uphold");
        assertThat(card(request, BEN)).contains("*You blocked it, and were overruled*: “Not safe at all”",
                "Your dissent is on record.");
    }

    @Test
    void tellsWhoeverLeftOrWasNotNeeded() {
        ApprovalRequest request = open(people, question("Ship it?"),
                terms(false, stage("Leads", new Need.Any(), Silence.WAIT, LEADS),
                        stage("Area", new Need.Any(), Silence.WAIT, OWNER)));
        ApprovalRequest other = CardExamples.later(request);
        other.approve(BEN, null, people, LATER);
        assertThat(card(other, CLEO)).contains("The stage *Leads* went through, so your answer was not needed.",
                "*Waiting for* <@UANA>").doesNotContain("\nApprove\n");

        people.leaves(CLEO, "S1");
        request.passTime(people, LATER);
        assertThat(card(request, CLEO)).contains("You were asked as one of @leads, and are not asked any more.");
    }

    @Test
    void showsQuestionsAndAnswers() {
        ApprovalRequest request = open(people);
        request.ask(ANA, "Who pays?", people, LATER);
        request.answer(MAYA, 1, "Sales", LATER);

        assertThat(card(request, ANA)).contains("*<@UANA> asks* “Who pays?”\n*Answer* “Sales”");
    }

    private String card(ApprovalRequest request, UserId person) {
        return CardExamples.text(AskCard.of(shown(request, people), person));
    }
}
