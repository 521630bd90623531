package dev.steward.schedule;

import static java.util.stream.Collectors.joining;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hours somebody works in a week, on their own wall clock. A day may have several spans (a long lunch), and a span may end
 * after midnight: it belongs to the day it begins on, with that day's weekday and holiday.
 *
 * @param days each day's spans, in order; a day that is not there is a day off
 */
public record WorkingWeek(Map<DayOfWeek, List<Hours>> days) {
    /** Monday to Friday, 9:00 to 17:00: what holds for whoever has said nothing else. */
    public static final WorkingWeek USUAL = of(Hours.of("09:00", "17:00"), DayOfWeek.MONDAY, DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    /** The same with another weekend. */
    public static WorkingWeek usual(Set<DayOfWeek> weekend) {
        return of(Hours.of("09:00", "17:00"), EnumSet.complementOf(
                weekend.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(weekend))
                .toArray(DayOfWeek[]::new));
    }

    /** @throws IllegalArgumentException when two spans overlap, also one after midnight with the next day's first */
    public WorkingWeek {
        var sorted = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        days.forEach((day, hours) -> {
            if (!hours.isEmpty()) {
                sorted.put(day, hours.stream().sorted(Comparator.comparing(Hours::from)).toList());
            }
        });
        days = Map.copyOf(sorted);
        sorted.forEach((day, hours) -> refuseOverlaps(day, hours, sorted.getOrDefault(day.plus(1), List.of())));
    }

    /** The same hours on each of these days. */
    public static WorkingWeek of(Hours hours, DayOfWeek... days) {
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        for (DayOfWeek day : days) {
            week.put(day, List.of(hours));
        }
        return new WorkingWeek(week);
    }

    /** In order; empty on a day off. */
    public List<Hours> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    /**
     * As {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static WorkingWeek parse(String text) {
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        try {
            for (String day : text.isBlank() ? new String[0] : text.split("; ")) {
                String[] words = day.split(" ");
                var hours = new ArrayList<Hours>();
                for (int i = 1; i < words.length; i++) {
                    hours.add(Hours.of(words[i].substring(0, 5), words[i].substring(6)));
                }
                week.put(DayOfWeek.valueOf(words[0]), hours);
            }
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Not a working week: " + text, e);
        }
        return new WorkingWeek(week);
    }

    /** For example {@code MONDAY 09:00-12:00 13:00-17:00; TUESDAY 22:00-06:00}; nothing where nobody ever works. */
    @Override
    public String toString() {
        return days.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(day -> day.getKey() + day.getValue().stream().map(hours -> " " + hours).collect(joining()))
                .collect(joining("; "));
    }

    private static void refuseOverlaps(DayOfWeek day, List<Hours> hours, List<Hours> nextDay) {
        for (int i = 1; i < hours.size(); i++) {
            if (hours.get(i - 1).end().compareTo(hours.get(i).start()) > 0) {
                throw new IllegalArgumentException("Two spans of " + day + " overlap: " + hours);
            }
        }
        Duration afterMidnight = hours.getLast().end().minusDays(1);
        if (!nextDay.isEmpty() && afterMidnight.compareTo(nextDay.getFirst().start()) > 0) {
            throw new IllegalArgumentException(
                    "The last span of " + day + " ends after " + nextDay.getFirst() + " of the next day begins");
        }
    }

    /**
     * One span of a day.
     *
     * @param to when it ends, exclusive; at or before {@code from} it is of the next day, so that 09:00 to 00:00 ends at
     *           midnight, and 00:00 to 00:00 is the whole day
     */
    public record Hours(LocalTime from, LocalTime to) {
        /** Both as {@code 09:00}. */
        public static Hours of(String from, String to) {
            return new Hours(LocalTime.parse(from), LocalTime.parse(to));
        }

        /** Since the day's midnight, on the wall clock. */
        Duration start() {
            return Duration.between(LocalTime.MIDNIGHT, from);
        }

        /** Since the day's midnight, on the wall clock; more than a day for what ends tomorrow. */
        Duration end() {
            Duration end = Duration.between(LocalTime.MIDNIGHT, to);
            return to.isAfter(from) ? end : end.plusDays(1);
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }
}
