package dev.steward.cadence;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.UserId;

/** What is to come of a cadence: the next occurrences, those that a holiday moves or leaves out, and where clocks change between them. */
final class Previews {
    /** How far a holiday may move something, with room to spare. */
    private static final int MOST_PLANNED = 100;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private Previews() {}

    /** One line of it, in the order of time. */
    sealed interface Line {
        /** When it takes place, or would have. */
        Instant at();
    }

    /**
     * One that takes place.
     *
     * @param local       on the cadence's own clock
     * @param facilitator null where nobody is there, and of what is written
     * @param note        such as {@code moved from Thu 25 Dec: Christmas Day}; plain text; null for nothing to say
     */
    record Held(Instant at, LocalDateTime local, @Nullable UserId facilitator, @Nullable String note)
            implements
                Line {}

    /** One that a holiday leaves out. @param why plain text */
    record Skipped(Instant at, LocalDateTime local, String why) implements Line {}

    /** Clocks change before the next one. @param what plain text, a sentence */
    record ClockChange(Instant at, String what) implements Line {}

    /** Who facilitates at these times, in their order. */
    @FunctionalInterface
    interface Turns {
        List<Optional<UserId>> at(List<Instant> times);
    }

    /**
     * @param most how many that take place
     * @param turns asked once
     */
    static List<Line> of(Recurrence recurrence, HolidayCalendar holidays, Instant now, int most,
            Turns turns) {
        List<Occurrence> ahead = recurrence.after(now, holidays).limit(most).toList();
        if (ahead.isEmpty()) {
            return List.of();
        }
        List<Optional<UserId>> who = turns.at(ahead.stream().map(Occurrence::at).toList());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < ahead.size(); i++) {
            Occurrence one = ahead.get(i);
            lines.add(new Held(one.at(), one.local(), i < who.size() ? who.get(i).orElse(null) : null,
                    note(one, holidays)));
        }
        lines.addAll(skipped(recurrence, holidays, now, ahead));
        lines.addAll(clockChanges(recurrence.zone(), now, ahead));
        lines.sort(Comparator.comparing(Line::at).thenComparing(line -> line instanceof ClockChange ? 0 : 1));
        return lines;
    }

    private static @Nullable String note(Occurrence one, HolidayCalendar holidays) {
        if (one.moved()) {
            return "moved from " + DAY.format(one.planned()) + ": " + reason(one.planned(), holidays);
        }
        if (!one.local().equals(one.planned())) {
            return "there is no " + TIME.format(one.planned()) + " that day, since clocks go forward";
        }
        return null;
    }

    private static List<Line> skipped(Recurrence recurrence, HolidayCalendar holidays, Instant now,
            List<Occurrence> ahead) {
        if (recurrence.onHoliday() == OnHoliday.RUN) {
            return List.of();
        }
        Instant end = ahead.getLast().at();
        Set<LocalDateTime> taken = new HashSet<>();
        ahead.forEach(one -> taken.add(one.planned()));
        // one that is planned before now may be moved to after it, and the other way round
        recurrence.after(now.minusSeconds(40L * 24 * 3600), holidays).takeWhile(one -> !one.at().isAfter(end))
                .forEach(one -> taken.add(one.planned()));
        recurrence.after(end, holidays).limit(5).forEach(one -> taken.add(one.planned()));
        return recurrence.onHoliday(OnHoliday.RUN).after(now, HolidayCalendar.NONE)
                .takeWhile(one -> one.at().isBefore(end)).limit(MOST_PLANNED)
                .filter(one -> !taken.contains(one.planned()))
                .<Line>map(one -> new Skipped(one.at(), one.local(), reason(one.planned(), holidays))).toList();
    }

    private static String reason(LocalDateTime planned, HolidayCalendar holidays) {
        DayOfWeek day = planned.getDayOfWeek();
        return holidays.holiday(planned.toLocalDate())
                .orElse(holidays.weekend().contains(day) ? "the weekend" : "a day off");
    }

    private static List<Line> clockChanges(ZoneId zone, Instant now, List<Occurrence> ahead) {
        List<Line> lines = new ArrayList<>();
        Instant from = now;
        for (Occurrence one : ahead) {
            ZoneOffset before = zone.getRules().getOffset(from);
            ZoneOffset after = zone.getRules().getOffset(one.at());
            if (!before.equals(after)) {
                ZoneOffsetTransition change = zone.getRules().previousTransition(one.at().plusNanos(1));
                if (change != null) {
                    lines.add(new ClockChange(change.getInstant(), "Clocks go " + (change.isGap() ? "forward" : "back")
                            + " on " + DAY.format(change.getDateTimeBefore()) + ". It stays at "
                            + TIME.format(one.planned()) + "."));
                }
            }
            from = one.at();
        }
        return lines;
    }

    /** {@code Tue 24 Nov, 10:00}, with the year where it is not that of {@code now}. */
    static String day(LocalDateTime local, LocalDateTime now) {
        return DAY.format(local) + (local.getYear() == now.getYear() ? "" : " " + local.getYear()) + ", "
                + TIME.format(local);
    }
}
