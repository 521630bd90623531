package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.jspecify.annotations.Nullable;

import dev.steward.policy.Evaluation.Result;
import dev.steward.policy.Evaluation.Tried;
import dev.steward.policy.PolicyText.Reading;

/** What holds for every policy there can be. */
@Domain(RandomPolicies.class)
class PolicyPropertiesTest {

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadAgain(@ForAll Policy policy) {
        String yaml = WritePolicy.whole(policy);

        assertThat(PolicyText.read(yaml)).as(yaml).isInstanceOfSatisfying(Reading.Good.class,
                good -> assertThat(good.policy()).isEqualTo(policy));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theFirstMatchDecidesAndNothingIsGuessed(@ForAll Policy policy, @ForAll Scope scope) {
        for (Gate gate : policy.gates()) {
            Evaluation evaluation = policy.evaluate(gate.name(), scope);

            Naive naive = Naive.evaluate(policy, gate.name(), scope);
            assertThat(evaluation.decided().map(Rule::name)).isEqualTo(naive.decided());
            assertThat(evaluation.tried()).extracting(tried -> tried.rule().name())
                    .containsExactlyElementsOf(naive.tried());
            assertThat(!evaluation.unknown().isEmpty()).isEqualTo(naive.unknown());
            assertThat(evaluation.tried()).allSatisfy(PolicyPropertiesTest::saysWhy);
        }
    }

    /** Knowing more never turns one rule's decision into another's. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatIsDecidedStaysSoWhenMoreIsKnown(@ForAll Policy policy, @ForAll Scope less, @ForAll Scope more) {
        Scope both = new Scope(either(less.area(), more.area()), either(less.phase(), more.phase()),
                either(less.tier(), more.tier()), either(less.cost(), more.cost()), either(less.risk(), more.risk()),
                either(less.audience(), more.audience()));
        for (Gate gate : policy.gates()) {
            Optional<Rule> before = policy.evaluate(gate.name(), less).decided();

            if (before.isPresent()) {
                assertThat(policy.evaluate(gate.name(), both).decided()).isEqualTo(before);
            }
        }
    }

    /** Where the warnings say nothing, every request that is wholly known gets an answer, and each rule can give one. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aGapThatIsNotToldIsNotThere(@ForAll Policy policy, @ForAll Scope scope) {
        var coverage = new Coverage(policy);
        boolean known = scope.area() != null && scope.phase() != null && scope.phase().isOpen() && scope.tier() != null
                && scope.cost() != null && scope.risk() != null && scope.audience() != null;
        for (Gate gate : policy.gates()) {
            Evaluation evaluation = policy.evaluate(gate.name(), scope);
            if (known && !coverage.gaps().containsKey(gate)) {
                assertThat(evaluation.decided()).isPresent();
            }
            evaluation.decided().filter(rule -> known)
                    .ifPresent(rule -> assertThat(coverage.neverReached()).doesNotContain(rule));
        }
    }

    private static void saysWhy(Tried tried) {
        assertThat(tried.because()).isNotEmpty().allSatisfy(because -> assertThat(because).contains("the rule is for"));
        assertThat(tried.unknown().isEmpty()).isEqualTo(tried.result() != Result.UNKNOWN);
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    /** The same again, as plainly as it can be said. */
    record Naive(Optional<String> decided, List<String> tried, boolean unknown) {
        static Naive evaluate(Policy policy, String gate, Scope scope) {
            List<String> tried = new ArrayList<>();
            for (Rule rule : policy.rules()) {
                tried.add(rule.name());
                List<@Nullable Boolean> holds = holds(rule, gate, scope);
                if (holds.contains(false)) {
                    continue;
                }
                return holds.contains(null)
                        ? new Naive(Optional.empty(), tried, true)
                        : new Naive(Optional.of(rule.name()), tried, false);
            }
            return new Naive(Optional.empty(), tried, false);
        }

        /** Null where it cannot be said. */
        private static List<@Nullable Boolean> holds(Rule rule, String gate, Scope scope) {
            List<@Nullable Boolean> holds = new ArrayList<>();
            holds.add(rule.gates().isEmpty() || rule.gates().contains(gate));
            Conditions when = rule.when();
            if (!when.areas().isEmpty()) {
                holds.add(scope.area() == null ? null : when.areas().stream().anyMatch(scope.area()::equalsIgnoreCase));
            }
            if (!when.phases().isEmpty()) {
                holds.add(scope.phase() == null ? null : when.phases().contains(scope.phase()));
            }
            if (!when.tiers().isEmpty()) {
                holds.add(scope.tier() == null ? null : when.tiers().contains(scope.tier()));
            }
            if (when.cost() != null) {
                holds.add(scope.cost() == null ? null : within(when.cost(), scope.cost().doubleValue()));
            }
            if (!when.risks().isEmpty()) {
                holds.add(scope.risk() == null ? null : when.risks().contains(scope.risk()));
            }
            if (!when.audiences().isEmpty()) {
                holds.add(scope.audience() == null ? null : when.audiences().contains(scope.audience()));
            }
            return holds;
        }

        private static boolean within(CostRange range, double cost) {
            double from = Objects.requireNonNullElse(range.from(), BigDecimal.valueOf(-1)).doubleValue();
            double to = Objects.requireNonNullElse(range.to(), BigDecimal.valueOf(1e12)).doubleValue();
            return cost > from && cost < to || cost == from && range.fromIncluded() || cost == to && range.toIncluded();
        }
    }
}
