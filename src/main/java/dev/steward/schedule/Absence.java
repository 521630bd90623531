package dev.steward.schedule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which somebody does not work.
 *
 * @param to its end, exclusive; null as long as nobody knows
 */
public record Absence(Instant from, @Nullable Instant to) {
    /** @throws IllegalArgumentException when it ends before it begins */
    public Absence {
        if (to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException("An absence from " + from + " cannot end at " + to);
        }
    }
}
