package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One time that a ritual takes place.
 *
 * @param planned   what the rule says, on the ritual's own clock; unique within the ritual, and its name
 * @param at        when it was to be held
 * @param now       when it is held
 * @param coalesced how many missed ones it stands for as well; zero unless the ritual coalesces them
 */
public record RitualOccurrence(RitualKey ritual, LocalDateTime planned, Instant at, Instant now, int coalesced) {
    /** Zero when it is held on time, give or take {@link AfterDowntime#ON_TIME}; else it is worth a word. */
    public Duration lateBy() {
        Duration late = Duration.between(at, now);
        return late.compareTo(AfterDowntime.ON_TIME) > 0 ? late : Duration.ZERO;
    }
}
