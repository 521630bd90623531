package dev.steward.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;

/**
 * Which requests a policy has no answer to, and which of its rules never give one. Rules tell requests apart in few ways, so one request of
 * each sort is tried; where that would be too many, only what is plain to see is told.
 */
final class Coverage {
    static final int MOST_SORTS = 20_000;
    /** No area is called so. */
    private static final String ANOTHER_AREA = "\u0000";

    private final Policy policy;
    private final Map<Gate, String> gaps = new LinkedHashMap<>();
    private final Set<Rule> reached = new LinkedHashSet<>();

    Coverage(Policy policy) {
        this.policy = policy;
        policy.gates().forEach(this::walk);
    }

    /** For each gate where a request may get no answer, the clause that says so. */
    Map<Gate, String> gaps() {
        return gaps;
    }

    List<Rule> neverReached() {
        return policy.rules().stream().filter(rule -> !reached.contains(rule)).toList();
    }

    private void walk(Gate gate) {
        List<Rule> rules = policy.rules().stream().filter(rule -> rule.isFor(gate.name())).toList();
        if (rules.isEmpty()) {
            gaps.put(gate, "there is no rule");
            return;
        }
        List<@Nullable String> areas = sorts(rules, Conditions::areas, Stream.of(ANOTHER_AREA));
        List<@Nullable Phase> phases = sorts(rules, Conditions::phases,
                Arrays.stream(Phase.values()).filter(Phase::isOpen));
        List<@Nullable Integer> tiers = sorts(rules, Conditions::tiers, Stream.of(3, 2, 1));
        List<@Nullable BigDecimal> costs = costs(rules);
        List<@Nullable Risk> risks = sorts(rules, Conditions::risks, Arrays.stream(Risk.values()));
        List<@Nullable String> audiences = sorts(rules, Conditions::audiences, policy.audiences().stream());
        long count = Stream.of(areas, phases, tiers, costs, risks, audiences).mapToLong(List::size)
                .reduce(1, (one, other) -> Math.min(one * other, Integer.MAX_VALUE));
        if (count > MOST_SORTS) {
            look(gate, rules);
            return;
        }
        for (String area : areas) {
            for (Phase phase : phases) {
                for (Integer tier : tiers) {
                    for (BigDecimal cost : costs) {
                        for (Risk risk : risks) {
                            for (String audience : audiences) {
                                tryOne(gate, rules, new Scope(area, phase, tier, cost, risk, audience));
                            }
                        }
                    }
                }
            }
        }
    }

    private void tryOne(Gate gate, List<Rule> rules, Scope scope) {
        for (Rule rule : rules) {
            if (takes(rule.when(), scope)) {
                reached.add(rule);
                return;
            }
        }
        gaps.putIfAbsent(gate, "a request with " + example(scope) + " would match no rule");
    }

    /** Only what needs no trying. */
    private void look(Gate gate, List<Rule> rules) {
        for (Rule rule : rules) {
            reached.add(rule);
            if (rule.when().takeEverything()) {
                return;
            }
        }
        gaps.put(gate, "no rule takes every request, so one may match none");
    }

    /** Null stands for whatever it is, where no rule looks at it. */
    private static <T> List<@Nullable T> sorts(List<Rule> rules, Function<Conditions, Set<T>> part, Stream<T> others) {
        Set<T> named = rules.stream().flatMap(rule -> part.apply(rule.when()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<@Nullable T> all = new ArrayList<>();
        if (named.isEmpty()) {
            all.add(null);
            return all;
        }
        others.filter(other -> !named.contains(other)).forEach(all::add);
        all.addAll(named);
        return all;
    }

    /** Each end of a range, and one cost on either side of it. */
    private static List<@Nullable BigDecimal> costs(List<Rule> rules) {
        var ends = new TreeSet<BigDecimal>();
        for (Rule rule : rules) {
            CostRange range = rule.when().cost();
            if (range != null) {
                Stream.of(range.from(), range.to()).filter(Objects::nonNull).forEach(ends::add);
            }
        }
        List<@Nullable BigDecimal> all = new ArrayList<>();
        if (ends.isEmpty()) {
            all.add(null);
            return all;
        }
        ends.add(BigDecimal.ZERO);
        BigDecimal before = null;
        for (BigDecimal end : ends) {
            if (before != null) {
                all.add(before.add(end).divide(BigDecimal.TWO));
            }
            all.add(end);
            before = end;
        }
        all.add(ends.last().add(BigDecimal.ONE));
        return all;
    }

    private static boolean takes(Conditions when, Scope scope) {
        return oneOf(when.areas(), scope.area(), String::equalsIgnoreCase)
                && oneOf(when.phases(), scope.phase(), Object::equals)
                && oneOf(when.tiers(), scope.tier(), Object::equals)
                && (when.cost() == null || scope.cost() != null && when.cost().contains(scope.cost()))
                && oneOf(when.risks(), scope.risk(), Object::equals)
                && oneOf(when.audiences(), scope.audience(), String::equalsIgnoreCase);
    }

    private static <T> boolean oneOf(Collection<T> wanted, @Nullable T is, BiPredicate<T, T> same) {
        return wanted.isEmpty() || is != null && wanted.stream().anyMatch(one -> same.test(one, is));
    }

    /** "tier 3, a cost of 50,001 and high risk" */
    private static String example(Scope scope) {
        List<String> parts = new ArrayList<>();
        if (scope.area() != null) {
            parts.add(scope.area().equals(ANOTHER_AREA) ? "another area" : "the area " + scope.area());
        }
        if (scope.phase() != null) {
            parts.add("the phase " + scope.phase().word());
        }
        if (scope.tier() != null) {
            parts.add("tier " + scope.tier());
        }
        if (scope.cost() != null) {
            parts.add("a cost of " + Trial.number(scope.cost()));
        }
        if (scope.risk() != null) {
            parts.add(scope.risk().word() + " risk");
        }
        if (scope.audience() != null) {
            parts.add("the audience " + scope.audience());
        }
        return parts.size() == 1
                ? parts.getFirst()
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }
}
