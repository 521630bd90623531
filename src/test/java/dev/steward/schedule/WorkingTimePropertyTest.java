package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;

import dev.steward.schedule.WorkingWeek.Hours;

/** Against the minute by minute count, in every zone, around changes of the clock more often than not. */
class WorkingTimePropertyTest {
    private static final List<String> ZONES = Zones.IDS;
    /** Half an hour, a whole day left out, at midnight, around Ramadan, a minute after midnight, ... */
    private static final List<String> ODD = List.of("Australia/Lord_Howe", "Pacific/Apia", "America/Santiago",
            "Africa/Casablanca", "America/St_Johns", "Asia/Pyongyang", "America/Caracas", "Antarctica/Troll",
            "Pacific/Fakaofo", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Tehran");
    private static final int WINDOW = 26 * 24 * 60;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void agreesWithWhoLooksAtEveryMinute(@ForAll("lives") Life life) {
        var expected = new MinuteByMinute(life.start(), WINDOW, life.zone(), life.week(), life.calendar(),
                life.absences());
        WorkingTime time = life.time();

        for (int minute : life.asked()) {
            Instant from = life.start().plus(minute, ChronoUnit.MINUTES);
            Instant to = life.start().plus(life.asked().get(0), ChronoUnit.MINUTES);
            assertThat(time.between(from, to)).as("between %s and %s", from, to)
                    .isEqualTo(Duration.ofMinutes(
                            from.isBefore(to)
                                    ? expected.minutesBetween(from, to)
                                    : -expected.minutesBetween(to, from)));
            expected.next(from).ifPresent(
                    next -> assertThat(time.next(from)).as("next after %s", from).isEqualTo(next));
            for (int amount : new int[]{0, 1, 60, 480, life.asked().get(1) / 4}) {
                expected.plusMinutes(from, amount).ifPresent(then -> assertThat(
                        time.plus(from, new WorkingAmount.Time(Duration.ofMinutes(amount))))
                        .as("%d minutes after %s", amount, from).isEqualTo(then));
            }
            for (int amount = 0; amount < 7; amount++) {
                int days = amount;
                expected.plusDays(from, amount).ifPresent(then -> assertThat(
                        time.plus(from, WorkingAmount.days(days))).as("%d days after %s", days, from).isEqualTo(then));
            }
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void laterStartsAndLargerAmountsNeverEndSooner(@ForAll("lives") Life life) {
        WorkingTime time = life.time();
        List<Instant> starts = life.asked().stream().sorted().map(
                minute -> life.start().plus(minute, ChronoUnit.MINUTES)).toList();
        for (int i = 1; i < starts.size(); i++) {
            for (int days = 0; days < 5; days++) {
                try {
                    Instant then = time.plus(starts.get(i), WorkingAmount.days(days));
                    assertThat(then).isAfterOrEqualTo(time.plus(starts.get(i - 1), WorkingAmount.days(days)))
                            .isBefore(time.plus(starts.get(i), WorkingAmount.days(days + 2)));
                } catch (NoWorkingTime none) {
                    assertThat(life.endsSometime()).isTrue();
                }
            }
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void soManyWorkingDaysBeforeIsTheLastMomentThatLeavesThem(@ForAll("lives") Life life) {
        Assume.that(!life.endsSometime());
        for (int minute : life.asked()) {
            Instant end = life.start().plus(minute, ChronoUnit.MINUTES).plusSeconds(minute % 60);
            int days = 1 + minute % 6;
            Instant last = Deadlines.before(life.time(), end, days);
            assertThat(last).isBefore(end);
            assertThat(life.time().plus(last.minusSeconds(1), WorkingAmount.days(days)))
                    .as("%d days before %s, in time", days, end).isBeforeOrEqualTo(end);
            assertThat(life.time().plus(last.plusSeconds(1), WorkingAmount.days(days)))
                    .as("%d days before %s, too late", days, end).isAfter(end);
        }
    }

    /**
     * @param start  of what is looked at
     * @param asked  minutes since then
     */
    record Life(Instant start, ZoneId zone, WorkingWeek week, Set<LocalDate> holidays, List<Absence> absences,
            List<Integer> asked) {
        HolidayCalendar calendar() {
            return day -> holidays.contains(day) ? Optional.of("Holiday") : Optional.empty();
        }

        WorkingTime time() {
            return WorkingTime.of(zone, week, calendar(), absences);
        }

        boolean endsSometime() {
            return absences.stream().anyMatch(absence -> absence.to() == null);
        }
    }

    @Provide
    Arbitrary<Life> lives() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).map(seed -> life(new Random(seed)));
    }

    private static Life life(Random random) {
        ZoneId zone = ZoneId.of(random.nextBoolean() ? any(ODD, random) : any(ZONES, random));
        Instant middle = Instant.parse("2000-01-01T00:00:00Z").plus(random.nextInt(40 * 365 * 24 * 60),
                ChronoUnit.MINUTES);
        ZoneOffsetTransition change = zone.getRules().nextTransition(middle);
        if (change != null && random.nextInt(4) > 0) {
            middle = change.getInstant();
        }
        Instant start = middle.minus(12, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        WorkingWeek week = week(random);
        LocalDate first = LocalDate.ofInstant(start, zone);
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            holidays.add(first.plusDays(random.nextInt(26)));
        }
        List<Absence> absences = new ArrayList<>();
        for (int i = random.nextInt(5) * random.nextInt(4); i > 0; i--) {
            Instant from = start.plus(random.nextInt(WINDOW) - 3 * 24 * 60, ChronoUnit.MINUTES);
            int length = 1 + random.nextInt(random.nextInt(1, 5 * 24 * 60));
            absences.add(new Absence(from, random.nextInt(30) == 0 ? null : from.plus(length, ChronoUnit.MINUTES)));
        }
        List<Integer> asked = random.ints(8, 0, WINDOW / 2).boxed().toList();
        return new Life(start, zone, week, holidays, absences, asked);
    }

    /** Offices with a long lunch, nights, round the clock, one minute a week. */
    private static WorkingWeek week(Random random) {
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        int kind = random.nextInt(6);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(7) < 5) {
                week.put(day, switch (kind) {
                    case 0 -> List.of(Hours.of("09:00", "17:00"));
                    case 1 -> List.of(Hours.of("08:30", "12:00"), Hours.of("14:15", "19:00"));
                    case 2 -> List.of(Hours.of("22:00", "06:00"));
                    case 3 -> List.of(new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
                    case 4 ->
                        List.of(Hours.of("00:10", "00:45"), Hours.of("02:00", "02:30"), Hours.of("23:30", "00:10"));
                    default -> List.of(span(random));
                });
            }
        }
        if (week.isEmpty()) {
            week.put(DayOfWeek.MONDAY, List.of(Hours.of("02:30", "02:31")));
        }
        return new WorkingWeek(week);
    }

    private static Hours span(Random random) {
        int from = random.nextInt(24 * 60 - 1);
        int to = random.nextInt(from + 1, 24 * 60);
        return new Hours(LocalTime.ofSecondOfDay(60L * from), LocalTime.ofSecondOfDay(60L * to));
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
