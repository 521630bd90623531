package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an RFC 5545 {@code RRULE} (3.3.10), in order and without repetition, so that equal rules are equal. Gregorian; nothing
 * is done every second.
 *
 * @param until the last moment, as clocks in the recurrence's zone show it
 */
record Rule(Every every, int interval, @Nullable Integer count, @Nullable LocalDateTime until, List<Integer> months,
        List<Integer> weeks, List<Integer> yearDays, List<Integer> monthDays, List<Day> days, List<Integer> hours,
        List<Integer> minutes, List<Integer> seconds, List<Integer> positions, DayOfWeek weekStart) {

    static final int LONGEST_INTERVAL = 10_000;
    static final int HIGHEST_COUNT = 100_000;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private static final List<Integer> EVERY_MONTH = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    enum Every {
        YEARLY(ChronoUnit.YEARS), MONTHLY(ChronoUnit.MONTHS), WEEKLY(ChronoUnit.WEEKS), DAILY(ChronoUnit.DAYS), HOURLY(
                ChronoUnit.HOURS), MINUTELY(ChronoUnit.MINUTES);

        private final ChronoUnit unit;

        Every(ChronoUnit unit) {
            this.unit = unit;
        }

        ChronoUnit unit() {
            return unit;
        }

        boolean withinADay() {
            return this == HOURLY || this == MINUTELY;
        }
    }

    /** A day of the week; the n-th of the month or year unless n is 0, counted from the end when it is negative. */
    record Day(int n, DayOfWeek weekday) implements Comparable<Day> {
        private static final Comparator<Day> ORDER = Comparator.comparingInt(Day::n).thenComparing(Day::weekday);

        @Override
        public int compareTo(Day other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return (n == 0 ? "" : n) + code(weekday);
        }
    }

    Rule {
        months = inOrder(months);
        weeks = inOrder(weeks);
        yearDays = inOrder(yearDays);
        monthDays = inOrder(monthDays);
        days = inOrder(days);
        hours = inOrder(hours);
        minutes = inOrder(minutes);
        seconds = inOrder(seconds);
        positions = inOrder(positions);
        boolean weeksMatter = !weeks.isEmpty() || every == Every.WEEKLY && (interval > 1 || !positions.isEmpty());
        weekStart = weeksMatter ? weekStart : DayOfWeek.MONDAY;
    }

    private static <T extends Comparable<T>> List<T> inOrder(List<T> values) {
        return values.stream().distinct().sorted().toList();
    }

    /**
     * Reads the text of a rule, with or without {@code RRULE:}. An {@code UNTIL} in UTC is turned into the local time of the zone, a
     * bare date into the end of that day.
     *
     * @throws IllegalArgumentException with a sentence that names the part that cannot be taken
     */
    static Rule read(String text, ZoneId zone) {
        String bare = text.strip().toUpperCase(Locale.ROOT);
        if (bare.startsWith("RRULE:")) {
            bare = bare.substring("RRULE:".length());
        }
        Map<Part, String> parts = new EnumMap<>(Part.class);
        for (String part : bare.split(";")) {
            String[] sides = part.split("=", 2);
            if (sides.length != 2 || sides[1].isEmpty()) {
                throw new IllegalArgumentException(
                        "“" + part + "” is not a part of a rule, which looks like FREQ=WEEKLY.");
            }
            if (parts.put(Part.named(sides[0]), sides[1]) != null) {
                throw new IllegalArgumentException(sides[0] + " stands in the rule twice.");
            }
        }
        var read = new Parts(parts);
        String until = parts.get(Part.UNTIL);
        String start = parts.get(Part.WKST);
        var rule = new Rule(read.every(), read.number(Part.INTERVAL, 1), read.has(Part.COUNT)
                ? Integer.valueOf(read.number(Part.COUNT, 1))
                : null, until == null ? null : until(until, zone),
                read.numbers(Part.BYMONTH), read.numbers(Part.BYWEEKNO), read.numbers(Part.BYYEARDAY),
                read.numbers(Part.BYMONTHDAY), read.days(), read.numbers(Part.BYHOUR), read.numbers(Part.BYMINUTE),
                read.numbers(Part.BYSECOND), read.numbers(Part.BYSETPOS),
                start == null ? DayOfWeek.MONDAY : weekday(start, start));
        rule.check();
        return rule;
    }

    /** What RFC 5545 forbids to stand together. */
    private void check() {
        refuse(count != null && until != null, "A rule ends after a count or at a date, not both.");
        refuse(!weeks.isEmpty() && every != Every.YEARLY, "BYWEEKNO belongs to yearly rules only.");
        refuse(!monthDays.isEmpty() && every == Every.WEEKLY, "BYMONTHDAY does not belong to weekly rules.");
        refuse(!yearDays.isEmpty() && (every == Every.DAILY || every == Every.WEEKLY || every == Every.MONTHLY),
                "BYYEARDAY does not belong to daily, weekly or monthly rules.");
        // in years that have no such day the library fails when it looks for its weekday
        refuse(!days.isEmpty() && (yearDays.contains(366) || yearDays.contains(-366)),
                "The 366th day of a year cannot be combined with days of the week.");
        boolean numbered = days.stream().anyMatch(day -> day.n() != 0);
        refuse(numbered && (every != Every.YEARLY && every != Every.MONTHLY || !weeks.isEmpty()),
                "A numbered day such as 2TU belongs to monthly rules, and to yearly ones without BYWEEKNO.");
        refuse(numbered && every == Every.YEARLY && months.isEmpty() && !monthDays.isEmpty(),
                "A numbered day such as 2TU beside BYMONTHDAY needs BYMONTH, to say of which months.");
        refuse(numbered && (every == Every.MONTHLY || !months.isEmpty())
                && days.stream().anyMatch(day -> Math.abs(day.n()) > 5), "A month has at most five of each weekday.");
        refuse(!positions.isEmpty() && Stream.of(months, weeks, yearDays, monthDays, days, hours, minutes, seconds)
                .allMatch(List::isEmpty), "BYSETPOS needs another BY part to choose from.");
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static LocalDateTime until(String text, ZoneId zone) {
        try {
            if (!text.contains("T")) {
                return LocalDateTime.parse(text + "T235959", LOCAL);
            }
            return text.endsWith("Z")
                    ? lastLocal(LocalDateTime.parse(text.substring(0, text.length() - 1), LOCAL), zone)
                    : LocalDateTime.parse(text, LOCAL);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    "UNTIL=" + text + " is not a date, which looks like 20261201 or 20261201T150000Z.", e);
        }
    }

    /** When the clock shows the hour a second time, the first is over: whatever falls in it took place the first time. */
    private static LocalDateTime lastLocal(LocalDateTime utc, ZoneId zone) {
        var instant = utc.toInstant(java.time.ZoneOffset.UTC);
        var local = LocalDateTime.ofInstant(instant, zone);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        boolean secondTime = change != null && change.isOverlap() && !instant.isBefore(change.getInstant());
        return secondTime ? change.getDateTimeBefore().minusSeconds(1) : local;
    }

    /** A rule of whole days, without an end. */
    static Rule of(Every every, int interval, List<Integer> months, List<Integer> monthDays, List<Day> days,
            List<Integer> positions) {
        return new Rule(every, interval, null, null, months, List.of(), List.of(), monthDays, days, List.of(),
                List.of(),
                List.of(), positions, DayOfWeek.MONDAY);
    }

    Rule with(@Nullable Integer newCount, @Nullable LocalDateTime newUntil) {
        return new Rule(every, interval, newCount, newUntil, months, weeks, yearDays, monthDays, days, hours, minutes,
                seconds, positions, weekStart);
    }

    /** The same with the day said that is taken from the start, and without a time of day that is the start's anyway. */
    Rule withDay(LocalDateTime start) {
        boolean noDay = days.isEmpty() && monthDays.isEmpty() && yearDays.isEmpty();
        boolean weekday = noDay && (every == Every.WEEKLY || !weeks.isEmpty());
        boolean date = noDay && weeks.isEmpty() && (every == Every.MONTHLY || every == Every.YEARLY);
        boolean month = date && every == Every.YEARLY && months.isEmpty();
        boolean keep = !positions.isEmpty();
        return new Rule(every, interval, count, until, month ? List.of(start.getMonthValue()) : months, weeks, yearDays,
                date ? List.of(start.getDayOfMonth()) : monthDays,
                weekday ? List.of(new Day(0, start.getDayOfWeek())) : days,
                keep || every.withinADay() || !hours.equals(List.of(start.getHour())) ? hours : List.of(),
                keep || every == Every.MINUTELY || !minutes.equals(List.of(start.getMinute())) ? minutes : List.of(),
                keep || !seconds.equals(List.of(start.getSecond())) ? seconds : List.of(), positions, weekStart);
    }

    /** The same without an end, and with everything said that is taken from the start. */
    Rule spelledOut(LocalDateTime start) {
        Rule said = withDay(start);
        // In a yearly rule, days of the month are those of every month; the library must be told
        boolean everyMonth = every == Every.YEARLY && !monthDays.isEmpty() && months.isEmpty() && weeks.isEmpty()
                && yearDays.isEmpty();
        return new Rule(every, interval, null, null, everyMonth ? EVERY_MONTH : said.months, weeks, yearDays,
                said.monthDays, said.days,
                every != Every.HOURLY && every != Every.MINUTELY ? or(hours, start.getHour()) : hours,
                every != Every.MINUTELY ? or(minutes, start.getMinute()) : minutes, or(seconds, start.getSecond()),
                positions, weekStart);
    }

    private static List<Integer> or(List<Integer> values, int otherwise) {
        return values.isEmpty() ? List.of(otherwise) : values;
    }

    /** The normal form: parts in the RFC's order, nothing said that goes without saying. */
    @Override
    public String toString() {
        return text(until == null ? null : until.format(LOCAL));
    }

    /** The same with {@code UNTIL} in UTC, as RFC 5545 wants it beside a {@code DTSTART} with a time zone. */
    String inUtc(ZoneId zone) {
        return text(until == null
                ? null
                : until.atZone(zone).withZoneSameInstant(java.time.ZoneOffset.UTC).format(LOCAL) + "Z");
    }

    private String text(@Nullable String end) {
        var text = new StringBuilder("FREQ=").append(every);
        append(text, Part.UNTIL, end == null ? List.of() : List.of(end));
        append(text, Part.COUNT, count == null ? List.of() : List.of(count));
        append(text, Part.INTERVAL, interval == 1 ? List.of() : List.of(interval));
        append(text, Part.BYMONTH, months);
        append(text, Part.BYWEEKNO, weeks);
        append(text, Part.BYYEARDAY, yearDays);
        append(text, Part.BYMONTHDAY, monthDays);
        append(text, Part.BYDAY, days);
        append(text, Part.BYHOUR, hours);
        append(text, Part.BYMINUTE, minutes);
        append(text, Part.BYSECOND, seconds);
        append(text, Part.BYSETPOS, positions);
        append(text, Part.WKST, weekStart == DayOfWeek.MONDAY ? List.of() : List.of(code(weekStart)));
        return text.toString();
    }

    private static void append(StringBuilder text, Part part, List<?> values) {
        if (!values.isEmpty()) {
            text.append(';').append(part).append('=')
                    .append(values.stream().map(Object::toString).collect(Collectors.joining(",")));
        }
    }

    static String code(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    private static DayOfWeek weekday(String code, String said) {
        return Stream.of(DayOfWeek.values()).filter(day -> code(day).equals(code)).findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("“" + said + "” is not a day, which looks like MO or 2TU."));
    }

    private enum Part {
        FREQ(0, 0), UNTIL(0, 0), COUNT(1, HIGHEST_COUNT), INTERVAL(1, LONGEST_INTERVAL), BYMONTH(1, 12), BYWEEKNO(-53,
                53), BYYEARDAY(
                        -366, 366), BYMONTHDAY(-31, 31), BYDAY(-53, 53), BYHOUR(0, 23), BYMINUTE(0, 59), BYSECOND(0,
                                59), BYSETPOS(-366, 366), WKST(0, 0);

        final int lowest;
        final int highest;

        Part(int lowest, int highest) {
            this.lowest = lowest;
            this.highest = highest;
        }

        static Part named(String name) {
            return Stream.of(values()).filter(part -> part.name().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("“" + name + "” is not a part of a rule."));
        }

        int number(String text) {
            try {
                int number = Integer.parseInt(text);
                if (number >= lowest && number <= highest && (lowest >= 0 || number != 0)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below
            }
            throw new IllegalArgumentException(name() + " takes numbers from " + lowest + " to " + highest
                    + (lowest < 0 ? ", without 0" : "") + ", not “" + text + "”.");
        }
    }

    private record Parts(Map<Part, String> texts) {
        boolean has(Part part) {
            return texts.containsKey(part);
        }

        Every every() {
            String text = texts.get(Part.FREQ);
            refuse(text == null, "FREQ is missing: how often, such as FREQ=WEEKLY.");
            return Stream.of(Every.values()).filter(every -> every.name().equals(text)).findFirst().orElseThrow(
                    () -> new IllegalArgumentException(
                            "FREQ is MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY, not “"
                                    + text + "”."));
        }

        int number(Part part, int otherwise) {
            String text = texts.get(part);
            return text == null ? otherwise : part.number(text);
        }

        List<Integer> numbers(Part part) {
            return list(part, part::number);
        }

        List<Day> days() {
            return list(Part.BYDAY, text -> {
                int at = Math.max(0, text.length() - 2);
                String number = text.substring(0, at);
                return new Day(number.isEmpty() ? 0 : Part.BYDAY.number(number), weekday(text.substring(at), text));
            });
        }

        private <T> List<T> list(Part part, Function<String, T> read) {
            String text = texts.get(part);
            return text == null ? List.of() : Stream.of(text.split(",", -1)).map(read).toList();
        }
    }
}
