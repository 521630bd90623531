package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** In December 2026, whose first is a Tuesday. */
class DeadlinesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private final WorkingTime berlin = WorkingTime.of(BERLIN, WorkingWeek.USUAL, HolidayCalendar.NONE, List.of());
    private final WorkingTime never = WorkingTime.of(BERLIN, WorkingWeek.USUAL, day -> Optional.of("Never again"),
            List.of());

    @Test
    void whoWorksHasTheRulesOfWorkingTime() {
        assertThat(Deadlines.after(berlin, at("2026-12-11T16:00"), WorkingAmount.days(1)))
                .isEqualTo(at("2026-12-14T16:00"));
        assertThat(Deadlines.after(berlin, at("2026-12-11T16:00"), WorkingAmount.hours(2)))
                .isEqualTo(at("2026-12-14T10:00"));
        assertThat(Deadlines.next(berlin, at("2026-12-12T12:00"))).isEqualTo(at("2026-12-14T09:00"));
    }

    @Test
    void soManyWorkingDaysBefore() {
        assertThat(before("2026-12-11T16:00", 3)).isEqualTo(at("2026-12-08T16:00"));
        assertThat(before("2026-12-14T16:00", 1)).as("over a weekend").isEqualTo(at("2026-12-11T16:00"));
        assertThat(before("2026-12-14T09:00", 5)).isEqualTo(at("2026-12-07T09:00"));
    }

    @Test
    void whatEndsWhenNobodyWorksLeavesTheWholeDaysBeforeIt() {
        assertThat(before("2026-12-13T12:00", 1)).as("a Sunday: Friday is the day").isEqualTo(at("2026-12-10T17:00"));
        assertThat(before("2026-12-14T07:00", 1)).as("early on Monday").isEqualTo(at("2026-12-10T17:00"));
        assertThat(before("2026-12-11T20:00", 1)).as("late on Friday").isEqualTo(at("2026-12-10T17:00"));
    }

    @Test
    void weeksWithoutWorkAreGoneBackOver() {
        var december = new Absence(at("2026-12-01T00:00"), at("2027-01-01T00:00"));
        var resting = WorkingTime.of(BERLIN, WorkingWeek.USUAL, HolidayCalendar.NONE, List.of(december));
        assertThat(Deadlines.before(resting, at("2027-01-01T10:00"), 1)).isEqualTo(at("2026-11-30T10:00"));
    }

    @Test
    void whoeverNeverWorksHasTimeLikeAnyOther() {
        assertThat(Deadlines.after(never, at("2026-12-11T16:00"), WorkingAmount.days(2)))
                .isEqualTo(at("2026-12-13T16:00"));
        assertThat(Deadlines.after(never, at("2026-12-11T16:00"), WorkingAmount.hours(3)))
                .isEqualTo(at("2026-12-11T19:00"));
        assertThat(Deadlines.next(never, at("2026-12-12T12:00"))).isEqualTo(at("2026-12-12T12:00"));
        assertThat(Deadlines.before(never, at("2026-12-11T16:00"), 3)).isEqualTo(at("2026-12-08T16:00"));
    }

    private Instant before(String end, int days) {
        return Deadlines.before(berlin, at(end), days);
    }

    private static Instant at(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }
}
