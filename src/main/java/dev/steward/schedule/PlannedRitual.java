package dev.steward.schedule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A ritual as it stands.
 *
 * @param last when it was last held; null when never
 * @param next when it is next held; null when it is paused or over
 */
public record PlannedRitual(RitualKey key, Recurrence recurrence, AfterDowntime afterDowntime, boolean paused,
        @Nullable Instant last, @Nullable Instant next) {}
