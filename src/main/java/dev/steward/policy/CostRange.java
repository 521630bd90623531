package dev.steward.policy;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * Which costs a rule is for.
 *
 * @param from         the least; null where there is no lower end
 * @param fromIncluded whether {@code from} itself belongs to it
 * @param to           the most; null where there is no upper end
 * @param toIncluded   whether {@code to} itself belongs to it
 */
public record CostRange(@Nullable BigDecimal from, boolean fromIncluded, @Nullable BigDecimal to, boolean toIncluded) {
    public CostRange {
        from = plain(from);
        to = plain(to);
        if (from == null && to == null) {
            throw new IllegalArgumentException("A range of costs has an end");
        }
    }

    public static CostRange atMost(BigDecimal most) {
        return new CostRange(null, false, most, true);
    }

    public static CostRange below(BigDecimal end) {
        return new CostRange(null, false, end, false);
    }

    public static CostRange atLeast(BigDecimal least) {
        return new CostRange(least, true, null, false);
    }

    public static CostRange above(BigDecimal end) {
        return new CostRange(end, false, null, false);
    }

    public static CostRange between(BigDecimal least, BigDecimal most) {
        return new CostRange(least, true, most, true);
    }

    public boolean contains(BigDecimal cost) {
        int above = from == null ? 1 : cost.compareTo(from);
        int below = to == null ? -1 : cost.compareTo(to);
        return (above > 0 || above == 0 && fromIncluded) && (below < 0 || below == 0 && toIncluded);
    }

    /** So that 10 and 10.00 are one range. */
    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
