package dev.steward.approval;

import static dev.steward.approval.SimulatedPeople.AMARA;
import static dev.steward.approval.SimulatedPeople.JONAS;
import static dev.steward.approval.SimulatedPeople.YUKI;
import static dev.steward.approval.SimulatedPeople.person;
import static dev.steward.approval.SimulatedPeople.stage;
import static dev.steward.approval.SimulatedPeople.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Conditions;
import dev.steward.policy.Dimension;
import dev.steward.policy.Evaluation;
import dev.steward.policy.Rule;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.schedule.WorkingAmount;

class WhoIsAskedTest {
    private static final Instant NOW = Instant.parse("2026-11-19T14:00:00Z");
    private final SimulatedPeople people = new SimulatedPeople();

    @Test
    void oneStage() {
        assertThat(sentence(terms(false, stage("Area", WorkingAmount.days(2), Silence.WAIT, List.of(), List.of(),
                person(AMARA)))))
                .isEqualTo("Rule *Ask*: <@UAMARA> (named by the policy), within 2 working days.");
    }

    @Test
    void severalInOrderTheLaterOnesInThePolicysWords() {
        assertThat(sentence(terms(false,
                stage("Area", WorkingAmount.days(2), Silence.WAIT, List.of(), List.of(), person(AMARA), person(YUKI)),
                stage("More", WorkingAmount.days(1), Silence.WAIT, List.of(), List.of(), person(JONAS)))))
                .isEqualTo(
                        "Rule *Ask*: first any one of <@UAMARA> and <@UYUKI> (named by the policy), within 2 working "
                                + "days; then <@UJONAS>, within 1 working day.");
    }

    @Test
    void whoIsAwayIsSaid() {
        people.away(AMARA, NOW.minusSeconds(60), NOW.plusSeconds(60), YUKI);
        assertThat(sentence(terms(false, stage("Area", WorkingAmount.days(2), Silence.WAIT, List.of(), List.of(),
                person(AMARA)))))
                .isEqualTo(
                        "Rule *Ask*: <@UYUKI> for <@UAMARA>, who is away (named by the policy), within 2 working days.");
    }

    @Test
    void nobodyWhereTheRuleIsAutonomous() {
        assertThat(sentence(new Terms(1, SimulatedPeople.LAUNCH,
                new Rule("Small", Set.of(), Conditions.NONE, new Rule.Outcome.Autonomous("Easy *to* take back")))))
                .isEqualTo("Rule *Small*: nobody needs to be asked, it is yours to decide. Easy "
                        + "\u2060*\u2060to\u2060*\u2060 take back. It goes on record at once.");
    }

    @Test
    void everyRuleTriedSaysWhy() {
        Evaluation evaluation = SamplePolicy.policy().evaluate("launch",
                new Scope(null, null, 2, null, null, null));
        assertThat(Explanation.mrkdwn(evaluation, 3_000)).startsWith(":heavy_minus_sign: *Small things*: ")
                .contains("the tier is 2, the rule is for 3").contains("\n:white_check_mark: *The rest*: ");
        assertThat(Explanation.plain(evaluation)).contains("Small things (differs): ").contains("The rest (matches): ");
        assertThat(Explanation.example(Set.of(Dimension.TIER, Dimension.COST))).isEqualTo("tier:2 cost:5000");
    }

    @Test
    void theRuleThatDecidesIsNeverCut() {
        Evaluation evaluation = SamplePolicy.policy().evaluate("launch", new Scope(null, null, 2, null, null, null));
        assertThat(Explanation.mrkdwn(evaluation, 10)).startsWith(":white_check_mark: *The rest*");
    }

    private String sentence(Terms terms) {
        return WhoIsAsked.sentence(ApprovalRequest.open(SimulatedPeople.asked(NOW),
                SimulatedPeople.question(Scope.UNKNOWN), terms, people.at(NOW)));
    }
}
