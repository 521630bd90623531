package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aReviewAtTenStaysAtTen() {
        var recurrence = at("2026-03-24T10:00", "FREQ=WEEKLY");

        assertThat(moments(recurrence, HolidayCalendar.NONE, 2)).containsExactly("2026-03-24T09:00:00Z",
                "2026-03-31T08:00:00Z");
    }

    @Test
    void aTimeThatClocksLeaveOutIsAsMuchLaterAsTheyAreSet() {
        assertThat(locals(at("2026-03-28T02:30", "FREQ=DAILY"), HolidayCalendar.NONE, 3)).containsExactly(
                "2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30");
    }

    @Test
    void aTimeThatClocksShowTwiceIsTheFirst() {
        assertThat(moments(at("2026-10-24T02:30", "FREQ=DAILY"), HolidayCalendar.NONE, 3)).containsExactly(
                "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void twoThatAClockChangeBringsTogetherAreOne() {
        assertThat(locals(at("2026-03-29T01:00", "FREQ=HOURLY"), HolidayCalendar.NONE, 4)).containsExactly(
                "2026-03-29T01:00", "2026-03-29T03:00", "2026-03-29T04:00", "2026-03-29T05:00");
    }

    @Test
    void aDayThatNeverWasIsNotHeldTwice() {
        var samoa = Recurrence.of(LocalDateTime.parse("2011-12-28T10:00"), ZoneId.of("Pacific/Apia"), "FREQ=DAILY");

        assertThat(locals(samoa, HolidayCalendar.NONE, 4)).containsExactly("2011-12-28T10:00", "2011-12-29T10:00",
                "2011-12-31T10:00", "2012-01-01T10:00");
        assertThat(samoa.after(Instant.MIN, HolidayCalendar.NONE).limit(4).map(Occurrence::planned))
                .doesNotContain(LocalDateTime.parse("2011-12-30T10:00"));
    }

    @Test
    void theEndIsAMomentAlsoInTheHourThatComesTwice() {
        String inTheSecondHour = "FREQ=DAILY;UNTIL=20261025T011500Z";

        assertThat(locals(at("2026-10-24T02:30", inTheSecondHour), HolidayCalendar.NONE, 9)).containsExactly(
                "2026-10-24T02:30", "2026-10-25T02:30");
        assertThat(locals(at("2026-10-24T03:00", inTheSecondHour), HolidayCalendar.NONE, 9)).containsExactly(
                "2026-10-24T03:00");
    }

    @Test
    void aDateAsTheEndIsTheWholeOfThatDay() {
        assertThat(locals(at("2026-11-29T10:00", "FREQ=DAILY;UNTIL=20261201"), HolidayCalendar.NONE, 9))
                .containsExactly("2026-11-29T10:00", "2026-11-30T10:00", "2026-12-01T10:00");
    }

    @Test
    void anExceptionDoesNotCountAgainAndAnExtraTimeDoesNotCount() {
        var recurrence = at("2026-06-01T10:00", "FREQ=DAILY;COUNT=3").except(LocalDateTime.parse("2026-06-02T10:00"))
                .plus(LocalDateTime.parse("2026-06-10T12:00")).plus(LocalDateTime.parse("2026-06-03T10:00"));

        assertThat(locals(recurrence, HolidayCalendar.NONE, 9)).containsExactly("2026-06-01T10:00", "2026-06-03T10:00",
                "2026-06-10T12:00");
    }

    @Test
    void onAHolidayItRunsIsSkippedOrMoves() {
        var christmas = holidays("2026-12-25", "2026-12-28");
        var fridays = at("2026-12-18T10:00", "FREQ=WEEKLY;BYDAY=FR;COUNT=3");

        assertThat(locals(fridays, christmas, 9)).containsExactly("2026-12-18T10:00", "2026-12-25T10:00",
                "2027-01-01T10:00");
        assertThat(locals(fridays.onHoliday(OnHoliday.SKIP), christmas, 9)).containsExactly("2026-12-18T10:00",
                "2027-01-01T10:00");
        assertThat(locals(fridays.onHoliday(OnHoliday.PREVIOUS_WORKING_DAY), christmas, 9)).containsExactly(
                "2026-12-18T10:00", "2026-12-24T10:00", "2027-01-01T10:00");
        Occurrence moved = fridays.onHoliday(OnHoliday.NEXT_WORKING_DAY).after(Instant.MIN, christmas).skip(1)
                .findFirst().orElseThrow();
        assertThat(moved).isEqualTo(new Occurrence(Instant.parse("2026-12-29T09:00:00Z"),
                LocalDateTime.parse("2026-12-29T10:00"), LocalDateTime.parse("2026-12-25T10:00"), true));
    }

    @Test
    void whatMovesGivesWayToWhatIsThereAndOnlyOneOfSeveralArrives() {
        var daily = at("2026-12-23T10:00", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=5")
                .onHoliday(OnHoliday.NEXT_WORKING_DAY);
        assertThat(locals(daily, holidays("2026-12-24", "2026-12-25"), 9)).containsExactly("2026-12-23T10:00",
                "2026-12-28T10:00", "2026-12-29T10:00");

        var twice = at("2026-12-24T10:00", "FREQ=WEEKLY;BYDAY=TH,FR;COUNT=2").onHoliday(OnHoliday.NEXT_WORKING_DAY);
        assertThat(twice.after(Instant.MIN, holidays("2026-12-24", "2026-12-25")).map(Occurrence::planned))
                .containsExactly(LocalDateTime.parse("2026-12-25T10:00"));
    }

    @Test
    void nothingMovesPastAnother() {
        var fridaysAndSaturdays = at("2026-12-25T10:00", "FREQ=WEEKLY;BYDAY=FR,SA;COUNT=2")
                .onHoliday(OnHoliday.NEXT_WORKING_DAY);

        assertThat(locals(fridaysAndSaturdays, holidays("2026-12-25"), 9)).containsExactly("2026-12-26T10:00");
    }

    @Test
    void theLastWorkingDayOfTheMonth() {
        var recurrence = at("2026-01-01T15:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
                .onHoliday(OnHoliday.PREVIOUS_WORKING_DAY);

        assertThat(locals(recurrence, holidays("2026-04-30", "2026-12-31"), 12)).containsExactly("2026-01-30T15:00",
                "2026-02-27T15:00", "2026-03-31T15:00", "2026-04-29T15:00", "2026-05-29T15:00", "2026-06-30T15:00",
                "2026-07-31T15:00", "2026-08-31T15:00", "2026-09-30T15:00", "2026-10-30T15:00", "2026-11-30T15:00",
                "2026-12-30T15:00");
    }

    @Test
    void theFifteenthOrTheWorkingDayAfter() {
        var recurrence = at("2026-08-01T09:00", "FREQ=MONTHLY;BYMONTHDAY=15").onHoliday(OnHoliday.NEXT_WORKING_DAY)
                .weekendsToo(true);

        assertThat(locals(recurrence, holidays("2026-08-17"), 3)).containsExactly("2026-08-18T09:00",
                "2026-09-15T09:00", "2026-10-15T09:00");
    }

    @Test
    void anExtraTimeIsHeldEvenOnAHoliday() {
        var recurrence = at("2026-12-21T09:00", "FREQ=DAILY;COUNT=1").onHoliday(OnHoliday.SKIP)
                .plus(LocalDateTime.parse("2026-12-25T09:00"));

        assertThat(locals(recurrence, holidays("2026-12-25"), 9)).containsExactly("2026-12-21T09:00",
                "2026-12-25T09:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30",
            "FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366", "FREQ=HOURLY;BYDAY=MO;BYSETPOS=3",
            "FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", "FREQ=MINUTELY;BYMONTH=3;BYYEARDAY=366"})
    void whatNeverHappensIsFoundOutInTime(String rule) {
        var recurrence = at("2023-01-02T09:00", rule);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(recurrence.first(HolidayCalendar.NONE))
                .isEmpty());
    }

    @Test
    void whatIsAlwaysAHolidayIsFoundOutInTime() {
        var always = holidays();
        HolidayCalendar noWork = day -> Optional.of("Every day is one");

        assertThat(at("2026-01-01T00:00", "FREQ=MINUTELY").first(always)).isPresent();
        for (OnHoliday what : List.of(OnHoliday.SKIP, OnHoliday.NEXT_WORKING_DAY, OnHoliday.PREVIOUS_WORKING_DAY)) {
            for (String rule : List.of("FREQ=MINUTELY", "FREQ=DAILY", "FREQ=YEARLY")) {
                assertTimeoutPreemptively(Duration.ofSeconds(10),
                        () -> assertThat(at("2026-01-01T00:00", rule).onHoliday(what).first(noWork)).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO                       | 2044-02-29T09:00
            FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=8;BYMINUTE=5 | 2044-02-29T08:05
            FREQ=HOURLY;BYMONTH=12;BYMONTHDAY=31;BYHOUR=23                    | 2023-12-31T23:00
            FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO                                  | 2026-12-28T09:00
            FREQ=YEARLY;BYMONTHDAY=13                                         | 2023-01-13T09:00
            """)
    void whatIsRareIsFound(String rule, LocalDateTime first) {
        assertThat(at("2023-01-02T09:00", rule).first(HolidayCalendar.NONE).orElseThrow().local()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 52, 53, -1, -2, -53})
    void weeksAreThoseOfTheCalendar(int week) {
        var start = LocalDate.of(2023, 1, 2);
        var ofYear = WeekFields.ISO.weekOfWeekBasedYear();
        List<LocalDate> expected = start.datesUntil(LocalDate.of(2060, 12, 1))
                .filter(day -> day.getDayOfWeek() == DayOfWeek.MONDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY)
                .filter(day -> week > 0
                        ? day.get(ofYear) == week
                        : day.get(ofYear) == day.range(ofYear).getMaximum() + 1 + week)
                .toList();

        assertThat(at("2023-01-02T09:00", "FREQ=YEARLY;BYDAY=MO,SU;BYWEEKNO=" + week)
                .after(Instant.MIN, HolidayCalendar.NONE).map(it -> it.local().toLocalDate())
                .takeWhile(day -> day.isBefore(LocalDate.of(2060, 12, 1)))).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=SECONDLY                    | FREQ is MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY, not “SECONDLY”.
            BYDAY=MO                         | FREQ is missing: how often, such as FREQ=WEEKLY.
            FREQ=DAILY;COUNT=0               | COUNT takes numbers from 1 to 100000, not “0”.
            FREQ=DAILY;COUNT=2;UNTIL=20260101 | A rule ends after a count or at a date, not both.
            FREQ=DAILY;UNTIL=tomorrow        | UNTIL=TOMORROW is not a date, which looks like 20261201 or 20261201T150000Z.
            FREQ=WEEKLY;BYDAY=2MO            | A numbered day such as 2TU belongs to monthly rules, and to yearly ones without BYWEEKNO.
            FREQ=WEEKLY;BYDAY=XX             | “XX” is not a day, which looks like MO or 2TU.
            FREQ=MONTHLY;BYMONTHDAY=0        | BYMONTHDAY takes numbers from -31 to 31, without 0, not “0”.
            FREQ=MONTHLY;BYSETPOS=1          | BYSETPOS needs another BY part to choose from.
            FREQ=YEARLY;BYYEARDAY=-366;BYDAY=WE | The 366th day of a year cannot be combined with days of the week.
            FREQ=DAILY;FREQ=DAILY            | FREQ stands in the rule twice.
            FREQ=DAILY;RSCALE=HEBREW         | “RSCALE” is not a part of a rule.
            every day                        | “EVERY DAY” is not a part of a rule, which looks like FREQ=WEEKLY.
            """)
    void aRuleThatCannotBeTakenSaysWhy(String rule, String sentence) {
        assertThatThrownBy(() -> at("2026-01-01T09:00", rule)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void equalRulesAreOneText() {
        var one = at("2026-01-01T09:00", "RRULE:freq=weekly;wkst=MO;byday=TH,MO,MO;interval=1;until=20260701T080000Z");

        assertThat(one.rule()).isEqualTo("FREQ=WEEKLY;UNTIL=20260701T100000;BYDAY=MO,TH");
        assertThat(one).isEqualTo(at("2026-01-01T09:00", "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260701T100000"))
                .hasSameHashCodeAs(at("2026-01-01T09:00", "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260701T100000"));
        assertThat(one.parts().inUtc(BERLIN)).isEqualTo("FREQ=WEEKLY;UNTIL=20260701T080000Z;BYDAY=MO,TH");
    }

    @Test
    void isKeptAsText() {
        var recurrence = at("2026-03-03T10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
                .onHoliday(OnHoliday.NEXT_WORKING_DAY).weekendsToo(true)
                .except(LocalDateTime.parse("2026-03-17T10:00")).plus(LocalDateTime.parse("2026-03-18T10:00"));

        assertThat(recurrence.text()).isEqualTo("""
                DTSTART;TZID=Europe/Berlin:20260303T100000
                RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
                X-STEWARD-HOLIDAYS:NEXT_WORKING_DAY+WEEKENDS
                EXDATE:20260317T100000
                RDATE:20260318T100000""");
        assertThat(Recurrence.read(recurrence.text())).isEqualTo(recurrence);
        assertThatThrownBy(() -> Recurrence.read("DTSTART;TZID=Europe/Nowhere:20260303T100000\nRRULE:FREQ=DAILY"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Recurrence.read("RRULE:FREQ=DAILY")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Recurrence at(String start, String rule) {
        return Recurrence.of(LocalDateTime.parse(start), BERLIN, rule);
    }

    private static HolidayCalendar holidays(String... days) {
        Set<String> all = Set.of(days);
        return new HolidayCalendar() {
            @Override
            public Optional<String> holiday(LocalDate day) {
                return all.contains(day.toString()) ? Optional.of("Holiday") : Optional.empty();
            }

            @Override
            public Set<DayOfWeek> weekend() {
                return SATURDAY_AND_SUNDAY;
            }
        };
    }

    private static List<String> locals(Recurrence recurrence, HolidayCalendar holidays, int most) {
        return recurrence.after(Instant.MIN, holidays).limit(most).map(it -> it.local().toString()).toList();
    }

    private static List<String> moments(Recurrence recurrence, HolidayCalendar holidays, int most) {
        return recurrence.after(Instant.MIN, holidays).limit(most).map(it -> it.at().toString()).toList();
    }
}
