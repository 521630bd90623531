package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.steward.schedule.HolidayCalendar;

/**
 * How long before something. Days are working days: so many of them earlier at the same time on the wall clock.
 *
 * @param amount 0 to {@link #MOST}
 */
record Lead(int amount, Unit unit) {
    static final int MOST = 60;
    private static final Pattern WRITTEN = Pattern
            .compile("(\\d{1,2})\\s*(m|min|mins|minutes?|h|hours?|d|days?|working days?)(?: before)?");

    enum Unit {
        MINUTES("minute"), HOURS("hour"), DAYS("working day");

        private final String one;

        Unit(String one) {
            this.one = one;
        }
    }

    /** @throws IllegalArgumentException for an amount that is out of bounds */
    Lead {
        if (amount < 0 || amount > MOST) {
            throw new IllegalArgumentException("Something is announced 0 to " + MOST + " ahead, not " + amount);
        }
    }

    static Lead minutes(int amount) {
        return new Lead(amount, Unit.MINUTES);
    }

    static Lead hours(int amount) {
        return new Lead(amount, Unit.HOURS);
    }

    static Lead days(int amount) {
        return new Lead(amount, Unit.DAYS);
    }

    /** {@code 2 days}, {@code 10 min}, {@code 3h}, {@code 1 working day before}; empty for anything else. */
    static Optional<Lead> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int amount = Integer.parseInt(matcher.group(1));
        Unit unit = switch (matcher.group(2).charAt(0)) {
            case 'm' -> Unit.MINUTES;
            case 'h' -> Unit.HOURS;
            default -> Unit.DAYS;
        };
        return amount > MOST ? Optional.empty() : Optional.of(new Lead(amount, unit));
    }

    /** @param zone on whose clock and in whose calendar days are counted */
    Instant before(Instant then, ZoneId zone, HolidayCalendar holidays) {
        return switch (unit) {
            case MINUTES -> then.minus(Duration.ofMinutes(amount));
            case HOURS -> then.minus(Duration.ofHours(amount));
            case DAYS -> {
                ZonedDateTime local = then.atZone(zone);
                LocalDate day = local.toLocalDate();
                for (int left = amount; left > 0; left--) {
                    day = workingDayBefore(day, holidays);
                }
                yield ZonedDateTime.of(day, local.toLocalTime(), zone).toInstant();
            }
        };
    }

    /** A calendar without any working day ends the search. */
    private static LocalDate workingDayBefore(LocalDate day, HolidayCalendar holidays) {
        LocalDate before = day.minusDays(1);
        for (int tries = 0; tries < 366 && !holidays.workingDay(before); tries++) {
            before = before.minusDays(1);
        }
        return before;
    }

    /** {@code 2 working days}, {@code 10 minutes}; of nothing, {@code no time}. */
    String words() {
        return amount == 0 ? "no time" : amount + " " + unit.one + (amount == 1 ? "" : "s");
    }
}
