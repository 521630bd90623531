package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.steward.schedule.Rule.Day;

/** What a person would say of a recurrence; {@link RecurrenceWords} understands all of it again. */
public final class RecurrenceSentence {
    private static final List<Integer> QUARTER_BEGINS = List.of(1, 4, 7, 10);
    private static final List<Integer> QUARTER_ENDS = List.of(3, 6, 9, 12);
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final Recurrence recurrence;
    private final HolidayCalendar holidays;
    private final Rule rule;

    private RecurrenceSentence(Recurrence recurrence, HolidayCalendar holidays) {
        this.recurrence = recurrence;
        this.holidays = holidays;
        this.rule = recurrence.parts().withDay(recurrence.start());
    }

    /**
     * Such as "Every other Tuesday at 10:00, Berlin time". Plain text without a full stop.
     *
     * @param holidays the workspace's: which days are a weekend
     */
    public static String of(Recurrence recurrence, HolidayCalendar holidays) {
        return new RecurrenceSentence(recurrence, holidays).sentence();
    }

    /** The same with the day of its start, which says all there is. */
    public static String inFull(Recurrence recurrence, HolidayCalendar holidays) {
        var start = recurrence.start();
        boolean severalTimes = !recurrence.parts().hours().isEmpty();
        return of(recurrence, holidays) + ", starting "
                + Words.said(start, severalTimes ? LocalTime.MIDNIGHT : start.toLocalTime());
    }

    private String sentence() {
        LocalTime time = recurrence.start().toLocalTime();
        Optional<String> words = rule.weekStart() != DayOfWeek.MONDAY
                || !rule.minutes().isEmpty() || !rule.seconds().isEmpty() ? Optional.empty() : words();
        boolean working = words.filter(said -> said.contains("working day")).isPresent();
        var all = new StringBuilder(words.orElseGet(() -> "By the rule " + rule.with(null, null)));
        all.append(rule.every().withinADay() && words.isPresent() ? ", counted from " : " at ");
        all.append(words.isEmpty() || rule.hours().isEmpty()
                ? Words.said(time)
                : Words.list(rule.hours().stream().map(hour -> Words.said(time.withHour(hour))).toList()));
        if (!working && (recurrence.onHoliday() != OnHoliday.RUN || recurrence.weekendsToo())) {
            all.append(", ").append(new HolidayWords(recurrence.onHoliday(), recurrence.weekendsToo()).said());
        }
        if (rule.until() != null) {
            all.append(", until ").append(Words.said(rule.until(), END_OF_DAY));
        }
        if (rule.count() != null) {
            all.append(", ").append(rule.count() == 1 ? "once" : rule.count() + " times");
        }
        dates(all, ", except on ", recurrence.exceptions());
        dates(all, ", also on ", recurrence.extras());
        String zone = Words.said(recurrence.zone());
        return all.append(", ").append(zone).append(zone.matches("UTC|GMT|Z") ? "" : " time").toString();
    }

    private void dates(StringBuilder all, String what, SortedSet<LocalDateTime> times) {
        if (!times.isEmpty()) {
            LocalTime usual = rule.hours().isEmpty() ? recurrence.start().toLocalTime() : null;
            all.append(what).append(Words.list(times.stream().map(time -> Words.said(time, usual)).toList()));
        }
    }

    /** How often; empty for what has no words. */
    private Optional<String> words() {
        if (!rule.weeks().isEmpty() || !rule.yearDays().isEmpty()) {
            return Optional.empty();
        }
        return switch (rule.every()) {
            case MINUTELY, HOURLY, DAILY -> plain() ? Optional.of(every()) : Optional.empty();
            case WEEKLY -> rule.months().isEmpty() && rule.positions().isEmpty() ? weekly() : Optional.empty();
            case MONTHLY -> target().flatMap(this::monthly);
            case YEARLY -> yearly();
        };
    }

    private boolean plain() {
        return rule.months().isEmpty() && rule.monthDays().isEmpty() && rule.days().isEmpty()
                && rule.positions().isEmpty() && (rule.hours().isEmpty() || !rule.every().withinADay());
    }

    private String every() {
        String unit = switch (rule.every()) {
            case MINUTELY -> "minute";
            case HOURLY -> "hour";
            case DAILY -> "day";
            case WEEKLY -> "week";
            case MONTHLY -> "month";
            case YEARLY -> "year";
        };
        return switch (rule.interval()) {
            case 1 -> "Every " + unit;
            case 2 -> "Every other " + unit;
            default -> "Every " + rule.interval() + " " + unit + "s";
        };
    }

    private Optional<String> weekly() {
        boolean workdays = rule.days().equals(RuleWords.workdays(holidays.weekend()));
        if (workdays && rule.interval() == 1) {
            boolean skips = recurrence.onHoliday() == OnHoliday.SKIP && !recurrence.weekendsToo();
            return Optional.of(skips ? "Every working day" : "Every weekday");
        }
        String days = Words.list(rule.days().stream().map(day -> Words.said(day.weekday())).toList());
        if (rule.interval() == 1) {
            return Optional.of("Every " + days);
        }
        return Optional.of(rule.interval() == 2 && rule.days().size() == 1
                ? "Every other " + days
                : every() + " on " + (workdays ? "weekdays" : days));
    }

    /** Which day of the month. */
    private Optional<String> target() {
        boolean workdays = rule.days().equals(RuleWords.workdays(holidays.weekend()));
        if (rule.days().isEmpty() && rule.positions().isEmpty()) {
            return ordinals(rule.monthDays(), Words::numbered, "day");
        }
        if (workdays && rule.positions().size() == 1 && rule.monthDays().isEmpty()) {
            int n = rule.positions().getFirst();
            OnHoliday move = n < 0 ? OnHoliday.PREVIOUS_WORKING_DAY : OnHoliday.NEXT_WORKING_DAY;
            boolean working = recurrence.onHoliday() == move && !recurrence.weekendsToo();
            return nth(n).map(which -> which + (working ? " working day" : " weekday"));
        }
        boolean oneWeekday = !rule.days().isEmpty() && rule.days().stream().map(Day::weekday).distinct().count() == 1
                && rule.days().stream().allMatch(day -> day.n() != 0);
        if (!oneWeekday || !rule.monthDays().isEmpty() || !rule.positions().isEmpty()) {
            return Optional.empty();
        }
        return ordinals(rule.days().stream().map(Day::n).toList(), n -> nth(n).orElse(""),
                Words.said(rule.days().getFirst().weekday()));
    }

    private static Optional<String> ordinals(List<Integer> numbers, Function<Integer, String> said, String what) {
        boolean positive = numbers.stream().allMatch(n -> n > 0);
        if (numbers.isEmpty() || numbers.stream().anyMatch(n -> n < -3)
                || what.equals("day") && !positive && numbers.stream().anyMatch(n -> n > 0)) {
            return Optional.empty();
        }
        // From the beginning to the end of the month
        List<Integer> inOrder = Stream.concat(numbers.stream().filter(n -> n > 0), numbers.stream().filter(n -> n < 0))
                .toList();
        String which = Words.list(inOrder.stream().map(n -> n > 0 ? said.apply(n) : nth(n).orElseThrow()).toList());
        return Optional.of(what.equals("day") && positive ? which : which + " " + what);
    }

    private static Optional<String> nth(int n) {
        return switch (n) {
            case 1 -> Optional.of("first");
            case 2 -> Optional.of("second");
            case 3 -> Optional.of("third");
            case 4 -> Optional.of("fourth");
            case 5 -> Optional.of("fifth");
            case -1 -> Optional.of("last");
            case -2 -> Optional.of("second to last");
            case -3 -> Optional.of("third to last");
            default -> Optional.empty();
        };
    }

    private Optional<String> monthly(String target) {
        if (rule.months().isEmpty()) {
            return Optional.of(rule.interval() == 1 && Character.isDigit(target.charAt(0))
                    ? "Monthly on the " + target
                    : rule.interval() == 1
                            ? capital(target) + " of the month"
                            : every() + " on the " + target);
        }
        if (rule.interval() > 1) {
            return Optional.empty();
        }
        boolean fromEnd = Stream.of(rule.monthDays(), rule.positions(), rule.days().stream().map(Day::n).toList())
                .flatMap(List::stream).allMatch(n -> n <= 0);
        boolean fromBegin = Stream.of(rule.monthDays(), rule.positions(), rule.days().stream().map(Day::n).toList())
                .flatMap(List::stream).allMatch(n -> n >= 0);
        boolean fifth = rule.days().stream().anyMatch(day -> day.n() == 5);
        boolean quarter = fromBegin && !fifth && rule.months().equals(QUARTER_BEGINS)
                || fromEnd && rule.months().equals(QUARTER_ENDS);
        String of = quarter
                ? "the quarter"
                : Words.list(rule.months().stream().map(Month::of).map(Words::said).toList());
        return Optional.of((Character.isDigit(target.charAt(0)) ? "The " + target : capital(target)) + " of " + of);
    }

    private Optional<String> yearly() {
        if (rule.months().size() != 1 || rule.monthDays().size() != 1 || rule.monthDays().getFirst() < 1
                || !rule.days().isEmpty() || !rule.positions().isEmpty()) {
            return Optional.empty();
        }
        String day = Words.said(Month.of(rule.months().getFirst())) + " " + Words.numbered(rule.monthDays().getFirst());
        return Optional.of(rule.interval() == 1 ? "Every " + day : every() + " on " + day);
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
