package dev.steward.approval;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Dimension;
import dev.steward.policy.Scope;

/**
 * What a request asks.
 *
 * @param asked      one sentence or more: what is to be decided
 * @param options    what else was considered; null when nothing was said
 * @param evidence   the gate's checklist, in its order
 * @param neededBy   when the decision is needed; null: whenever
 * @param prediction what is expected to come of it; null for none
 */
record Question(String asked, @Nullable String options, Scope scope, List<Evidence> evidence,
        @Nullable Instant neededBy, @Nullable Prediction prediction) {
    Question {
        evidence = List.copyOf(evidence);
    }

    /**
     * One line of the checklist.
     *
     * @param there whether the requester says so
     */
    record Evidence(String item, boolean there) {}

    /** What is expected, and the day on which the requester is asked whether it came true. */
    record Prediction(String expected, LocalDate review) {}

    /** What of it is not as it was. Evidence and dates are no part of what is agreed to. */
    Set<Dimension> changedFrom(Question before) {
        Set<Dimension> changed = EnumSet.noneOf(Dimension.class);
        Scope was = before.scope;
        if (!asked.equals(before.asked) || !Objects.equals(options, before.options)) {
            changed.add(Dimension.WORDS);
        }
        if (!Objects.equals(scope.area(), was.area())) {
            changed.add(Dimension.AREA);
        }
        if (scope.phase() != was.phase()) {
            changed.add(Dimension.PHASE);
        }
        if (!Objects.equals(scope.tier(), was.tier())) {
            changed.add(Dimension.TIER);
        }
        if (!same(scope.cost(), was.cost())) {
            changed.add(Dimension.COST);
        }
        if (scope.risk() != was.risk()) {
            changed.add(Dimension.RISK);
        }
        if (!Objects.equals(scope.audience(), was.audience())) {
            changed.add(Dimension.AUDIENCE);
        }
        return changed;
    }

    List<String> missing() {
        return evidence.stream().filter(each -> !each.there()).map(Evidence::item).toList();
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }
}
