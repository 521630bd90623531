package dev.steward.approval;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;

/** When so much working time is over, by looking at one minute after the other. For those who work from nine to five. */
final class NaiveTime {
    private final Office office;
    private final Map<Object, Instant> known = new HashMap<>();

    NaiveTime(Office office) {
        this.office = office;
    }

    Instant after(UserId person, Instant start, WorkingAmount amount) {
        return known.computeIfAbsent(List.of(person, start, amount), each -> switch (amount) {
            case WorkingAmount.Time time -> minutes(person, start, time.time());
            case WorkingAmount.Days days -> days(person, start, days.days());
        });
    }

    private Instant minutes(UserId person, Instant start, Duration time) {
        Instant at = start;
        for (long left = time.toMinutes(); left > 0; at = at.plus(1, ChronoUnit.MINUTES)) {
            if (works(person, at)) {
                left--;
            }
        }
        return at;
    }

    private Instant days(UserId person, Instant start, int days) {
        Instant at = start;
        while (!works(person, at)) {
            at = at.plus(1, ChronoUnit.MINUTES);
        }
        ZonedDateTime then = at.atZone(zone(person));
        for (int left = days; left > 0;) {
            then = then.plusDays(1);
            if (works(person, then.toLocalDate())) {
                left--;
            }
        }
        return then.toInstant();
    }

    private boolean works(UserId person, Instant at) {
        ZonedDateTime there = at.atZone(zone(person));
        return there.getHour() >= 9 && there.getHour() < 17 && works(person, there.toLocalDate());
    }

    private boolean works(UserId person, LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !office.holidays.getOrDefault(person, Set.of()).contains(day);
    }

    private ZoneId zone(UserId person) {
        return office.zones.getOrDefault(person, ZoneId.of("UTC"));
    }
}
