package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Rule.Day;
import dev.steward.schedule.Rule.Every;

/**
 * How often, in words.
 *
 * @param onHoliday what the words themselves say of holidays: a working day is none
 */
record RuleWords(Rule rule, OnHoliday onHoliday) {
    private static final int SHORTEST_MONTH = 28;
    private static final String NTH = "(?:(?:second|2nd|third|3rd) to last|first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)";
    private static final String DAYS = "(?:" + Words.DAY + "|weekdays?|workdays?)(?:(?: and)? (?:" + Words.DAY
            + "|weekdays?))*";
    private static final String N = "(other|\\d{1,5})";
    private static final String TARGET = "(?:the )?(?:(" + NTH + "(?:(?: and)? " + NTH + ")*) (" + Words.DAY
            + "|weekdays?|working days?|days?)|(" + Words.NUMBERED + "(?:(?: and)?(?: the)? " + Words.NUMBERED + ")*))";
    private static final Pattern DAILY = Pattern.compile("(?:daily|(?:every|each) day|every " + N + " days?)");
    private static final Pattern WORKING_DAYS = Pattern.compile("(?:on )?(?:every |each |all )?working days?");
    private static final Pattern WEEKLY = Pattern.compile(
            "(?:weekly|(?:every|each) week|every " + N + " weeks?|(biweekly|(?:every )?fortnight(?:ly)?))(?: on)?(?: ("
                    + DAYS + "))?");
    private static final Pattern ON_DAYS = Pattern.compile("(?:on )?(?:(?:every|each) )?(?:(other) )?(" + DAYS + ")");
    private static final Pattern AMBIGUOUS = Pattern.compile("(?:on )?(?:every|each) " + NTH + " " + Words.DAY);
    private static final Pattern MONTHLY = Pattern.compile(
            "(?:monthly|(?:every|each) month|every " + N + " months?|(quarterly|(?:every|each) quarter))(?: on)? "
                    + TARGET);
    private static final Pattern EVERY_MONTH = Pattern
            .compile("(?:monthly|(?:every|each) month|every " + N + " months?)");
    private static final Pattern OF_MONTH = Pattern.compile("(?:on )?(?:(?:every|each) )?" + TARGET
            + " (?:of|in) (?:(?:the |each |every )?(?:" + N + " )?(month|quarter)s?|((?:every )?" + Words.MONTH
            + "(?:(?: and)? " + Words.MONTH + ")*))");
    private static final Pattern YEARLY = Pattern.compile(
            "(?:on )?(?:(?:yearly|annually|(?:every|each) year|every " + N
                    + " years?)(?: on)?|(?:every|each))(?: the)? (" + Words.MONTH_DAY + ")");
    private static final Pattern WITHIN_A_DAY = Pattern
            .compile("(?:(hourly)|(?:every|each) (?:" + N + " )?(hour|minute)s?)");
    private static final Set<String> KNOWN = Set.of("every", "each", "other", "day", "days", "daily", "week", "weeks",
            "weekly", "biweekly", "fortnightly", "fortnight", "month", "months", "monthly", "quarter", "quarterly",
            "year",
            "years", "yearly", "annually", "on", "the", "of", "in", "and", "weekday", "weekdays", "workday", "workdays",
            "working", "first", "second", "third", "fourth", "fifth", "last", "to", "hour", "hours", "hourly", "minute",
            "minutes");

    static RuleWords raw(String text, Function<String, Rule> read) {
        return new RuleWords(read.apply(text), OnHoliday.RUN);
    }

    /** Every month on no day in particular is on the day of its beginning, where each month has one, and else on the last. */
    static Rule onSomeDay(Rule rule, LocalDate begins) {
        boolean someDay = rule.every() == Every.MONTHLY && rule.monthDays().isEmpty() && rule.days().isEmpty();
        return someDay && begins.getDayOfMonth() > SHORTEST_MONTH
                ? Rule.of(Every.MONTHLY, rule.interval(), List.of(), List.of(-1), List.of(), List.of())
                : rule;
    }

    /** The same at each of its times, to find the first. */
    static Rule eachTime(Rule rule) {
        return new Rule(rule.every(), 1, null, null, rule.months(), rule.weeks(), rule.yearDays(), rule.monthDays(),
                rule.days(), rule.hours(), rule.minutes(), rule.seconds(), rule.positions(), rule.weekStart());
    }

    static Rule atHours(Rule rule, List<Integer> hours) {
        return new Rule(rule.every(), rule.interval(), rule.count(), rule.until(), rule.months(), rule.weeks(),
                rule.yearDays(), rule.monthDays(), rule.days(), hours, rule.minutes(), rule.seconds(), rule.positions(),
                rule.weekStart());
    }

    /** @param notKnown what to throw for a part that is not understood */
    static RuleWords read(String said, Set<DayOfWeek> weekend, Function<String, RuntimeException> notKnown) {
        RuleWords found = find(said, weekend);
        if (found == null) {
            throw notKnown.apply(unknownPart(said));
        }
        return found;
    }

    private static @Nullable RuleWords find(String said, Set<DayOfWeek> weekend) {
        Matcher words = DAILY.matcher(said);
        if (words.matches()) {
            return simple(Rule.of(Every.DAILY, n(words.group(1)), List.of(), List.of(), List.of(), List.of()));
        }
        if (WORKING_DAYS.matcher(said).matches()) {
            return new RuleWords(weekly(1, workdays(weekend)), OnHoliday.SKIP);
        }
        words = WEEKLY.matcher(said);
        if (words.matches()) {
            int n = words.group(2) == null ? n(words.group(1)) : 2;
            return simple(weekly(n, words.group(3) == null ? List.of() : days(words.group(3), weekend)));
        }
        words = ON_DAYS.matcher(said);
        if (words.matches()) {
            return simple(weekly(n(words.group(1)), days(words.group(2), weekend)));
        }
        words = MONTHLY.matcher(said);
        if (words.matches()) {
            return monthly(words, 3, n(words.group(1)), words.group(2) != null, List.of(), weekend);
        }
        words = EVERY_MONTH.matcher(said);
        if (words.matches()) {
            return simple(Rule.of(Every.MONTHLY, n(words.group(1)), List.of(), List.of(), List.of(), List.of()));
        }
        words = OF_MONTH.matcher(said);
        if (words.matches()) {
            List<Integer> months = words.group(6) == null
                    ? List.of()
                    : Words.all(Words.MONTH, words.group(6), month -> Words.month(month).getValue());
            boolean quarter = "quarter".equals(words.group(5));
            return quarter && words.group(4) != null
                    ? null
                    : monthly(words, 1, n(words.group(4)), quarter, months, weekend);
        }
        words = YEARLY.matcher(said);
        if (words.matches()) {
            int n = n(words.group(1));
            return Words.monthDay(words.group(2)).map((MonthDay day) -> simple(Rule.of(Every.YEARLY, n,
                    List.of(day.getMonthValue()), List.of(day.getDayOfMonth()), List.of(), List.of()))).orElse(null);
        }
        words = WITHIN_A_DAY.matcher(said);
        if (words.matches()) {
            boolean minutes = "minute".equals(words.group(3));
            return simple(Rule.of(minutes ? Every.MINUTELY : Every.HOURLY, n(words.group(2)), List.of(), List.of(),
                    List.of(), List.of()));
        }
        return null;
    }

    /** @param group the first of three: which ones, of what; or which days of the month */
    private static @Nullable RuleWords monthly(Matcher words, int group, int n, boolean quarter, List<Integer> months,
            Set<DayOfWeek> weekend) {
        List<Integer> numbers = words.group(group) == null
                ? Words.all("\\d+", words.group(group + 2), Integer::parseInt)
                : nths(words.group(group));
        if (numbers.stream().anyMatch(number -> number == 0 || number > 31)
                || quarter && numbers.stream().anyMatch(number -> (number > 0) != (numbers.getFirst() > 0))) {
            return null;
        }
        boolean ofEnd = numbers.getFirst() < 0;
        List<Integer> of = quarter ? ofEnd ? List.of(3, 6, 9, 12) : List.of(1, 4, 7, 10) : months;
        String what = words.group(group) == null ? "day" : words.group(group + 1);
        if (what.startsWith("day")) {
            return simple(Rule.of(Every.MONTHLY, n, of, numbers, List.of(), List.of()));
        }
        if (what.startsWith("w") && !what.startsWith("wed")) {
            OnHoliday move = !what.startsWith("working")
                    ? OnHoliday.RUN
                    : ofEnd
                            ? OnHoliday.PREVIOUS_WORKING_DAY
                            : OnHoliday.NEXT_WORKING_DAY;
            return new RuleWords(Rule.of(Every.MONTHLY, n, of, List.of(), workdays(weekend), numbers), move);
        }
        if (quarter && numbers.contains(5)) {
            return null;
        }
        List<Day> days = numbers.stream().map(number -> new Day(number, Words.day(what))).toList();
        return simple(Rule.of(Every.MONTHLY, n, of, List.of(), days, List.of()));
    }

    private static RuleWords simple(Rule rule) {
        return new RuleWords(rule, OnHoliday.RUN);
    }

    private static Rule weekly(int n, List<Day> days) {
        return Rule.of(Every.WEEKLY, n, List.of(), List.of(), days, List.of());
    }

    static List<Day> workdays(Set<DayOfWeek> weekend) {
        return Stream.of(DayOfWeek.values()).filter(day -> !weekend.contains(day)).map(day -> new Day(0, day)).toList();
    }

    private static List<Day> days(String said, Set<DayOfWeek> weekend) {
        List<Day> days = new ArrayList<>();
        for (String word : said.split(" ", -1)) {
            if (word.startsWith("weekday") || word.startsWith("workday")) {
                days.addAll(workdays(weekend));
            } else if (!word.equals("and")) {
                days.add(new Day(0, Words.day(word)));
            }
        }
        return days;
    }

    private static List<Integer> nths(String said) {
        return Words.all(NTH, said, word -> {
            int n = Stream.of("first", "second", "third", "fourth", "fifth").toList().indexOf(word.split(" ", 2)[0])
                    + 1;
            int number = n > 0 ? n : word.startsWith("last") ? 1 : Words.number(word);
            return word.endsWith("last") ? -number : number;
        });
    }

    /** Once, every other, every third: an interval that may be too long is found out by the rule. */
    private static int n(@Nullable String said) {
        return said == null
                ? 1
                : said.equals("other") ? 2 : Math.clamp(Integer.parseInt(said), 1, Rule.LONGEST_INTERVAL);
    }

    /** Words that mean nothing here; all of them when each means something and together they do not. */
    private static String unknownPart(String said) {
        if (AMBIGUOUS.matcher(said).matches()) {
            return said;
        }
        var unknown = new StringBuilder();
        for (String word : said.split(" ", -1)) {
            boolean known = KNOWN.contains(word) || word.matches(
                    Words.DAY + "|" + Words.MONTH + "|" + Words.NUMBERED + "|\\d+");
            if (!known) {
                unknown.append(unknown.isEmpty() ? "" : " ").append(word);
            } else if (!unknown.isEmpty()) {
                break;
            }
        }
        return unknown.isEmpty() ? said : unknown.toString();
    }
}
