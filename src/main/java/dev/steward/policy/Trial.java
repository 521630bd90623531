package dev.steward.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;
import dev.steward.policy.Evaluation.Result;
import dev.steward.policy.Evaluation.Tried;

/** One rule held against one request, with a sentence for each thing that was looked at. */
final class Trial {
    private final Policy policy;
    private final Gate gate;
    private final Scope scope;
    private final List<String> because = new ArrayList<>();
    private final Set<Dimension> unknown = EnumSet.noneOf(Dimension.class);
    private boolean differs;

    Trial(Policy policy, Gate gate, Scope scope) {
        this.policy = policy;
        this.gate = gate;
        this.scope = scope;
    }

    Tried of(Rule rule) {
        if (!rule.gates().isEmpty()) {
            because.add("the gate is " + gate.title() + ", the rule is for " + either(rule.gates(), this::title));
            differs = !rule.isFor(gate.name());
        }
        Conditions when = rule.when();
        oneOf(Dimension.AREA, scope.area(), when.areas(), name -> name, String::equalsIgnoreCase);
        oneOf(Dimension.PHASE, scope.phase(), when.phases(), Phase::word, Object::equals);
        oneOf(Dimension.TIER, scope.tier(), when.tiers(), tier -> Integer.toString(tier), Object::equals);
        if (when.cost() != null) {
            look(Dimension.COST, scope.cost(), Trial::number, words(when.cost()), when.cost()::contains);
        }
        oneOf(Dimension.RISK, scope.risk(), when.risks(), Risk::word, Object::equals);
        oneOf(Dimension.AUDIENCE, scope.audience(), when.audiences(), name -> name, String::equalsIgnoreCase);
        if (because.isEmpty()) {
            because.add("the rule is for everything");
        }
        if (differs) {
            return new Tried(rule, Result.DIFFERS, because, Set.of());
        }
        return new Tried(rule, unknown.isEmpty() ? Result.MATCHED : Result.UNKNOWN, because, unknown);
    }

    /** Whether two values of one kind are the same. */
    @FunctionalInterface
    private interface Same<T> {
        boolean same(T one, T other);
    }

    private <T> void oneOf(Dimension what, @Nullable T is, Set<T> wanted, Function<T, String> word, Same<T> same) {
        if (!wanted.isEmpty()) {
            look(what, is, word, either(wanted, word),
                    known -> wanted.stream().anyMatch(one -> same.same(one, known)));
        }
    }

    private <T> void look(Dimension what, @Nullable T is, Function<T, String> word, String wanted, Predicate<T> holds) {
        because.add("the " + what.word() + " is " + (is == null ? "not known" : word.apply(is)) + ", the rule is for "
                + wanted);
        if (is == null) {
            unknown.add(what);
        } else if (!holds.test(is)) {
            differs = true;
        }
    }

    private String title(String name) {
        return policy.gate(name).map(Gate::title).orElse(name);
    }

    /** "low, medium or high" */
    static <T> String either(Collection<T> all, Function<T, String> word) {
        List<String> words = all.stream().map(word).toList();
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    static String words(CostRange range) {
        BigDecimal from = range.from();
        BigDecimal to = range.to();
        if (from == null && to != null) {
            return (range.toIncluded() ? "up to " : "less than ") + number(to);
        }
        if (to == null && from != null) {
            return (range.fromIncluded() ? "at least " : "more than ") + number(from);
        }
        if (from == null || to == null) {
            throw new IllegalStateException("A range of costs has an end");
        }
        if (range.fromIncluded() && range.toIncluded()) {
            return number(from) + " to " + number(to);
        }
        return (range.fromIncluded() ? "at least " : "more than ") + number(from) + " and "
                + (range.toIncluded() ? "up to " : "less than ") + number(to);
    }

    /** 12,000 or 12.50: whole where it is whole. */
    static String number(BigDecimal amount) {
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        var format = new DecimalFormat(whole ? "#,##0" : "#,##0.00####",
                DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(amount);
    }
}
