package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.steward.schedule.HolidayCalendar;

/** How long before something, read, said and reckoned. */
class LeadTest {
    private static final HolidayCalendar EASTER = day -> Set.of(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 4, 6))
            .contains(day) ? Optional.of("Easter") : Optional.empty();

    @ParameterizedTest
    @CsvSource({"2 days,2 working days", "1 day,1 working day", "1 working day before,1 working day",
            "10 min,10 minutes",
            "10  Minutes,10 minutes", "3h,3 hours", "1 hour before,1 hour", "0 minutes,no time", "60 m,60 minutes"})
    void itIsReadAndSaid(String typed, String said) {
        assertThat(Lead.parse(typed).orElseThrow().words()).isEqualTo(said);
        assertThat(said.equals("no time") ? Lead.parse(typed) : Lead.parse(said)).isEqualTo(Lead.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "61 days", "100 min", "-1 day", "1 week", "1.5 hours", "two days",
            "1 day after"})
    void anythingElseIsNot(String typed) {
        assertThat(Lead.parse(typed)).isEmpty();
    }

    @Test
    void itHasBounds() {
        assertThatThrownBy(() -> Lead.minutes(61)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lead.days(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-03T10:00,1,2026-03-02T10:00", "2026-03-02T10:00,1,2026-02-27T10:00",
            "2026-03-01T10:00,1,2026-02-27T10:00", "2026-04-07T10:00,1,2026-04-02T10:00",
            "2026-04-08T10:00,3,2026-04-01T10:00", "2026-03-31T10:00,2,2026-03-27T10:00",
            "2026-10-27T10:00,2,2026-10-23T10:00"})
    void daysAreWorkingDaysAtTheSameTimeOnTheWallClock(LocalDateTime then, int days, LocalDateTime before) {
        assertThat(Lead.days(days).before(then.atZone(Given.BERLIN).toInstant(), Given.BERLIN, EASTER))
                .isEqualTo(before.atZone(Given.BERLIN).toInstant());
    }

    @Test
    void hoursArePassedHoursAlsoWhenClocksChange() {
        assertThat(Lead.hours(24).before(Given.at("2026-03-29T10:00"), Given.BERLIN, EASTER))
                .as("the night lasted 23 hours").isEqualTo(Given.at("2026-03-28T09:00"));
        assertThat(Lead.minutes(10).before(Given.at("2026-03-29T03:00"), Given.BERLIN, EASTER))
                .isEqualTo(Given.at("2026-03-29T01:50"));
    }

    @Test
    void daysIntoATimeThatClocksLeftOutAreLaterThatDay() {
        // clocks went from 02:00 to 03:00 on Sunday; only that Sunday is worked here
        HolidayCalendar sundays = new HolidayCalendar() {
            @Override
            public Optional<String> holiday(LocalDate day) {
                return Optional.empty();
            }

            @Override
            public Set<java.time.DayOfWeek> weekend() {
                return Set.of(java.time.DayOfWeek.SATURDAY);
            }
        };
        assertThat(Lead.days(1).before(Given.at("2026-03-30T02:30"), Given.BERLIN, sundays))
                .isEqualTo(Given.at("2026-03-29T03:30"));
    }

    @Test
    void aCalendarWithoutAnyWorkingDayEndsTheSearch() {
        assertThat(Lead.days(2).before(Given.at("2026-03-03T10:00"), Given.BERLIN, day -> Optional.of("Never")))
                .isBefore(Given.at("2026-03-03T10:00"));
    }
}
