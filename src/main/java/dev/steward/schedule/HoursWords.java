package dev.steward.schedule;

import static java.util.stream.Collectors.joining;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.steward.schedule.WorkingWeek.Hours;

/** Reads a working week from what somebody typed, {@code mon-thu 9:00-17:00, fri 9:00-15:00}, and says it so. */
public final class HoursWords {
    /** What somebody may type, for the sentence where nothing else could be read. */
    public static final String EXAMPLES = "`mon-thu 9:00-17:00, fri 9:00-15:00`, `weekdays 8-12 13-17`, "
            + "`tue, wed 10am-6pm`";

    private static final String TO = "(?: ?- ?| to | until | till | through )";
    private static final String TIME = "(?:\\d{1,2}(?::\\d{2})? ?(?:am|pm)?|noon|midnight)";
    private static final Pattern BETWEEN = Pattern.compile("(?:[ ,;:]|and\\b|from\\b|at\\b)+");
    private static final Pattern DAYS = Pattern.compile("(" + Words.DAY + ")" + TO + "(" + Words.DAY + ")(?![a-z])");
    private static final Pattern DAY = Pattern
            .compile("(" + Words.DAY + "|weekdays|workdays|every day|daily)(?![a-z])");
    private static final Pattern SPAN = Pattern.compile("(" + TIME + ")" + TO + "(" + TIME + ")(?![a-z\\d:])");

    private HoursWords() {}

    /** What was read. */
    public sealed interface Read {
        record Week(WorkingWeek week) implements Read {}

        /** @param rest from where on it could not be read */
        record Unclear(String rest) implements Read {}

        /** Days that were named without their hours. */
        record NoHours() implements Read {}

        /** Two spans of one day, or one after midnight and the next day's first. */
        record Overlap() implements Read {}
    }

    public static Read read(String typed) {
        String text = typed.toLowerCase(Locale.ROOT).replaceAll("[\u2010-\u2015\u2212]", "-").replaceAll("\\s+", " ")
                .replaceAll("(\\d)\\.(\\d{2})(?!\\d)", "$1:$2").strip();
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean timed = true;
        int at = 0;
        while (at < text.length()) {
            Matcher between = at(BETWEEN, text, at);
            Matcher range = at(DAYS, text, at);
            Matcher day = at(DAY, text, at);
            Matcher span = at(SPAN, text, at);
            if (between.lookingAt()) {
                at = between.end();
            } else if (range.lookingAt() || day.lookingAt()) {
                if (timed) {
                    days.clear();
                    timed = false;
                }
                boolean many = range.lookingAt();
                days.addAll(many ? days(range.group(1), range.group(2)) : days(day.group(1)));
                at = many ? range.end() : day.end();
            } else if (span.lookingAt() && !days.isEmpty()) {
                Optional<Hours> hours = hours(span.group(1), span.group(2));
                if (hours.isEmpty()) {
                    return new Read.Unclear(text.substring(at));
                }
                days.forEach(each -> week.computeIfAbsent(each, key -> new ArrayList<>()).add(hours.get()));
                timed = true;
                at = span.end();
            } else {
                return new Read.Unclear(text.substring(at));
            }
        }
        if (!timed) {
            return new Read.NoHours();
        }
        return week.isEmpty() ? new Read.Unclear(text) : checked(week);
    }

    /** Such as {@code Mon–Thu 09:00–17:00, Fri 09:00–15:00}; read again, it is the same week. */
    public static String say(WorkingWeek week) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < DayOfWeek.values().length;) {
            DayOfWeek first = DayOfWeek.of(i + 1);
            List<Hours> hours = week.on(first);
            int same = 1;
            while (i + same < DayOfWeek.values().length && week.on(DayOfWeek.of(i + same + 1)).equals(hours)) {
                same++;
            }
            if (!hours.isEmpty()) {
                parts.add(name(first) + (same == 1 ? "" : (same == 2 ? ", " : "–") + name(first.plus(same - 1L))) + " "
                        + hours.stream().map(span -> span.from() + "–" + span.to()).collect(joining(" ")));
            }
            i += same;
        }
        return parts.isEmpty() ? "never" : String.join(", ", parts);
    }

    private static Matcher at(Pattern pattern, String text, int from) {
        return pattern.matcher(text).region(from, text.length()).useTransparentBounds(true);
    }

    private static Read checked(Map<DayOfWeek, List<Hours>> week) {
        try {
            return new Read.Week(new WorkingWeek(week));
        } catch (IllegalArgumentException overlapping) {
            return new Read.Overlap();
        }
    }

    private static Set<DayOfWeek> days(String from, String to) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        DayOfWeek last = Words.day(to);
        for (DayOfWeek day = Words.day(from); days.add(day) && day != last;) {
            day = day.plus(1);
        }
        return days;
    }

    private static Set<DayOfWeek> days(String word) {
        return switch (word) {
            case "weekdays", "workdays" -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            case "every day", "daily" -> EnumSet.allOf(DayOfWeek.class);
            default -> EnumSet.of(Words.day(word));
        };
    }

    /** {@code 9-5} ends in the afternoon, as {@code 1-5pm} begins there; {@code 22-6} and {@code 12:00-08:00} end after midnight. */
    private static Optional<Hours> hours(String from, String to) {
        Optional<LocalTime> start = time(from);
        Optional<LocalTime> end = time(to);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        LocalTime begins = start.get();
        LocalTime ends = end.get();
        if (bare(from) && to.endsWith("pm") && begins.getHour() < 12 && begins.plusHours(12).isBefore(ends)) {
            begins = begins.plusHours(12);
        }
        if (bare(to) && !to.startsWith("0") && !to.startsWith("24") && !ends.isAfter(begins) && ends.getHour() < 12
                && ends.plusHours(12).isAfter(begins)) {
            ends = ends.plusHours(12);
        }
        return Optional.of(new Hours(begins, ends));
    }

    private static boolean bare(String time) {
        return Character.isDigit(time.charAt(time.length() - 1));
    }

    private static Optional<LocalTime> time(String word) {
        return word.startsWith("24") && word.matches("24(?::00)?") ? Optional.of(LocalTime.MIDNIGHT) : Words.time(word);
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
