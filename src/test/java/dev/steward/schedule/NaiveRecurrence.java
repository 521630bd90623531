package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Rule.Every;

/** An oracle that walks day by day and asks of each day whether the rule means it. In a zone without clock changes. */
final class NaiveRecurrence {
    private final Recurrence recurrence;
    private final Rule rule;
    private final HolidayCalendar holidays;

    NaiveRecurrence(Recurrence recurrence, HolidayCalendar holidays) {
        this.recurrence = recurrence;
        this.rule = recurrence.parts();
        this.holidays = holidays;
    }

    /** The local times it takes place until the end of that day, with what was planned for each. */
    Map<LocalDateTime, LocalDateTime> until(LocalDate last) {
        Map<LocalDate, List<LocalDateTime>> candidates = new TreeMap<>();
        var home = new TreeSet<LocalDate>();
        for (LocalDateTime planned : plannedUntil(last.plusDays(30))) {
            if (recurrence.exceptions().contains(planned)) {
                continue;
            }
            LocalDate to = recurrence.extras().contains(planned) ? planned.toLocalDate() : day(planned.toLocalDate());
            if (to != null) {
                candidates.computeIfAbsent(to, day -> new ArrayList<>()).add(planned);
                if (to.equals(planned.toLocalDate())) {
                    home.add(to);
                }
            }
        }
        Map<LocalDateTime, LocalDateTime> taken = new TreeMap<>();
        candidates.forEach((to, all) -> {
            LocalDate nearest = null;
            for (LocalDateTime planned : all) {
                LocalDate from = planned.toLocalDate();
                if (nearest == null || Math.abs(ChronoUnit.DAYS.between(from, to)) < Math
                        .abs(ChronoUnit.DAYS.between(nearest, to))) {
                    nearest = from;
                }
            }
            for (LocalDateTime planned : all) {
                LocalDate from = planned.toLocalDate();
                boolean passes = home.stream()
                        .anyMatch(day -> from.isBefore(day) && !to.isBefore(day) && !from.equals(day)
                                || day.isBefore(from) && !day.isBefore(to));
                if (from.equals(nearest) && !(passes && !from.equals(to)) && !to.isAfter(last)) {
                    taken.put(to.atTime(planned.toLocalTime()), planned);
                }
            }
        });
        return new LinkedHashMap<>(taken);
    }

    private TreeSet<LocalDateTime> plannedUntil(LocalDate last) {
        var all = new TreeSet<LocalDateTime>();
        Map<Long, List<LocalDate>> periods = new TreeMap<>();
        // From the beginning of the first period: BYSETPOS counts from there
        for (LocalDate day = recurrence.start().toLocalDate().with(TemporalAdjusters.firstDayOfYear())
                .minusDays(7); !day
                        .isAfter(last.plusDays(370)); day = day.plusDays(1)) {
            if (means(day)) {
                periods.computeIfAbsent(period(day), p -> new ArrayList<>()).add(day);
            }
        }
        for (List<LocalDate> days : periods.values()) {
            List<LocalDateTime> times = new ArrayList<>();
            for (LocalDate day : days) {
                for (LocalTime time : timesOfDay()) {
                    times.add(day.atTime(time));
                }
            }
            for (int i = 0; i < times.size(); i++) {
                if (rule.positions().isEmpty() || rule.positions().contains(i + 1)
                        || rule.positions().contains(i - times.size())) {
                    all.add(times.get(i));
                }
            }
        }
        all.removeIf(time -> time.isBefore(recurrence.start())
                || rule.until() != null && time.isAfter(rule.until()));
        while (rule.count() != null && all.size() > rule.count()) {
            all.removeLast();
        }
        all.addAll(recurrence.extras());
        all.removeIf(time -> time.toLocalDate().isAfter(last));
        return all;
    }

    private List<LocalTime> timesOfDay() {
        LocalTime start = recurrence.start().toLocalTime();
        List<LocalTime> times = new ArrayList<>();
        for (int hour : rule.hours().isEmpty() ? List.of(start.getHour()) : rule.hours()) {
            for (int minute : rule.minutes().isEmpty() ? List.of(start.getMinute()) : rule.minutes()) {
                times.add(LocalTime.of(hour, minute, start.getSecond()));
            }
        }
        return times;
    }

    private long period(LocalDate day) {
        LocalDate monday = LocalDate.of(1990, 1, 1);
        LocalDate weekStart = monday.with(TemporalAdjusters.previousOrSame(rule.weekStart()));
        return switch (rule.every()) {
            case DAILY -> day.toEpochDay();
            case WEEKLY -> Math.floorDiv(ChronoUnit.DAYS.between(weekStart, day), 7);
            case MONTHLY -> day.getYear() * 12L + day.getMonthValue();
            case YEARLY -> day.getYear();
            case HOURLY, MINUTELY -> throw new IllegalArgumentException("Only days");
        };
    }

    private boolean means(LocalDate day) {
        LocalDate start = recurrence.start().toLocalDate();
        if (Math.floorMod(period(day) - period(start), (long) rule.interval()) != 0) {
            return false;
        }
        if (!rule.months().isEmpty() && !rule.months().contains(day.getMonthValue())) {
            return false;
        }
        int length = day.lengthOfMonth();
        if (!rule.monthDays().isEmpty() && !rule.monthDays().contains(day.getDayOfMonth())
                && !rule.monthDays().contains(day.getDayOfMonth() - length - 1)) {
            return false;
        }
        if (!rule.yearDays().isEmpty() && !rule.yearDays().contains(day.getDayOfYear())
                && !rule.yearDays().contains(day.getDayOfYear() - day.lengthOfYear() - 1)) {
            return false;
        }
        if (!rule.days().isEmpty()) {
            return rule.days().stream().anyMatch(wanted -> wanted.weekday() == day.getDayOfWeek()
                    && (wanted.n() == 0 || nth(day, day.getDayOfWeek(), wanted.n())));
        }
        if (!rule.monthDays().isEmpty() || !rule.yearDays().isEmpty()) {
            return true;
        }
        return switch (rule.every()) {
            case WEEKLY -> day.getDayOfWeek() == start.getDayOfWeek();
            case MONTHLY -> day.getDayOfMonth() == start.getDayOfMonth();
            case YEARLY -> day.getDayOfMonth() == start.getDayOfMonth()
                    && (!rule.months().isEmpty() || day.getMonth() == start.getMonth());
            case DAILY, HOURLY, MINUTELY -> true;
        };
    }

    private boolean nth(LocalDate day, DayOfWeek weekday, int n) {
        boolean ofMonth = rule.every() == Every.MONTHLY || !rule.months().isEmpty();
        LocalDate first = ofMonth ? YearMonth.from(day).atDay(1) : day.withDayOfYear(1);
        LocalDate end = ofMonth ? YearMonth.from(day).atEndOfMonth() : day.withDayOfYear(day.lengthOfYear());
        long before = first.datesUntil(day).filter(it -> it.getDayOfWeek() == weekday).count();
        long after = day.plusDays(1).datesUntil(end.plusDays(1)).filter(it -> it.getDayOfWeek() == weekday).count();
        return n > 0 ? before == n - 1 : after == -n - 1;
    }

    private @Nullable LocalDate day(LocalDate day) {
        boolean trigger = holidays.holiday(day).isPresent()
                || recurrence.weekendsToo() && holidays.weekend().contains(day.getDayOfWeek());
        if (!trigger || recurrence.onHoliday() == OnHoliday.RUN) {
            return day;
        }
        if (recurrence.onHoliday() == OnHoliday.SKIP) {
            return null;
        }
        int step = recurrence.onHoliday() == OnHoliday.NEXT_WORKING_DAY ? 1 : -1;
        LocalDate to = day;
        while (!holidays.workingDay(to)) {
            to = to.plusDays(step);
        }
        return to;
    }
}
