package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;

/** In December 2026, whose first is a Tuesday. */
class DueTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private final WorkingTime berlin = WorkingTime.of(BERLIN, WorkingWeek.USUAL, HolidayCalendar.NONE, List.of());

    @Test
    void soManyWorkingDaysBeforeItGoesOut() {
        assertThat(due("3 before", "2026-12-11T16:00")).isEqualTo(at("2026-12-08T16:00"));
        assertThat(due("1 before", "2026-12-14T16:00")).as("over a weekend").isEqualTo(at("2026-12-11T16:00"));
        assertThat(due("5 before", "2026-12-14T09:00")).isEqualTo(at("2026-12-07T09:00"));
    }

    @Test
    void whatGoesOutWhenNobodyWorksLeavesTheWholeDaysBeforeIt() {
        assertThat(due("1 before", "2026-12-13T12:00")).as("a Sunday: Friday is the day").isEqualTo(
                at("2026-12-10T17:00"));
        assertThat(due("1 before", "2026-12-14T07:00")).as("early on Monday").isEqualTo(at("2026-12-10T17:00"));
        assertThat(due("1 before", "2026-12-11T20:00")).as("late on Friday").isEqualTo(at("2026-12-10T17:00"));
    }

    @Test
    void holidaysAndShortDaysCount() {
        HolidayCalendar friday = day -> day.equals(LocalDate.parse("2026-12-11"))
                ? Optional.of("A day off")
                : Optional.empty();
        var resting = WorkingTime.of(BERLIN, WorkingWeek.USUAL, friday, List.of());
        assertThat(Due.of(offset("1 before"), goes("2026-12-14T10:00"), resting)).contains(at("2026-12-10T10:00"));

        var shortFridays = WorkingTime.of(BERLIN, WorkingWeek.parse(
                "MONDAY 09:00-17:00; THURSDAY 09:00-17:00; FRIDAY 09:00-12:00"),
                HolidayCalendar.NONE, List.of());
        assertThat(Due.of(offset("1 before"), goes("2026-12-14T16:00"), shortFridays)).as("Friday has no 16:00")
                .contains(at("2026-12-11T12:00"));
    }

    @Test
    void onTheDayIsWhenItGoesOutOrWhenTheyComeToWork() {
        assertThat(due("on the day", "2026-12-11T16:00")).isEqualTo(at("2026-12-11T16:00"));
        assertThat(due("on the day", "2026-12-11T20:00")).isEqualTo(at("2026-12-14T09:00"));
        assertThat(due("2 after", "2026-12-11T16:00")).isEqualTo(at("2026-12-15T16:00"));
    }

    @Test
    void whatHadToBeDoneBeforeAnybodyKnewIsDueADayLaterOrWhenItGoesOut() {
        assertThat(due("5 before", "2026-12-04T16:00")).as("known since Tuesday, 10:00").isEqualTo(
                at("2026-12-02T10:00"));
        assertThat(due("5 before", "2026-12-01T15:00")).isEqualTo(at("2026-12-01T15:00"));
    }

    @Test
    void onceItIsOutWhatWasDueBeforeIsDueTheNextWorkingDay() {
        Launch out = out("2026-12-11T16:00");
        assertThat(Due.of(offset("3 before"), out, berlin)).contains(at("2026-12-14T16:00"));
        assertThat(Due.of(offset("on the day"), out, berlin)).contains(at("2026-12-11T16:00"));
        assertThat(Due.of(offset("2 after"), out, berlin)).contains(at("2026-12-15T16:00"));
    }

    @Test
    void nothingHasADateWhileNobodyKnowsWhenItGoesOut() {
        for (String when : List.of("3 before", "on the day", "2 after")) {
            assertThat(Due.of(offset(when), new Launch(null, null, true, known()), berlin)).as(when).isEmpty();
        }
    }

    @Test
    void whoeverNeverWorksHasDaysLikeAnyOther() {
        HolidayCalendar always = day -> Optional.of("Never again");
        var never = WorkingTime.of(BERLIN, WorkingWeek.USUAL, always, List.of());
        assertThat(Due.of(offset("3 before"), goes("2026-12-11T16:00"), never)).contains(at("2026-12-08T16:00"));
        assertThat(Due.of(offset("2 after"), goes("2026-12-11T16:00"), never)).contains(at("2026-12-13T16:00"));
    }

    @Test
    void offsetsAreReadAsTheyAreWritten() {
        assertThat(Offset.parse(" 3 Before ")).contains(new Offset(-3));
        assertThat(Offset.parse("on the day")).contains(new Offset(0));
        assertThat(Offset.parse("60 after")).contains(new Offset(60));
        for (String wrong : List.of("", "3", "0 before", "61 after", "-1 before", "3 days before", "soon")) {
            assertThat(Offset.parse(wrong)).as(wrong).isEmpty();
        }
        assertThat(List.of(-3, -1, 0, 1).stream().map(days -> new Offset(days).words())).containsExactly(
                "3 working days before", "1 working day before", "on the day", "1 working day after");
    }

    private @Nullable Instant due(String offset, String goes) {
        return Due.of(offset(offset), goes(goes), berlin).orElse(null);
    }

    private static Offset offset(String words) {
        return Offset.parse(words).orElseThrow();
    }

    private static Launch goes(String time) {
        return new Launch(at(time), null, true, known());
    }

    private static Launch out(String time) {
        return new Launch(null, at(time), false, at(time));
    }

    private static Instant known() {
        return at("2026-12-01T10:00");
    }

    private static Instant at(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }
}
