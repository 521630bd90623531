package dev.steward.schedule;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.schedule.WorkingWeek.Hours;

/** 2026-03-06 is a Friday; clocks in Berlin are put forward on Sunday, 29 March 2026, and back on 25 October. */
class WorkingTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final WorkingAmount ONE_DAY = WorkingAmount.days(1);

    @Test
    void aWorkingDayAfterFridayAfternoonIsMondayAfternoon() {
        assertThat(plus("2026-03-06T16:00", ONE_DAY)).isEqualTo("2026-03-09T16:00");
        assertThat(plus("2026-03-04T16:00", ONE_DAY)).isEqualTo("2026-03-05T16:00");
        assertThat(plus("2026-03-06T16:00", WorkingAmount.days(10))).isEqualTo("2026-03-20T16:00");
        assertThat(plus("2026-03-06T16:00", WorkingAmount.days(0))).isEqualTo("2026-03-06T16:00");
    }

    @Test
    void whatStartsOutsideWorkingTimeStartsWhenWorkGoesOn() {
        assertThat(plus("2026-03-07T12:00", ONE_DAY)).isEqualTo("2026-03-10T09:00");
        assertThat(plus("2026-03-06T17:00", ONE_DAY)).isEqualTo("2026-03-10T09:00");
        assertThat(plus("2026-03-06T07:00", ONE_DAY)).isEqualTo("2026-03-09T09:00");
        assertThat(plus("2026-03-07T12:00", WorkingAmount.days(0))).isEqualTo("2026-03-09T09:00");
        assertThat(plus("2026-03-07T12:00", WorkingAmount.hours(2))).isEqualTo("2026-03-09T11:00");
    }

    @Test
    void workingHoursPassOnlyAtWork() {
        assertThat(plus("2026-03-06T16:00", WorkingAmount.hours(2))).isEqualTo("2026-03-09T10:00");
        assertThat(plus("2026-03-09T09:00", WorkingAmount.hours(8))).isEqualTo("2026-03-09T17:00");
        assertThat(plus("2026-03-06T17:00", WorkingAmount.hours(0))).isEqualTo("2026-03-09T09:00");
        assertThat(usual().between(at("2026-03-06T16:00"), at("2026-03-09T10:00"))).isEqualTo(Duration.ofHours(2));
        assertThat(usual().between(at("2026-03-09T10:00"), at("2026-03-06T16:00"))).isEqualTo(Duration.ofHours(-2));
        assertThat(usual().between(at("2026-03-06T18:00"), at("2026-03-09T08:00"))).isZero();
    }

    @Test
    void itIsExactToTheNanosecond() {
        Instant almostFive = at("2026-03-06T17:00").minusNanos(1);

        assertThat(usual().next(almostFive)).isEqualTo(almostFive);
        assertThat(usual().plus(almostFive, new WorkingAmount.Time(Duration.ofNanos(1))))
                .isEqualTo(at("2026-03-06T17:00"));
        assertThat(usual().plus(almostFive, new WorkingAmount.Time(Duration.ofNanos(2))))
                .isEqualTo(at("2026-03-09T09:00").plusNanos(1));
        assertThat(usual().plus(almostFive, ONE_DAY)).isEqualTo(at("2026-03-09T17:00").minusNanos(1));
    }

    @Test
    void holidaysAreNotCounted() {
        WorkingTime time = time(BERLIN, WorkingWeek.USUAL, Set.of("2026-03-09", "2026-03-07"));

        assertThat(time.plus(at("2026-03-06T16:00"), ONE_DAY)).isEqualTo(at("2026-03-10T16:00"));
        assertThat(time.plus(at("2026-03-06T16:00"), WorkingAmount.hours(2))).isEqualTo(at("2026-03-10T10:00"));
        assertThat(time.next(at("2026-03-09T12:00"))).isEqualTo(at("2026-03-10T09:00"));
    }

    @Test
    void aDayOfAbsenceIsNotCountedAndPartOfADayIs() {
        WorkingTime monday = time(BERLIN, WorkingWeek.USUAL, Set.of(), absent("2026-03-09T00:00", "2026-03-10T00:00"));
        WorkingTime afternoon = time(BERLIN, WorkingWeek.USUAL, Set.of(),
                absent("2026-03-09T13:00", "2026-03-10T00:00"));
        WorkingTime morning = time(BERLIN, WorkingWeek.USUAL, Set.of(), absent("2026-03-09T09:00", "2026-03-09T13:00"));

        assertThat(monday.plus(at("2026-03-06T16:00"), ONE_DAY)).isEqualTo(at("2026-03-10T16:00"));
        assertThat(afternoon.plus(at("2026-03-06T16:00"), ONE_DAY)).isEqualTo(at("2026-03-09T13:00"));
        assertThat(afternoon.plus(at("2026-03-06T16:00"), WorkingAmount.days(2))).isEqualTo(at("2026-03-10T16:00"));
        assertThat(morning.plus(at("2026-03-06T10:00"), ONE_DAY)).isEqualTo(at("2026-03-09T13:00"));
        assertThat(morning.plus(at("2026-03-06T16:00"), ONE_DAY)).isEqualTo(at("2026-03-09T16:00"));
    }

    @Test
    void aMorningAndAnAfternoonOffMakeADay() {
        WorkingWeek longLunch = new WorkingWeek(Map.of(
                MONDAY, List.of(Hours.of("13:00", "17:00"), Hours.of("09:00", "12:00")),
                TUESDAY, List.of(Hours.of("09:00", "17:00"))));
        WorkingTime time = time(BERLIN, longLunch, Set.of(), absent("2026-03-09T12:30", "2026-03-09T18:00"),
                absent("2026-03-09T08:00", "2026-03-09T12:00"));

        assertThat(time.plus(at("2026-03-03T10:00"), ONE_DAY)).isEqualTo(at("2026-03-10T10:00"));
    }

    @Test
    void aShortFridayEndsWhatWouldBeLater() {
        WorkingWeek week = new WorkingWeek(Map.of(
                THURSDAY, List.of(Hours.of("09:00", "17:00")),
                FRIDAY, List.of(Hours.of("09:00", "13:00")),
                MONDAY, List.of(Hours.of("09:00", "12:00"), Hours.of("14:00", "17:00"))));
        WorkingTime time = time(BERLIN, week, Set.of());

        assertThat(time.plus(at("2026-03-05T16:00"), ONE_DAY)).isEqualTo(at("2026-03-06T13:00"));
        assertThat(time.plus(at("2026-03-05T16:00"), WorkingAmount.days(2))).isEqualTo(at("2026-03-09T16:00"));
        assertThat(time.plus(at("2026-03-05T13:00"), WorkingAmount.days(2))).isEqualTo(at("2026-03-09T14:00"));
    }

    @Test
    void aNightBelongsToTheDayItBeginsOn() {
        WorkingWeek nights = WorkingWeek.of(Hours.of("22:00", "06:00"), MONDAY, TUESDAY, WEDNESDAY);
        WorkingTime time = time(BERLIN, nights, Set.of("2026-03-10"));

        assertThat(time.plus(at("2026-03-10T02:00"), ONE_DAY)).isEqualTo(at("2026-03-12T02:00"));
        assertThat(time.between(at("2026-03-09T00:00"), at("2026-03-11T22:00"))).isEqualTo(Duration.ofHours(8));
        assertThat(time.next(at("2026-03-10T23:00"))).isEqualTo(at("2026-03-11T22:00"));
    }

    @Test
    void nightsAreShorterAndLongerWhenClocksChange() {
        WorkingTime time = time(BERLIN, WorkingWeek.of(Hours.of("22:00", "06:00"), DayOfWeek.values()), Set.of());

        assertThat(time.between(at("2026-03-28T22:00"), at("2026-03-29T06:00"))).isEqualTo(Duration.ofHours(7));
        assertThat(time.between(at("2026-10-24T22:00"), at("2026-10-25T06:00"))).isEqualTo(Duration.ofHours(9));
        assertThat(time.plus(at("2026-03-28T23:00"), WorkingAmount.hours(6))).isEqualTo(at("2026-03-29T06:00"));
        assertThat(time.plus(at("2026-03-28T02:30"), ONE_DAY)).isEqualTo(at("2026-03-29T03:00"));
        assertThat(time.plus(at("2026-10-24T02:30"), ONE_DAY)).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(plus("2026-03-27T16:00", ONE_DAY)).isEqualTo("2026-03-30T16:00");
    }

    @Test
    void aDayThatNeverWasIsNoWorkingDay() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        WorkingTime time = time(apia, WorkingWeek.USUAL, Set.of());
        Instant thursday = LocalDateTime.parse("2011-12-29T10:00").atZone(apia).toInstant();

        assertThat(LocalDateTime.ofInstant(time.plus(thursday, ONE_DAY), apia)).isEqualTo("2012-01-02T10:00");
    }

    @Test
    void whereThereIsNoWorkingTimeItSaysSo() {
        WorkingTime never = time(BERLIN, new WorkingWeek(Map.of()), Set.of());
        WorkingTime eternalHoliday = WorkingTime.of(BERLIN, WorkingWeek.USUAL, day -> Optional.of("Holiday"),
                List.of());
        WorkingTime gone = time(BERLIN, WorkingWeek.USUAL, Set.of(), absent("2026-03-09T12:00", null));
        Instant friday = at("2026-03-06T16:00");

        for (WorkingTime time : List.of(never, eternalHoliday, gone)) {
            assertThatExceptionOfType(NoWorkingTime.class).isThrownBy(() -> time.next(at("2026-03-09T12:00")));
            assertThatExceptionOfType(NoWorkingTime.class).isThrownBy(() -> time.plus(friday, WorkingAmount.days(2)));
            assertThatExceptionOfType(NoWorkingTime.class).isThrownBy(() -> time.plus(friday, WorkingAmount.hours(40)));
            assertThat(time.between(at("2026-03-09T12:00"), at("2036-03-10T00:00"))).isZero();
        }
        assertThat(gone.plus(friday, ONE_DAY)).isEqualTo(at("2026-03-09T12:00"));
        assertThat(gone.plus(friday, WorkingAmount.hours(4))).isEqualTo(at("2026-03-09T12:00"));
        assertThatExceptionOfType(NoWorkingTime.class)
                .isThrownBy(() -> usual().plus(friday, WorkingAmount.days(1_000_000)));
        assertThatExceptionOfType(NoWorkingTime.class)
                .isThrownBy(() -> usual().plus(friday, new WorkingAmount.Time(Duration.ofDays(200_000))));
        assertThatIllegalArgumentException().isThrownBy(() -> usual().next(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> WorkingAmount.days(-1));
    }

    @Test
    void spansThatOverlapAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkingWeek(
                Map.of(MONDAY, List.of(Hours.of("09:00", "13:00"), Hours.of("12:00", "17:00")))));
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkingWeek(
                Map.of(MONDAY, List.of(Hours.of("22:00", "06:00")), TUESDAY, List.of(Hours.of("05:00", "12:00")))));
    }

    @Test
    void aWeekIsWrittenAndReadBack() {
        WorkingWeek week = new WorkingWeek(Map.of(FRIDAY, List.of(Hours.of("22:00", "00:00")), MONDAY,
                List.of(Hours.of("13:00", "17:00"), Hours.of("09:00", "12:00"))));

        assertThat(week).hasToString("MONDAY 09:00-12:00 13:00-17:00; FRIDAY 22:00-00:00");
        assertThat(WorkingWeek.parse(week.toString())).isEqualTo(week);
        assertThat(WorkingWeek.parse("")).isEqualTo(new WorkingWeek(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> WorkingWeek.parse("MONDAY nine to five"));
    }

    /** A thousand absences, nine holidays a year, fifty years: each answer is some ten binary searches, and no walk over days. */
    @Test
    void fiftyYearsAndAThousandAbsencesTakeAHandfulOfSteps() {
        var steps = new AtomicInteger();
        var daysAsked = new AtomicInteger();
        var search = new Search() {
            @Override
            int atMost(int size, IntToLongFunction value, long limit) {
                return super.atMost(size, i -> {
                    steps.incrementAndGet();
                    return value.applyAsLong(i);
                }, limit);
            }
        };
        HolidayCalendar holidays = day -> {
            daysAsked.incrementAndGet();
            return day.getDayOfMonth() == 1 && day.getMonthValue() < 10 ? Optional.of("First") : Optional.empty();
        };
        Instant start = at("2026-03-06T16:00");
        List<Absence> absences = IntStream.range(0, 1000).mapToObj(i -> new Absence(
                start.plus(Duration.ofDays(18L * i + 2)), start.plus(Duration.ofDays(18L * i + 5)))).toList();
        WorkingTime time = new WorkingTime(new WorkingCalendar(BERLIN, WorkingWeek.USUAL, holidays, search), absences);
        Instant end = at("2076-03-06T16:00");
        time.between(start, end);
        assertThat(daysAsked.get()).as("each year is looked at once").isLessThan(52 * 366 + 10 * absences.size());

        steps.set(0);
        daysAsked.set(0);
        Duration between = time.between(start, end);
        Instant after = time.plus(start, new WorkingAmount.Time(between));
        time.plus(start, WorkingAmount.days(9_000));
        time.next(end);

        assertThat(after).isAfter(at("2076-03-01T00:00")).isBeforeOrEqualTo(end);
        assertThat(steps.get()).as("steps of all four").isLessThan(400);
        assertThat(daysAsked.get()).as("days looked at by all four").isLessThan(100);
    }

    private static String plus(String start, WorkingAmount amount) {
        return LocalDateTime.ofInstant(usual().plus(at(start), amount), BERLIN).toString();
    }

    private static WorkingTime usual() {
        return time(BERLIN, WorkingWeek.USUAL, Set.of());
    }

    private static WorkingTime time(ZoneId zone, WorkingWeek week, Set<String> holidays, Absence... absences) {
        Set<LocalDate> days = Set.copyOf(holidays.stream().map(LocalDate::parse).toList());
        return WorkingTime.of(zone, week, day -> days.contains(day) ? Optional.of("Holiday") : Optional.empty(),
                List.of(absences));
    }

    private static Absence absent(String from, @Nullable String to) {
        return new Absence(at(from), to == null ? null : at(to));
    }

    private static Instant at(String berlin) {
        return LocalDateTime.parse(berlin).atZone(BERLIN).toInstant();
    }
}
