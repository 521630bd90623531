package dev.steward.schedule;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The text a recurrence is kept as: the lines iCalendar has for it, and one for holidays. */
final class RecurrenceText {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final String START = "DTSTART;TZID=";
    private static final String RULE = "RRULE:";
    private static final String EXCEPTIONS = "EXDATE:";
    private static final String EXTRAS = "RDATE:";
    private static final String HOLIDAYS = "X-STEWARD-HOLIDAYS:";
    private static final String WEEKENDS_TOO = "+WEEKENDS";

    private RecurrenceText() {}

    static String write(Recurrence recurrence) {
        var text = new StringBuilder(START).append(recurrence.zone().getId()).append(':')
                .append(recurrence.start().format(LOCAL)).append('\n').append(RULE).append(recurrence.rule());
        if (recurrence.onHoliday() != OnHoliday.RUN || recurrence.weekendsToo()) {
            text.append('\n').append(HOLIDAYS).append(recurrence.onHoliday())
                    .append(recurrence.weekendsToo() ? WEEKENDS_TOO : "");
        }
        append(text, EXCEPTIONS, recurrence.exceptions());
        append(text, EXTRAS, recurrence.extras());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, SortedSet<LocalDateTime> times) {
        if (!times.isEmpty()) {
            text.append('\n').append(name)
                    .append(times.stream().map(LOCAL::format).collect(Collectors.joining(",")));
        }
    }

    static Recurrence read(String text) {
        try {
            return lines(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("This is not a recurrence: " + text, e);
        }
    }

    private static Recurrence lines(String text) {
        LocalDateTime start = null;
        ZoneId zone = null;
        String rule = null;
        OnHoliday onHoliday = OnHoliday.RUN;
        boolean weekendsToo = false;
        SortedSet<LocalDateTime> exceptions = new TreeSet<>();
        SortedSet<LocalDateTime> extras = new TreeSet<>();
        for (String line : text.split("\n")) {
            if (line.startsWith(START)) {
                int colon = line.lastIndexOf(':');
                zone = ZoneId.of(line.substring(START.length(), colon));
                start = LocalDateTime.parse(line.substring(colon + 1), LOCAL);
            } else if (line.startsWith(RULE)) {
                rule = line.substring(RULE.length());
            } else if (line.startsWith(HOLIDAYS)) {
                weekendsToo = line.endsWith(WEEKENDS_TOO);
                onHoliday = OnHoliday.valueOf(line.substring(HOLIDAYS.length(),
                        line.length() - (weekendsToo ? WEEKENDS_TOO.length() : 0)));
            } else if (!times(line, EXCEPTIONS, exceptions) && !times(line, EXTRAS, extras)) {
                throw new IllegalArgumentException("This is no line of a recurrence: " + line);
            }
        }
        return new Recurrence(given(start, text), given(zone, text), given(rule, text), onHoliday, weekendsToo,
                exceptions, extras);
    }

    private static boolean times(String line, String name, SortedSet<LocalDateTime> into) {
        if (!line.startsWith(name)) {
            return false;
        }
        for (String time : line.substring(name.length()).split(",")) {
            into.add(LocalDateTime.parse(time, LOCAL));
        }
        return true;
    }

    private static <T> T given(@Nullable T value, String text) {
        if (value == null) {
            throw new IllegalArgumentException("This is not the whole of a recurrence: " + text);
        }
        return value;
    }
}
