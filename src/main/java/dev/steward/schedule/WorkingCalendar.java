package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.WorkingWeek.Hours;

/**
 * Zone, week and holidays, without anybody's absences: what many people have in common. Working time is a length here, in
 * nanoseconds since some fixed moment, that grows only while people work. Years are looked at once, when they are first
 * needed; from then on each question is arithmetic and binary search.
 */
final class WorkingCalendar {
    /** Nobody plans before or after these, and so many nanoseconds still fit a long. */
    private static final int FIRST_YEAR = 1950;
    private static final int LAST_YEAR = 2149;

    /** Working time is known from here, inclusive, ... */
    static final Instant START = Instant.parse(FIRST_YEAR + "-01-01T00:00:00Z");
    /** ... to here, exclusive. */
    static final Instant END = Instant.parse(LAST_YEAR + 1 + "-01-01T00:00:00Z");

    private final ZoneRules rules;
    private final ZoneId zone;
    private final WorkingWeek week;
    private final HolidayCalendar holidays;
    private final Search search;
    private volatile @Nullable Known known;

    WorkingCalendar(ZoneId zone, WorkingWeek week, HolidayCalendar holidays, Search search) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.week = week;
        this.holidays = holidays;
        this.search = search;
    }

    Search search() {
        return search;
    }

    /** How long has been worked by then. */
    long worked(Instant at) {
        LocalDate day = aDayBefore(at);
        long sum = known(day).time().before(day);
        for (int i = 0; i < 3; i++) {
            for (Shift shift : shifts(day.plusDays(i))) {
                if (shift.from().isBefore(at)) {
                    sum += nanos(shift.from(), shift.to().isBefore(at) ? shift.to() : at);
                }
            }
        }
        return sum;
    }

    /** When work goes on after so much of it: between two shifts, the start of the second. */
    Instant after(long worked) {
        LocalDate day = dayOf(worked);
        long rest = worked - known(day).time().before(day);
        for (Shift shift : shifts(day)) {
            if (rest < shift.length()) {
                return shift.from().plusNanos(rest);
            }
            rest -= shift.length();
        }
        throw new IllegalStateException("There is no shift at " + rest + " of " + day);
    }

    /** The working day on which work goes on after so much of it. */
    LocalDate dayOf(long worked) {
        return passing(Known::time, worked);
    }

    /** How many working days come before this day. */
    long daysBefore(LocalDate day) {
        return known(day).days().before(day);
    }

    /** The working day that so many come before. */
    LocalDate dayAfter(long days) {
        return passing(Known::days, days);
    }

    /** How many working days have begun by then: something was worked on them. */
    long daysBegun(Instant at) {
        LocalDate day = aDayBefore(at);
        long count = daysBefore(day);
        for (int i = 0; i < 3; i++) {
            List<Shift> shifts = shifts(day.plusDays(i));
            count += !shifts.isEmpty() && shifts.getFirst().from().isBefore(at) ? 1 : 0;
        }
        return count;
    }

    /** How many working days are over by then. */
    long daysDone(Instant at) {
        LocalDate day = aDayBefore(at);
        long count = daysBefore(day);
        for (int i = 0; i < 3; i++) {
            List<Shift> shifts = shifts(day.plusDays(i));
            count += !shifts.isEmpty() && !shifts.getLast().to().isAfter(at) ? 1 : 0;
        }
        return count;
    }

    /** When work begins and ends on a working day. */
    Shift bounds(LocalDate workingDay) {
        List<Shift> shifts = shifts(workingDay);
        return new Shift(shifts.getFirst().from(), shifts.getLast().to());
    }

    LocalDateTime wallClock(Instant at) {
        return LocalDateTime.ofInstant(at, zone);
    }

    /** The first instant at which the wall clock shows this time or a later one. */
    Instant instant(LocalDateTime wallClock) {
        ZoneOffsetTransition gap = rules.getTransition(wallClock);
        if (gap != null && gap.isGap()) {
            return gap.getInstant();
        }
        return wallClock.toInstant(rules.getValidOffsets(wallClock).getFirst());
    }

    /** Shifts of this day and the next two are all that may be under way: a clock goes back by less than a day. */
    private LocalDate aDayBefore(Instant at) {
        if (at.isBefore(START) || at.isAfter(END)) {
            throw new IllegalArgumentException("Working time is known from " + START + " to " + END + ", not at " + at);
        }
        return wallClock(at).toLocalDate().minusDays(1);
    }

    /** What is left of the day's hours on the wall clock when the clock is changed; none on a holiday. */
    private List<Shift> shifts(LocalDate day) {
        List<Hours> hours = week.on(day.getDayOfWeek());
        return hours.isEmpty() || holidays.holiday(day).isPresent() ? List.of() : shifts(day, hours);
    }

    private List<Shift> shifts(LocalDate day, List<Hours> hours) {
        var shifts = new ArrayList<Shift>(hours.size());
        LocalDateTime midnight = day.atStartOfDay();
        for (Hours span : hours) {
            var shift = new Shift(instant(midnight.plus(span.start())), instant(midnight.plus(span.end())));
            if (shift.from().isBefore(shift.to())) {
                shifts.add(shift);
            }
        }
        return shifts;
    }

    private LocalDate passing(Function<Known, Tally> which, long sum) {
        if (week.days().isEmpty()) {
            throw new NoWorkingTime("There are no working hours in the week.");
        }
        Known years = known;
        if (years == null) {
            throw new IllegalStateException("Nobody asked for a sum before");
        }
        while (sum >= which.apply(years).end()) {
            years = known(years.last() + 1);
        }
        while (sum < which.apply(years).start()) {
            years = known(years.first() - 1);
        }
        return which.apply(years).passing(sum);
    }

    private Known known(LocalDate day) {
        return known(day.getYear());
    }

    private Known known(int year) {
        Known years = known;
        return years != null && years.first() <= year && year <= years.last() ? years : learn(year);
    }

    private synchronized Known learn(int year) {
        if (year < FIRST_YEAR - 1 || year > LAST_YEAR + 1) {
            throw new NoWorkingTime("There is no working time left between " + FIRST_YEAR + " and " + LAST_YEAR + ".");
        }
        Known years = known;
        if (years == null) {
            Sums sums = sums(year);
            years = new Known(year, year, Tally.of(search, sums.time()), Tally.of(search, sums.days()));
        }
        while (years.last() < year) {
            Sums sums = sums(years.last() + 1);
            years = new Known(years.first(), years.last() + 1, years.time().followedBy(sums.time()),
                    years.days().followedBy(sums.days()));
        }
        while (year < years.first()) {
            Sums sums = sums(years.first() - 1);
            years = new Known(years.first() - 1, years.last(), years.time().precededBy(sums.time()),
                    years.days().precededBy(sums.days()));
        }
        known = years;
        return years;
    }

    /** A year's sums of time and of working days. */
    private Sums sums(int year) {
        LocalDate start = LocalDate.of(year, 1, 1);
        int length = Year.of(year).length();
        long[] time = new long[8];
        long[] days = new long[8];
        for (int i = 0; i < 7; i++) {
            long usual = usual(start.getDayOfWeek().plus(i));
            time[i + 1] = time[i] + usual;
            days[i + 1] = days[i] + (usual > 0 ? 1 : 0);
        }
        int[] special = special(start, length);
        long[] moreTime = new long[special.length + 1];
        long[] moreDays = new long[special.length + 1];
        for (int i = 0; i < special.length; i++) {
            LocalDate day = start.plusDays(special[i]);
            long usual = usual(day.getDayOfWeek());
            long worked = shifts(day).stream().mapToLong(Shift::length).sum();
            moreTime[i + 1] = moreTime[i] + worked - usual;
            moreDays[i + 1] = moreDays[i] + (worked > 0 ? 1 : 0) - (usual > 0 ? 1 : 0);
        }
        return new Sums(new Tally.Year(year, length, time, special, moreTime),
                new Tally.Year(year, length, days, special, moreDays));
    }

    private long usual(DayOfWeek day) {
        return week.on(day).stream().map(hours -> hours.end().minus(hours.start())).mapToLong(Duration::toNanos).sum();
    }

    /** Holidays, and days near a change of the clock. */
    private int[] special(LocalDate start, int length) {
        var special = new TreeSet<Integer>();
        for (int i = 0; i < length; i++) {
            LocalDate day = start.plusDays(i);
            if (!week.on(day.getDayOfWeek()).isEmpty() && holidays.holiday(day).isPresent()) {
                special.add(i);
            }
        }
        Instant end = start.plusDays(length + 3L).atStartOfDay().toInstant(ZoneOffset.UTC);
        ZoneOffsetTransition change = rules
                .nextTransition(start.minusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC));
        while (change != null && change.getInstant().isBefore(end)) {
            long day = start.until(change.getDateTimeBefore().toLocalDate(), ChronoUnit.DAYS);
            for (long near = day - 3; near <= day + 3; near++) {
                if (near >= 0 && near < length) {
                    special.add((int) near);
                }
            }
            change = rules.nextTransition(change.getInstant());
        }
        return special.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long nanos(Instant from, Instant to) {
        return Duration.between(from, to).toNanos();
    }

    record Shift(Instant from, Instant to) {
        long length() {
            return nanos(from, to);
        }
    }

    private record Known(int first, int last, Tally time, Tally days) {}

    private record Sums(Tally.Year time, Tally.Year days) {}
}
