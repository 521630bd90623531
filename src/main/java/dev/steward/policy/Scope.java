package dev.steward.policy;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;

/**
 * What rules look at. Each part is null where it is not known, which is not the same as being none of what a rule asks for.
 *
 * @param area     the area's name, compared whatever the case
 * @param tier     1 to 3, 1 the greatest
 * @param cost     in the workspace's own currency, never negative
 * @param audience its name, compared whatever the case
 */
public record Scope(@Nullable String area, @Nullable Phase phase, @Nullable Integer tier, @Nullable BigDecimal cost,
        @Nullable Risk risk, @Nullable String audience) {
    /** Nothing is known. */
    public static final Scope UNKNOWN = new Scope(null, null, null, null, null, null);
}
