package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;

import dev.steward.schedule.Absence;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;

/** What holds of the chase of an action, whoever's working time it is, however long they are away, and whatever the clocks do. */
class ActionChasePropertiesTest {
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata",
            "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns");
    private static final List<String> WEEKS = List.of(WorkingWeek.USUAL.toString(),
            "SUNDAY 08:00-12:00 13:00-17:00; MONDAY 08:00-12:00 13:00-17:00; WEDNESDAY 08:00-12:00",
            "MONDAY 09:00-17:00; TUESDAY 09:00-17:00; THURSDAY 09:00-17:00; FRIDAY 09:00-13:00",
            "MONDAY 22:00-06:00; WEDNESDAY 22:00-06:00", "TUESDAY 10:00-14:00");

    @Example
    void anActionOfFridayInAWeekLikeAnyOther() {
        var life = new Life(ZoneId.of("UTC"), WEEKS.getFirst(), LocalDate.of(2026, 12, 4), List.of());
        ActionChase chase = life.chase();
        assertThat(chase.due().at()).isEqualTo("2026-12-04T17:00:00Z");
        assertThat(chase.at(ActionChase.SOON)).isEqualTo("2026-12-03T09:00:00Z");
        assertThat(chase.at(ActionChase.DUE)).isEqualTo("2026-12-04T09:00:00Z");
        assertThat(chase.at(ActionChase.LATE)).as("two whole working days after it was due")
                .isEqualTo("2026-12-09T09:00:00Z");
        assertThat(chase.at(ActionChase.LATE + 1)).isEqualTo("2026-12-16T09:00:00Z");
    }

    @Example
    void nobodyIsToldAtTheVeryEndOfAShortDay() {
        var life = new Life(ZoneId.of("UTC"), WEEKS.get(2), LocalDate.of(2026, 11, 30), List.of(
                new Absence(Instant.parse("2026-11-30T18:00:00Z"), Instant.parse("2026-12-01T14:00:00Z"))));
        assertThat(life.chase().at(ActionChase.LATE)).as("two working days after Tuesday 14:00; Friday ends at 13:00")
                .isEqualTo("2026-12-07T09:00:00Z");
    }

    @Example
    void whoeverIsAwayIsRemindedWhenTheyAreBackAndTheDayStays() {
        var life = new Life(ZoneId.of("UTC"), WEEKS.getFirst(), LocalDate.of(2026, 12, 4), List.of(
                new Absence(Instant.parse("2026-12-03T00:00:00Z"), Instant.parse("2026-12-14T00:00:00Z"))));
        ActionChase chase = life.chase();
        assertThat(chase.due().at()).isEqualTo("2026-12-04T17:00:00Z");
        assertThat(chase.taken(Instant.parse("2026-12-14T08:59:00Z"))).isZero();
        assertThat(chase.taken(Instant.parse("2026-12-14T09:00:00Z"))).isEqualTo(2);
        assertThat(chase.at(ActionChase.LATE)).isEqualTo("2026-12-16T09:00:00Z");
    }

    @Example
    void whoeverIsAwayForNobodyKnowsHowLongIsNotReminded() {
        var life = new Life(ZoneId.of("UTC"), WEEKS.getFirst(), LocalDate.of(2026, 12, 4),
                List.of(new Absence(Instant.parse("2026-12-03T12:00:00Z"), null)));
        ActionChase chase = life.chase();
        assertThat(chase.taken(Instant.parse("2030-01-01T00:00:00Z"))).isEqualTo(1);
        assertThat(chase.at(ActionChase.DUE)).isEqualTo(ActionChase.NEVER);
        assertThat(chase.at(ActionChase.LATE)).isEqualTo(ActionChase.NEVER);
        assertThat(chase.at(ActionChase.LATE + 5)).isEqualTo(ActionChase.NEVER);
    }

    @Example
    void aWeekWithoutWorkIsChasedByTheCalendar() {
        WorkingTime none = WorkingTime.of(ZoneId.of("UTC"), WorkingWeek.parse(WEEKS.getFirst()),
                day -> Optional.of("Holiday"), List.of());
        var due = ActionChase.due(LocalDate.of(2026, 12, 4), ZoneId.of("UTC"), none);
        var chase = new ActionChase(due, ZoneId.of("UTC"), none, none);
        assertThat(due.at()).isEqualTo("2026-12-05T00:00:00Z");
        assertThat(chase.at(ActionChase.SOON)).isEqualTo("2026-12-03T00:00:00Z");
        assertThat(chase.at(ActionChase.LATE)).isEqualTo("2026-12-07T00:00:00Z");
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void theStepsComeInOrderEachOnceAndOnlyWhileTheyWork(@ForAll("lives") Life life) {
        ActionChase chase = life.chase();
        Instant midnight = life.day().atStartOfDay(life.zone()).toInstant();
        assertThat(chase.at(ActionChase.DUE)).as("not before the day").isAfterOrEqualTo(midnight);
        assertThat(chase.at(ActionChase.LATE)).as("not before it is late").isAfter(chase.due().at());
        Instant now = chase.at(ActionChase.SOON);
        int taken = 0;
        for (int fired = 0; fired < 8; fired++) {
            Instant next = chase.at(taken);
            assertThat(next).isAfterOrEqualTo(now);
            assertThat(life.there().next(next)).as("at work, and not away").isEqualTo(next);
            int then = chase.taken(next);
            assertThat(then).as("a timer that fires on time takes a step").isGreaterThan(taken);
            assertThat(chase.taken(next.minusNanos(1))).as("and none before").isLessThanOrEqualTo(taken);
            taken = then;
            now = next;
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void absencesMoveTheChaseOnlyToLaterAndNeverTheDay(@ForAll("lives") Life life) {
        ActionChase chase = life.chase();
        ActionChase always = new Life(life.zone(), life.week(), life.day(), List.of()).chase();
        assertThat(chase.due()).isEqualTo(always.due());
        for (int step = 0; step < 6; step++) {
            assertThat(chase.at(step)).isAfterOrEqualTo(always.at(step));
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void itIsDueThatDayWhereTheyLive(@ForAll("lives") Life life) {
        Instant at = life.chase().due().at();
        assertThat(LocalDate.ofInstant(at.minusNanos(1), life.zone())).isEqualTo(life.day());
    }

    record Life(ZoneId zone, String week, LocalDate day, List<Absence> away) {
        private static final HolidayCalendar HOLIDAYS = day -> day.getDayOfMonth() == 25
                ? Optional.of("Holiday")
                : Optional.empty();

        WorkingTime there() {
            return WorkingTime.of(zone, WorkingWeek.parse(week), HOLIDAYS, away);
        }

        ActionChase chase() {
            WorkingTime usual = WorkingTime.of(zone, WorkingWeek.parse(week), HOLIDAYS, List.of());
            return new ActionChase(ActionChase.due(day, zone, usual), zone, usual, there());
        }
    }

    @Provide
    Arbitrary<Life> lives() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).map(seed -> {
            var random = new Random(seed);
            // clocks change in March, April, October and November
            LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(700));
            // where a day was left out there is no such day
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            List<Absence> away = new ArrayList<>();
            Instant from = day.minusDays(10).atStartOfDay(zone).toInstant();
            for (int i = random.nextInt(4); i > 0; i--) {
                from = from.plus(Duration.ofHours(1 + random.nextInt(200)));
                Instant to = from.plus(Duration.ofHours(1 + random.nextInt(300)));
                away.add(new Absence(from, to));
                from = to;
            }
            return new Life(zone, WEEKS.get(random.nextInt(WEEKS.size())), day, away);
        });
    }
}
