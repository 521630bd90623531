package dev.steward.schedule;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Sums over consecutive years of days: what all days before a day amount to, and on which day a sum is passed. A year keeps only
 * the days that differ from their weekday; the rest is arithmetic, and everything else binary search. Immutable.
 */
final class Tally {
    private final Search search;
    private final int firstYear;
    private final Year[] years;
    /** What the years before each one amount to, and at its end what all do; 0 stays where the first tally began. */
    private final long[] before;

    private Tally(Search search, int firstYear, Year[] years, long[] before) {
        this.search = search;
        this.firstYear = firstYear;
        this.years = years;
        this.before = before;
    }

    static Tally of(Search search, Year year) {
        return new Tally(search, year.number(), new Year[]{year}, new long[]{0, year.total()});
    }

    Tally followedBy(Year next) {
        Year[] more = Arrays.copyOf(years, years.length + 1);
        long[] sums = Arrays.copyOf(before, before.length + 1);
        more[years.length] = next;
        sums[before.length] = end() + next.total();
        return new Tally(search, firstYear, more, sums);
    }

    Tally precededBy(Year previous) {
        Year[] more = new Year[years.length + 1];
        long[] sums = new long[before.length + 1];
        System.arraycopy(years, 0, more, 1, years.length);
        System.arraycopy(before, 0, sums, 1, before.length);
        more[0] = previous;
        sums[0] = start() - previous.total();
        return new Tally(search, firstYear - 1, more, sums);
    }

    long start() {
        return before[0];
    }

    /** What everything amounts to. */
    long end() {
        return before[before.length - 1];
    }

    /** What the days before this one amount to. */
    long before(LocalDate day) {
        int year = day.getYear() - firstYear;
        return before[year] + years[year].before(search, day.getDayOfYear() - 1);
    }

    /** The day that takes the sum beyond {@code sum}, which lies between {@link #start} and {@link #end}. */
    LocalDate passing(long sum) {
        int year = search.atMost(years.length, i -> before[i], sum) - 1;
        return LocalDate.ofYearDay(firstYear + year, 1 + years[year].passing(search, sum - before[year]));
    }

    /**
     * @param week  what the first n days of the year amount to if none is special, for n up to 7
     * @param days  the special days in order, counted from 0
     * @param extra what the first n special days add to what their weekdays amount to, for n up to all
     */
    record Year(int number, int length, long[] week, int[] days, long[] extra) {
        long total() {
            return usual(length) + extra[days.length];
        }

        private long before(Search search, int day) {
            return usual(day) + extra[search.atMost(days.length, i -> days[i], day - 1L)];
        }

        private int passing(Search search, long sum) {
            int special = search.atMost(days.length, i -> usual(days[i] + 1) + extra[i + 1], sum);
            long rest = sum - extra[special];
            int weeks = (int) (rest / week[7]);
            int day = 7 * weeks + search.atMost(7, i -> week[i], rest % week[7]) - 1;
            return special < days.length ? Math.min(day, days[special]) : day;
        }

        private long usual(int day) {
            return day / 7 * week[7] + week[day % 7];
        }
    }
}
