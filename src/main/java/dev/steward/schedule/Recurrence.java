package dev.steward.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * When something recurs: an RFC 5545 rule that is read on the clock of one zone, and what happens on holidays. Immutable; equal when
 * the parts are.
 *
 * <p>
 * Wall-clock time is kept through clock changes. A local time that does not exist that day, because clocks were put forward, is read
 * with the offset from before the change: 02:30 becomes 03:30 (RFC 5545, 3.3.5). One that exists twice is the earlier of the two.
 *
 * @param start      no occurrence of the rule is before it; what the rule does not say (its time of day, its phase when the interval
 *                   is more than one) is taken from it. It takes place itself only if the rule says so
 * @param zone       whose clock is meant
 * @param rule       the text of an RFC 5545 {@code RRULE} in one normal form, with {@code UNTIL} as local time
 * @param onHoliday  what becomes of an occurrence on a holiday
 * @param weekendsToo whether that is done for days of the weekend as well
 * @param exceptions planned local times that do not take place ({@code EXDATE})
 * @param extras     local times that take place besides ({@code RDATE})
 */
public record Recurrence(LocalDateTime start, ZoneId zone, String rule, OnHoliday onHoliday, boolean weekendsToo,
        SortedSet<LocalDateTime> exceptions, SortedSet<LocalDateTime> extras) {

    /** The first occurrence strictly after that moment; empty when it is over, or when nothing can be found that the rule yields. */
    public Optional<Occurrence> next(Instant after, HolidayCalendar holidays) {
        return after(after, holidays).findFirst();
    }

    /** All occurrences strictly after that moment, earliest first, no two at the same moment; computed as they are asked for. */
    public Stream<Occurrence> after(Instant after, HolidayCalendar holidays) {
        throw new UnsupportedOperationException();
    }
}
