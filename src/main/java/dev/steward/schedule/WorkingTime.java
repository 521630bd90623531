package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.WorkingAmount.Days;
import dev.steward.schedule.WorkingAmount.Time;
import dev.steward.schedule.WorkingCalendar.Shift;

/**
 * When one person works: their zone, the hours of their week, holidays and absences. It has no clock, and never changes.
 *
 * <p>
 * The rules:
 * <ul>
 * <li>A span of hours belongs to the day it begins on, also when it ends after midnight. On a holiday no span begins.</li>
 * <li>A working day is a day on which some working time is left after holidays and absences, be it a minute.</li>
 * <li>One that starts outside working time counts as one that starts when work goes on: a question of Saturday is one of
 * Monday morning.</li>
 * <li>So many working days later is the same time on the wall clock: one after Friday 16:00 is Monday 16:00. Where that day
 * has less (a short Friday, an afternoon off), it is the end of that day's work; where its work has a gap then, the end of
 * the gap. It never is another day.</li>
 * <li>So many working hours later is when they have been worked: eight after Monday 9:00 are Monday 17:00, not Tuesday 9:00.
 * </li>
 * <li>When clocks change, hours begin and end when the wall clock first shows their time or a later one, and working time is
 * what passes in between: a night shift may be an hour longer or shorter.</li>
 * <li>It is known from the year 1950 to 2149; where none is left, a {@link NoWorkingTime} says so.</li>
 * </ul>
 * Questions cost O(log n) in holidays, changes of the clock and absences. A year's holidays are asked for once, when the year is
 * first met.
 */
public final class WorkingTime {
    private final WorkingCalendar calendar;
    private final List<Absence> absences;
    private volatile @Nullable Missed missed;

    WorkingTime(WorkingCalendar calendar, Collection<Absence> absences) {
        this.calendar = calendar;
        this.absences = absences.stream().sorted(Comparator.comparing(Absence::from)).toList();
    }

    /** @param absences in any order; they may overlap */
    public static WorkingTime of(ZoneId zone, WorkingWeek week, HolidayCalendar holidays,
            Collection<Absence> absences) {
        return new WorkingTime(new WorkingCalendar(zone, week, holidays, new Search()), absences);
    }

    /**
     * The first working instant at or after this one.
     *
     * @throws NoWorkingTime when there is none
     */
    public Instant next(Instant from) {
        return after(worked(from));
    }

    /**
     * When so much working time has passed, by the rules above; with nothing to pass the same as {@link #next}.
     *
     * @throws NoWorkingTime when there is not so much left
     */
    public Instant plus(Instant start, WorkingAmount amount) {
        return switch (amount) {
            case Days days -> days.days() == 0 ? next(start) : plusDays(start, days.days());
            case Time time -> time.time().isZero() ? next(start) : plusTime(start, time.time());
        };
    }

    /** How much working time lies between the two; negative when the second comes first. */
    public Duration between(Instant from, Instant to) {
        return Duration.ofNanos(worked(to) - worked(from));
    }

    private Instant plusTime(Instant start, Duration time) {
        try {
            return until(Math.addExact(worked(start), time.toNanos()));
        } catch (ArithmeticException tooLong) {
            throw new NoWorkingTime("Nobody works for so long: " + time);
        }
    }

    private Instant plusDays(Instant start, int days) {
        Instant first = next(start);
        LocalDate begun = calendar.dayOf(calendar.worked(first));
        Missed.Gaps missedDays = missed().days();
        LocalDate day = calendar
                .dayAfter(missedDays.with(missedDays.without(calendar.daysBefore(begun)) + days));
        Instant sameTime = calendar
                .instant(calendar.wallClock(first).plusDays(ChronoUnit.DAYS.between(begun, day)));
        Shift bounds = calendar.bounds(day);
        long worked = worked(sameTime.isBefore(bounds.from()) ? bounds.from() : sameTime);
        long wholeDay = worked(bounds.to());
        return worked < wholeDay ? after(worked) : until(wholeDay);
    }

    /** How long the person has worked by then. */
    private long worked(Instant at) {
        return missed().time().without(calendar.worked(at));
    }

    /** When they go on after so much: between two shifts, or in an absence, the start of the second. */
    private Instant after(long worked) {
        return calendar.after(missed().time().with(worked));
    }

    /** When they have worked so much, which is when the last nanosecond of it has passed. */
    private Instant until(long worked) {
        return after(worked - 1).plusNanos(1);
    }

    /** What absences take is computed when first needed: whoever makes these for a crowd may need few. */
    private Missed missed() {
        Missed known = missed;
        if (known == null) {
            known = Missed.of(calendar, absences);
            missed = known;
        }
        return known;
    }
}
