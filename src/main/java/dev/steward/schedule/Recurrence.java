package dev.steward.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * When something recurs: an RFC 5545 rule that is read on the clock of one zone, and what happens on holidays. Immutable; equal when
 * the parts are.
 *
 * <p>
 * Wall-clock time is kept through clock changes. A local time that does not exist that day, because clocks were put forward, is read
 * with the offset from before the change: 02:30 becomes 03:30. One that exists twice is the earlier of the two. Both as RFC 5545 says
 * in 3.3.5.
 *
 * <p>
 * What a holiday moves keeps its local time and its place in the order. It gives way where something already takes place on the day it
 * would move to, and of several that would move to one day only those of the nearest day do.
 *
 * @param start       no occurrence of the rule is before it; what the rule does not say (its time of day, its phase when the interval
 *                    is more than one) is taken from it. It takes place itself only if the rule says so. To the second
 * @param zone        whose clock is meant
 * @param rule        the text of an RFC 5545 {@code RRULE} in one normal form, with {@code UNTIL} as local time
 * @param onHoliday   what becomes of an occurrence of the rule on a holiday
 * @param weekendsToo whether the same becomes of those at a weekend
 * @param exceptions  planned local times that do not take place ({@code EXDATE})
 * @param extras      local times that take place besides, holiday or not ({@code RDATE})
 */
public record Recurrence(LocalDateTime start, ZoneId zone, String rule, OnHoliday onHoliday, boolean weekendsToo,
        SortedSet<LocalDateTime> exceptions, SortedSet<LocalDateTime> extras) {

    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2400;

    /**
     * Takes the rule in any form RFC 5545 allows, with or without {@code RRULE:} before it.
     *
     * @throws IllegalArgumentException with a sentence for people, when the rule cannot be taken
     */
    public Recurrence {
        rule = Rule.read(rule, zone).toString();
        start = sensible(start);
        exceptions = inOrder(exceptions);
        extras = inOrder(extras);
    }

    /** A rule without exceptions that takes no notice of holidays. @throws IllegalArgumentException as the constructor */
    public static Recurrence of(LocalDateTime start, ZoneId zone, String rule) {
        return new Recurrence(start, zone, rule, OnHoliday.RUN, false, Collections.emptySortedSet(),
                Collections.emptySortedSet());
    }

    /** Reads what {@link #text} wrote. @throws IllegalArgumentException when it is anything else */
    public static Recurrence read(String text) {
        return RecurrenceText.read(text);
    }

    /** All of it as a few lines of text, the same for equal recurrences, to be kept and {@link #read} again. */
    public String text() {
        return RecurrenceText.write(this);
    }

    public Recurrence onHoliday(OnHoliday what) {
        return new Recurrence(start, zone, rule, what, weekendsToo, exceptions, extras);
    }

    public Recurrence weekendsToo(boolean too) {
        return new Recurrence(start, zone, rule, onHoliday, too, exceptions, extras);
    }

    /** The same times of day on another zone's clock. */
    public Recurrence in(ZoneId other) {
        return new Recurrence(start, other, rule, onHoliday, weekendsToo, exceptions, extras);
    }

    /** Without the one that is planned for then. */
    public Recurrence except(LocalDateTime planned) {
        var more = new TreeSet<>(exceptions);
        more.add(planned);
        return new Recurrence(start, zone, rule, onHoliday, weekendsToo, more, extras);
    }

    /** With one more, that takes place then. */
    public Recurrence plus(LocalDateTime extra) {
        var more = new TreeSet<>(extras);
        more.add(extra);
        return new Recurrence(start, zone, rule, onHoliday, weekendsToo, exceptions, more);
    }

    /** Over after that local time, instead of whenever it ended. */
    public Recurrence until(LocalDateTime last) {
        return new Recurrence(start, zone, parts().with(null, last).toString(), onHoliday, weekendsToo, exceptions,
                extras);
    }

    /** The first occurrence strictly after that moment; empty when it is over, or when nothing can be found that the rule yields. */
    public Optional<Occurrence> next(Instant after, HolidayCalendar holidays) {
        return after(after, holidays).findFirst();
    }

    /** The first occurrence of all. */
    public Optional<Occurrence> first(HolidayCalendar holidays) {
        return next(Instant.MIN, holidays);
    }

    /**
     * All occurrences strictly after that moment, earliest first, no two at the same moment; computed as they are asked for, and ending
     * even when the rule has no end: after the year 2499, or where nothing more can be found.
     */
    public Stream<Occurrence> after(Instant after, HolidayCalendar holidays) {
        var occurrences = new Occurrences(this, parts(), after, holidays);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(occurrences,
                Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE), false);
    }

    Rule parts() {
        return Rule.read(rule, zone);
    }

    private static SortedSet<LocalDateTime> inOrder(Collection<LocalDateTime> times) {
        var sorted = new TreeSet<LocalDateTime>();
        times.forEach(time -> sorted.add(sensible(time)));
        return Collections.unmodifiableSortedSet(sorted);
    }

    private static LocalDateTime sensible(LocalDateTime time) {
        if (time.getYear() < EARLIEST_YEAR || time.getYear() > LATEST_YEAR) {
            throw new IllegalArgumentException(
                    "Dates are between the years " + EARLIEST_YEAR + " and " + LATEST_YEAR + ".");
        }
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
