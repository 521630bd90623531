package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.initiative.Phase;
import dev.steward.policy.DryRun.Compared;
import dev.steward.policy.Kept.Origin;
import dev.steward.policy.PastRequests.Past;
import dev.steward.policy.PolicyForm.Box;
import dev.steward.policy.PolicyForm.State;
import dev.steward.policy.PolicyViews.Step;
import dev.steward.slack.BlockKitRules;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** That Slack takes what is shown, however much there is of it; and which requests a change would decide otherwise. */
class PolicyViewsTest {
    private static final String GATES = "gates: {launch: {title: Launch}}\n";
    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 2));

    @Test
    void theLongestPolicyFitsIntoTheForm() {
        String many = GATES + "rules:\n" + IntStream.range(0, 200).mapToObj(i -> "  - name: Rule " + i
                + " <&>\n    when: {cost: <= " + i + "}\n    decide: autonomous\n    because: "
                + "\u4f60\u597d ".repeat(60) + "\n\n")
                .collect(Collectors.joining());
        String long1 = GATES + "rules:\n  - name: Long\n    decide: autonomous\n"
                + ("    # " + "x".repeat(900) + "\n").repeat(60);

        for (String source : List.of(many, long1)) {
            Policy policy = policy(source);
            List<Box> boxes = PolicyForm.boxes(source);

            assertThat(boxes).allSatisfy(box -> assertThat(box.text().length()).isLessThanOrEqualTo(3_000));
            slackTakes(PolicyForm.view(new State(1, 0), boxes, List.of(), "Save"));
            assertThat(policy(new Join(PolicyForm.pieces(boxes)).text())).isEqualTo(policy);
            slackTakes(PolicyViews.version(kept(1, Origin.EDITED), version(1, source), true));
            slackTakes(PolicyViews.saved(version(1, GATES + "rules: [{name: All, decide: autonomous}]\n"),
                    version(2, source),
                    List.of()));
        }
    }

    @Test
    void aMistakeInWhatGoesOnStandsBesideTheFieldItIsIn() {
        String source = GATES + "rules:\n  - name: Long\n" + ("    # " + "x".repeat(900) + "\n").repeat(5)
                + "    decide: autonomus\n";
        List<Box> boxes = PolicyForm.boxes(source);
        var join = new Join(PolicyForm.pieces(boxes));

        assertThat(boxes).extracting(Box::label).containsExactly("Gates", "Rule 1: Long", "Rule 1: Long (goes on)",
                "Add a rule");
        assertThat(PolicyForm.errors(boxes, join, join.mistakes(PolicyText.read(join.text())))).hasSize(1);
        assertThat(PolicyForm.errors(boxes, join, join.mistakes(PolicyText.read(join.text())))).hasEntrySatisfying(
                boxes.get(2).id(), sentence -> assertThat(sentence).startsWith("Line 3 (decide: autonomus): "));
    }

    @Test
    void whatARequestWouldGetNowIsSaidInOrderOfChange() {
        Policy policy = policy("""
                gates: {launch: {title: Launch}}
                rules:
                  - {name: Cheap, when: {cost: <= 10}, decide: autonomous}
                  - {name: Discovery, when: {phase: discovery}, decide: autonomous}
                """);
        List<Compared> compared = DryRun.of(List.of(past("AP-5", "launch", scope("5", null), "CHEAP"),
                past("AP-4", "lunch", scope("5", null), "Cheap"), past("AP-3", "launch", scope(null, null), "Cheap"),
                past("AP-2", "launch", scope("11", Phase.DISCOVERY), "Cheap"),
                past("AP-1", "launch", scope("11", Phase.EXECUTION), "Cheap")), policy);

        assertThat(compared).extracting(one -> one.past().reference() + " " + one.now()).containsExactly(
                "AP-4 there is no gate “lunch”", "AP-3 “Cheap” would ask for the cost", "AP-2 “Discovery”",
                "AP-1 no rule",
                "AP-5 “Cheap”");
        assertThat(compared.getLast().differs()).isFalse();
        slackTakes(PolicyViews.tried(compared));
        slackTakes(PolicyViews.tried(List.of()));
    }

    @Test
    void aLongHistoryFitsToo() {
        slackTakes(PolicyViews.history(IntStream.range(0, 20).mapToObj(i -> new Step(kept(99 - i, Origin.RESTORED),
                IntStream.range(0, 200).mapToObj(n -> "*change* <" + n + ">" + "x".repeat(500)).toList())).toList(),
                true, true, PolicyViews.moved(version(100, GATES + "rules: [{name: All, decide: autonomous}]\n"))));
    }

    private static void slackTakes(View view) {
        assertThat(BlockKitRules.view(JsonMapper.shared().readTree(GsonFactory.createSnakeCase().toJson(view))))
                .isEmpty();
    }

    private static Past past(String reference, String gate, Scope scope, String rule) {
        return new Past(reference, "May we? <@U1>", gate, scope, rule);
    }

    private static Scope scope(@Nullable String cost, @Nullable Phase phase) {
        return new Scope(null, phase, null, cost == null ? null : new BigDecimal(cost), null, null);
    }

    private static Kept kept(long number, Origin origin) {
        return new Kept(new UUID(0, number), number, origin, 1L, new UserId("U0JONAS"), Instant.EPOCH, 0);
    }

    private static PolicyVersion version(long number, String source) {
        return new PolicyVersion(WORKSPACE, number, source, policy(source), null, Instant.EPOCH);
    }

    private static Policy policy(String source) {
        return WrittenPolicies.read(source);
    }
}
