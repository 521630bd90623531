package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

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
    /** Control characters, and those that turn the reading direction of all that follows. */
    private static final Pattern UNSHOWABLE = Pattern
            .compile("[\\p{Cntrl}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\n\\t]]");

    /** @throws IllegalArgumentException for a duration below zero or an empty uid */
    public CalendarEntry {
        summary = UNSHOWABLE.matcher(summary).replaceAll("");
        description = UNSHOWABLE.matcher(description).replaceAll("");
        if (duration.isNegative() || uid.isBlank()) {
            throw new IllegalArgumentException("An entry has a uid and takes no time or some: " + uid);
        }
    }
}
