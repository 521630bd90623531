package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;

/** What holds of dates and of chases, whoever's working time it is and whatever the clocks do. */
class DuePropertyTest {
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata",
            "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns");
    private static final List<String> WEEKS = List.of(WorkingWeek.USUAL.toString(),
            "SUNDAY 08:00-12:00 13:00-17:00; MONDAY 08:00-12:00 13:00-17:00; WEDNESDAY 08:00-12:00",
            "MONDAY 09:00-17:00; TUESDAY 09:00-17:00; THURSDAY 09:00-17:00; FRIDAY 09:00-13:00",
            "MONDAY 22:00-06:00; WEDNESDAY 22:00-06:00", "TUESDAY 10:00-14:00");

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void whatGoesOutLaterIsNeverDueEarlier(@ForAll("lives") Life life) {
        Launch first = life.launch(life.goes());
        Launch later = life.launch(life.goes().plus(Duration.ofHours(life.random(300))));
        for (int days = -life.days(); days <= life.days(); days++) {
            assertThat(due(days, later, life)).isAfterOrEqualTo(due(days, first, life));
            assertThat(due(days, first, life)).isAfterOrEqualTo(life.known());
            if (days < 0) {
                assertThat(due(days, first, life)).isBeforeOrEqualTo(first.goesAt());
                assertThat(due(days, first, life)).isBeforeOrEqualTo(due(days + 1, first, life));
            }
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void theStepsOfAChaseComeInOrderAndEachOnce(@ForAll("lives") Life life) {
        Launch launch = life.random(2) == 0 ? life.launch(life.goes()) : new Launch(null, null, true, life.known());
        var offset = new Offset(-life.days());
        Chase chase = Chase.of(offset, Due.of(offset, launch, life.hours()).orElse(null), launch, life.hours())
                .orElseThrow();
        Instant now = life.known();
        int taken = 0;
        for (int fired = 0; fired < 8; fired++) {
            Instant next = chase.at(taken);
            assertThat(next).as("never before it was asked for, nor before the step before it")
                    .isAfterOrEqualTo(now);
            int then = chase.taken(next);
            assertThat(then).as("a timer that fires on time takes a step").isGreaterThan(taken);
            assertThat(chase.taken(next.minusNanos(1))).as("and none before").isLessThanOrEqualTo(taken);
            taken = then;
            now = next;
        }
    }

    private static Instant due(int days, Launch launch, Life life) {
        return Due.of(new Offset(days), launch, life.hours()).orElseThrow();
    }

    /** @param known since when it is known that it goes out, and when */
    record Life(WorkingTime hours, Instant known, Instant goes, int days, long seed) {
        int random(int below) {
            return new Random(seed).nextInt(below);
        }

        Launch launch(Instant at) {
            return new Launch(at, null, true, known);
        }
    }

    @Provide
    Arbitrary<Life> lives() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).map(seed -> life(new Random(seed)));
    }

    private static Life life(Random random) {
        Instant known = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(random.nextInt(10 * 365) * 86_400L
                + random.nextInt(86_400));
        Instant goes = known.plusSeconds(1 + random.nextInt(random.nextBoolean() ? 3_000_000 : 200_000));
        Set<LocalDate> off = new HashSet<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            off.add(LocalDate.ofInstant(known, ZoneId.of("UTC")).plusDays(random.nextInt(40) - 5L));
        }
        HolidayCalendar holidays = day -> off.contains(day) ? Optional.of("Holiday") : Optional.empty();
        return new Life(WorkingTime.of(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                WorkingWeek.parse(WEEKS.get(random.nextInt(WEEKS.size()))), holidays, List.of()), known, goes,
                1 + random.nextInt(6), random.nextLong());
    }
}
