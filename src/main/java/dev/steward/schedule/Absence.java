package dev.steward.schedule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * A time in which somebody does not work.
 *
 * @param to      its end, exclusive; null as long as nobody knows
 * @param standIn who answers in their place; null for nobody
 */
public record Absence(Instant from, @Nullable Instant to, @Nullable UserId standIn) {
    /** @throws IllegalArgumentException when it ends before it begins */
    public Absence {
        if (to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException("An absence from " + from + " cannot end at " + to);
        }
    }

    /** With nobody who stands in. */
    public Absence(Instant from, @Nullable Instant to) {
        this(from, to, null);
    }

    boolean at(Instant instant) {
        return !instant.isBefore(from) && (to == null || instant.isBefore(to));
    }

    boolean overlaps(Absence other) {
        return (other.to == null || from.isBefore(other.to)) && (to == null || other.from.isBefore(to));
    }
}
