package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Something dated, as calendar programs show it.
 *
 * @param uid         unique in the world and always the same for the same thing: the key of its row will do
 * @param summary     its title; plain text
 * @param description what else is to be said; plain text, may be empty
 * @param recurrence  when it takes place; one that takes place once has {@code COUNT=1}
 * @param holidays    by which it moves
 * @param duration    how long it takes, zero or more
 * @param changed     when any of this was last changed
 */
public record CalendarEntry(String uid, String summary, String description, Recurrence recurrence,
        HolidayCalendar holidays, Duration duration, Instant changed) {
    /** @throws IllegalArgumentException for a duration below zero or an empty uid */
    public CalendarEntry {
        if (duration.isNegative() || uid.isBlank()) {
            throw new IllegalArgumentException("An entry has a uid and takes no time or some: " + uid);
        }
    }
}
