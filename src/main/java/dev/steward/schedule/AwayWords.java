package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads when somebody is away from what they typed: {@code 2 Dec to 9 Dec}, {@code tomorrow}, {@code until Friday}. Days are whole,
 * and the last one named is away too. A date without a year is the next one, or one of the last month.
 */
public final class AwayWords {
    /** What somebody may type, for the sentence where nothing else could be read. */
    public static final String EXAMPLES = "`2 Dec to 9 Dec`, `tomorrow`, `until Friday`, `from Monday to Wednesday`, "
            + "`this afternoon`, `for 3 days`, `next week`, `2026-12-02 to 2026-12-09`";

    private static final int LOOKING_BACK = 31;
    /** A year that nobody named is not the next one when that makes the time as long as this. */
    private static final int LONG = 200;
    private static final int NOON = 12;
    private static final String TO = "(?: (?:to|until|till|through) | ?- ?)";
    private static final String DAY = "(?:today|tomorrow|(?:next )?" + Words.DAY + "|(?:" + Words.DAY + " )?"
            + Words.DATE
            + ")";
    private static final Pattern ONE = Pattern.compile("(?:on )?(" + DAY + ")");
    private static final Pattern PART = Pattern.compile("(?:(this)|(?:on )?(" + DAY + ")) (morning|afternoon)");
    private static final Pattern UNTIL = Pattern.compile("(?:until|till|through|to) (" + DAY + ")");
    private static final Pattern RANGE = Pattern.compile("(?:from )?(" + DAY + ")" + TO + "(" + DAY + ")");
    private static final Pattern DAYS_OF_MONTH = Pattern.compile("(?:from )?(" + Words.NUMBERED + ")" + TO + "("
            + Words.NUMBERED + ")((?: of)? " + Words.MONTH + "(?: \\d{4})?)");
    private static final Pattern MONTHS_DAYS = Pattern
            .compile("(?:from )?(" + Words.MONTH + " )(" + Words.NUMBERED + ")"
                    + TO + "(" + Words.NUMBERED + ")( \\d{4})?");
    private static final Pattern LENGTH = Pattern.compile("(?:(?:from )?(" + DAY
            + ") )?(?:for )?(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (day|week)s?");

    private AwayWords() {}

    /** What was read. */
    public sealed interface Read {
        /**
         * On the wall clock of whoever typed it; it may have begun.
         *
         * @param to exclusive
         */
        record Span(LocalDateTime from, LocalDateTime to) implements Read {}

        /** Not a time in the words known here. */
        record Unclear() implements Read {}

        /** A date that no calendar has. */
        record NoSuchDay(String typed) implements Read {}

        record Backwards(LocalDate first, LocalDate last) implements Read {}

        /** All of it is over. */
        record Over(LocalDate last) implements Read {}
    }

    /** @param now on their wall clock */
    public static Read read(String typed, LocalDateTime now) {
        String text = typed.toLowerCase(Locale.ROOT).replaceAll("[\u2010-\u2015\u2212]", "-")
                .replaceAll("[,;\\s]+", " ")
                .replaceAll("[.!]+$", "").strip();
        try {
            Read.@Nullable Span span = new Reader(now.toLocalDate()).read(text);
            if (span == null) {
                return new Read.Unclear();
            }
            LocalDate last = span.to().minusNanos(1).toLocalDate();
            if (!span.to().isAfter(span.from())) {
                return new Read.Backwards(span.from().toLocalDate(), last);
            }
            return span.to().isAfter(now) ? span : new Read.Over(last);
        } catch (NoDay no) {
            return new Read.NoSuchDay(no.typed);
        }
    }

    private record Reader(LocalDate today) {
        Read.@Nullable Span read(String text) {
            Matcher match = PART.matcher(text);
            if (match.matches()) {
                LocalDate day = match.group(1) == null ? day(match.group(2), null) : today;
                boolean morning = match.group(3).equals("morning");
                LocalDateTime noon = day.atTime(NOON, 0);
                return morning
                        ? new Read.Span(day.atStartOfDay(), noon)
                        : new Read.Span(noon, day.plusDays(1).atStartOfDay());
            }
            if (text.equals("this week") || text.equals("next week")) {
                LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
                return text.startsWith("this") ? days(today, sunday) : days(sunday.plusDays(1), sunday.plusDays(7));
            }
            match = ONE.matcher(text);
            if (match.matches()) {
                LocalDate day = day(match.group(1), null);
                return days(day, day);
            }
            match = UNTIL.matcher(text);
            if (match.matches()) {
                LocalDate last = day(match.group(1), null);
                return days(last.isBefore(today) ? last : today, last);
            }
            match = LENGTH.matcher(text);
            if (match.matches()) {
                LocalDate first = match.group(1) == null ? today : day(match.group(1), null);
                int length = number(match.group(2)) * (match.group(3).equals("week") ? 7 : 1);
                return days(first, first.plusDays(length - 1L));
            }
            return range(text);
        }

        private Read.@Nullable Span range(String text) {
            Matcher match = DAYS_OF_MONTH.matcher(text);
            if (match.matches()) {
                return between(match.group(1) + match.group(3), match.group(2) + match.group(3));
            }
            match = MONTHS_DAYS.matcher(text);
            if (match.matches()) {
                String year = match.group(4) == null ? "" : match.group(4);
                return between(match.group(1) + match.group(2) + year, match.group(1) + match.group(3) + year);
            }
            match = RANGE.matcher(text);
            return match.matches() ? between(match.group(1), match.group(2)) : null;
        }

        private Read.Span between(String from, String to) {
            LocalDate first = day(from, null);
            return days(first, day(to, first));
        }

        private static Read.Span days(LocalDate first, LocalDate last) {
            return new Read.Span(first.atStartOfDay(), last.plusDays(1).atStartOfDay());
        }

        /** @param first where this ends something, the day that begins on */
        private LocalDate day(String word, @Nullable LocalDate first) {
            if (word.equals("today") || word.equals("tomorrow")) {
                return word.equals("today") ? today : today.plusDays(1);
            }
            LocalDate from = first == null ? today : first;
            if (word.matches("next " + Words.DAY)) {
                return from.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)).plusDays(1)
                        .with(TemporalAdjusters.nextOrSame(Words.day(word.substring(5))));
            }
            if (word.matches(Words.DAY)) {
                return from.with(TemporalAdjusters.nextOrSame(Words.day(word)));
            }
            String date = word.replaceFirst("^" + Words.DAY + " ", "");
            LocalDate found = Words.date(date, first == null ? today.minusDays(LOOKING_BACK) : first)
                    .orElseThrow(() -> new NoDay(date));
            boolean yearNamed = date.matches(".*\\d{4}.*");
            return first != null && !yearNamed && found.isAfter(first.plusDays(LONG)) ? found.minusYears(1) : found;
        }

        private static int number(String word) {
            return switch (word) {
                case "a", "an", "one" -> 1;
                case "two" -> 2;
                case "three" -> 3;
                case "four" -> 4;
                case "five" -> 5;
                case "six" -> 6;
                case "seven" -> 7;
                case "eight" -> 8;
                case "nine" -> 9;
                case "ten" -> 10;
                default -> Integer.parseInt(word);
            };
        }
    }

    @SuppressWarnings("serial")
    private static final class NoDay extends RuntimeException {
        private final String typed;

        NoDay(String typed) {
            super(typed, null, false, false);
            this.typed = typed;
        }
    }
}
