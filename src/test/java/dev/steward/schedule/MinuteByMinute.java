package dev.steward.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.WorkingWeek.Hours;

/** Working time as a person with a clock and much patience would find it out: by looking at every minute. */
class MinuteByMinute {
    private static final int DAY = 24 * 60;

    private final Instant start;
    /** The latest time that the wall clock has shown by each minute. */
    private final LocalDateTime[] latest;
    private final LocalDateTime[] shown;
    /** The day whose hours each minute belongs to; null when nobody works in it. */
    private final @Nullable LocalDate[] day;

    MinuteByMinute(Instant start, int minutes, ZoneId zone, WorkingWeek week, HolidayCalendar holidays,
            Collection<Absence> absences) {
        this.start = start;
        this.latest = new LocalDateTime[minutes];
        this.shown = new LocalDateTime[minutes];
        this.day = new LocalDate[minutes];
        LocalDateTime max = LocalDateTime.MIN;
        for (int i = -3 * DAY; i < minutes; i++) {
            LocalDateTime now = LocalDateTime.ofInstant(start.plus(i, ChronoUnit.MINUTES), zone);
            max = now.isAfter(max) ? now : max;
            if (i >= 0) {
                latest[i] = max;
                shown[i] = now;
                Instant minute = start.plus(i, ChronoUnit.MINUTES);
                boolean absent = absences.stream().anyMatch(absence -> !minute.isBefore(absence.from())
                        && (absence.to() == null || minute.isBefore(absence.to())));
                day[i] = absent ? null : dayOf(max, week, holidays);
            }
        }
    }

    private static @Nullable LocalDate dayOf(LocalDateTime time, WorkingWeek week, HolidayCalendar holidays) {
        for (LocalDate day : new LocalDate[]{time.toLocalDate().minusDays(1), time.toLocalDate()}) {
            for (Hours hours : week.on(day.getDayOfWeek())) {
                LocalDateTime from = day.atTime(hours.from());
                LocalDateTime to = day.atTime(hours.to()).plusDays(hours.to().isAfter(hours.from()) ? 0 : 1);
                if (!time.isBefore(from) && time.isBefore(to) && holidays.holiday(day).isEmpty()) {
                    return day;
                }
            }
        }
        return null;
    }

    Optional<Instant> next(Instant from) {
        return nextMinute(index(from)).map(this::at);
    }

    long minutesBetween(Instant from, Instant to) {
        long count = 0;
        for (int i = index(from); i < index(to); i++) {
            count += day[i] == null ? 0 : 1;
        }
        return count;
    }

    Optional<Instant> plusMinutes(Instant from, int amount) {
        if (amount == 0) {
            return next(from);
        }
        int left = amount;
        for (int i = index(from); i < day.length; i++) {
            if (day[i] != null && --left == 0) {
                return Optional.of(at(i + 1));
            }
        }
        return Optional.empty();
    }

    Optional<Instant> plusDays(Instant from, int amount) {
        Optional<Integer> found = nextMinute(index(from));
        if (found.isEmpty() || amount == 0) {
            return found.map(this::at);
        }
        int first = found.get();
        LocalDate begun = day[first];
        LocalDate target = null;
        var met = new HashSet<LocalDate>();
        for (int i = first; i < day.length && target == null; i++) {
            LocalDate today = day[i];
            if (today != null && today.isAfter(begun) && met.add(today) && met.size() == amount) {
                target = today;
            }
        }
        if (target == null) {
            return Optional.empty();
        }
        LocalDateTime sameTime = shown[first].plusDays(begun.until(target, ChronoUnit.DAYS));
        int end = -1;
        for (int i = first; i < day.length; i++) {
            if (target.equals(day[i])) {
                if (!latest[i].isBefore(sameTime)) {
                    return Optional.of(at(i));
                }
                end = i + 1;
            }
        }
        boolean sureToBeItsEnd = end + 2 * DAY < day.length;
        return sureToBeItsEnd ? Optional.of(at(end)) : Optional.empty();
    }

    private Optional<Integer> nextMinute(int from) {
        for (int i = from; i < day.length; i++) {
            if (day[i] != null) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private int index(Instant at) {
        return (int) start.until(at, ChronoUnit.MINUTES);
    }

    private Instant at(int index) {
        return start.plus(index, ChronoUnit.MINUTES);
    }
}
