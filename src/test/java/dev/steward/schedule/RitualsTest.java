package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;

import dev.steward.schedule.AfterDowntime.Coalesce;
import dev.steward.schedule.AfterDowntime.RunLate;
import dev.steward.schedule.AfterDowntime.Skip;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Timestamps;

class RitualsTest {
    private static final Recurrence DAILY = Recurrence.of(LocalDateTime.parse("2026-05-01T15:00"),
            ZoneId.of("Europe/Berlin"), "FREQ=DAILY"); // 13:00 UTC in summer
    private static final Instant ONE = Instant.parse("2026-06-01T13:00:00Z");
    private static final HandClock CLOCK = new HandClock();
    @SuppressWarnings("NullAway.Init")
    private static Instance steward;

    private final RitualKey review = new RitualKey(WORKSPACE, "test.review", UUID.randomUUID());

    @BeforeAll
    static void start() {
        steward = Instance.fresh(CLOCK, Reviews.class);
        steward.jdbc.execute("create table effect (at timestamptz)");
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @BeforeEach
    void begin() {
        CLOCK.set(NOON);
        steward.jdbc.execute("truncate timer, ritual, ritual_occurrence, effect, sweep_heartbeat cascade");
        reviews().held.clear();
        reviews().behaves = occurrence -> {
        };
        reviews().holidays.clear();
    }

    @Test
    void isHeldWheneverItsRuleSaysAndKeepsWallClockTime() {
        plan(Recurrence.of(LocalDateTime.parse("2026-10-20T15:00"), ZoneId.of("Europe/Berlin"), "FREQ=WEEKLY"),
                new Skip());

        pass(Instant.parse("2026-11-04T00:00:00Z"));

        assertThat(reviews().held).extracting(RitualOccurrence::at).containsExactly(
                Instant.parse("2026-10-20T13:00:00Z"), Instant.parse("2026-10-27T14:00:00Z"),
                Instant.parse("2026-11-03T14:00:00Z"));
        assertThat(reviews().held).allSatisfy(one -> assertThat(one.lateBy()).isZero());
        assertThat(steward.count("select count(*) from ritual_occurrence where fate = 'held'")).isEqualTo(3);
    }

    @Test
    void missedOnesAreSkippedAndTheOneThatIsDueIsHeld() {
        plan(DAILY, new Skip());

        wakeAfter30Missed();

        assertThat(reviews().held).extracting(RitualOccurrence::at).containsExactly(ONE.plus(Duration.ofDays(30)));
        assertThat(fates()).containsExactly("skipped 30", "held 1");
    }

    @Test
    void missedOnesAreHeldLateWithinTheTolerance() {
        plan(DAILY, new RunLate(Duration.ofDays(3).plusHours(1)));

        wakeAfter30Missed();

        assertThat(reviews().held).extracting(RitualOccurrence::at).containsExactly(ONE.plus(Duration.ofDays(27)),
                ONE.plus(Duration.ofDays(28)), ONE.plus(Duration.ofDays(29)), ONE.plus(Duration.ofDays(30)));
        assertThat(reviews().held).extracting(RitualOccurrence::lateBy).containsExactly(
                Duration.ofDays(3).plusMinutes(1), Duration.ofDays(2).plusMinutes(1),
                Duration.ofDays(1).plusMinutes(1), Duration.ZERO);
        assertThat(fates()).containsExactly("skipped 27", "held 4");
    }

    @Test
    void missedOnesAreHeldAsOne() {
        plan(DAILY, new Coalesce());

        wakeAfter30Missed();

        assertThat(reviews().held).singleElement().satisfies(one -> {
            assertThat(one.at()).isEqualTo(ONE.plus(Duration.ofDays(30)));
            assertThat(one.coalesced()).isEqualTo(30);
        });
        assertThat(fates()).containsExactly("coalesced 30", "held 1");
    }

    /** Exactly 30 were missed, and one is due a minute ago. */
    private void wakeAfter30Missed() {
        CLOCK.set(ONE.plus(Duration.ofDays(30)).plusSeconds(60));
        steward.fire();
        steward.fire();
    }

    @Test
    void whatIsRolledBackIsNotPlanned() {
        plan(DAILY, new Skip());

        steward.transaction.executeWithoutResult(status -> {
            rituals().plan(review, DAILY.in(ZoneOffset.UTC), new Skip());
            rituals().plan(new RitualKey(WORKSPACE, "test.review", UUID.randomUUID()), DAILY, new Skip());
            status.setRollbackOnly();
        });

        assertThat(rituals().all(WORKSPACE, 0, 10)).singleElement().returns(ONE, PlannedRitual::next);
    }

    static Stream<Consumer<Rituals>> doings() {
        RitualKey key = new RitualKey(WORKSPACE, "test.review", UUID.randomUUID());
        return Stream.of(rituals -> rituals.plan(key, DAILY, new Skip()), rituals -> rituals.pause(key),
                rituals -> rituals.resume(key), rituals -> rituals.end(key), rituals -> rituals.skipNext(key),
                rituals -> rituals.skip(key, LocalDateTime.MIN), rituals -> rituals.runNow(key));
    }

    @ParameterizedTest
    @MethodSource("doings")
    void nothingIsChangedOutsideATransaction(Consumer<Rituals> doing) {
        assertThatIllegalStateException().isThrownBy(() -> doing.accept(rituals()));
    }

    @Test
    void whatLiesInAPauseDoesNotTakePlaceAndIsNotMissed() {
        plan(DAILY, new Coalesce());
        steward.inTransaction(() -> {
            rituals().pause(review);
        });
        pass(ONE.plus(Duration.ofDays(5)).plusSeconds(1));
        assertThat(rituals().find(review)).hasValueSatisfying(
                one -> assertThat(one).returns(true, PlannedRitual::paused).returns(null, PlannedRitual::next));

        steward.inTransaction(() -> {
            rituals().resume(review);
        });
        pass(ONE.plus(Duration.ofDays(6)));

        assertThat(reviews().held).singleElement().satisfies(one -> {
            assertThat(one.at()).isEqualTo(ONE.plus(Duration.ofDays(6)));
            assertThat(one.coalesced()).isZero();
        });
    }

    @Test
    void whatIsDueWhenItIsChangedIsSettledByTheOldRule() {
        plan(DAILY, new Skip());
        CLOCK.set(ONE.plusSeconds(2));

        steward.inTransaction(() -> rituals().plan(review, DAILY.in(ZoneOffset.UTC), new Skip()));
        steward.fire();

        assertThat(reviews().held).extracting(RitualOccurrence::at).containsExactly(ONE);
        assertThat(rituals().find(review).orElseThrow().next()).isEqualTo(ONE.plus(Duration.ofHours(2)));
    }

    @Test
    void theNextOneCanBeSkipped() {
        plan(DAILY, new Skip());

        Optional<Occurrence> skipped = steward.inTransaction(() -> rituals().skipNext(review));
        pass(ONE.plus(Duration.ofDays(1)));

        assertThat(skipped).map(Occurrence::at).contains(ONE);
        assertThat(reviews().held).extracting(RitualOccurrence::at).containsExactly(ONE.plus(Duration.ofDays(1)));
    }

    @Test
    void oneCanBeHeldNowAndThatTwiceIsOnce() {
        plan(DAILY, new Skip());

        steward.inTransaction(() -> {
            rituals().runNow(review);
        });
        steward.inTransaction(() -> {
            rituals().runNow(review);
        });
        steward.fire();

        assertThat(reviews().held).singleElement().returns(NOON, RitualOccurrence::at);
        assertThat(rituals().find(review)).hasValueSatisfying(one -> assertThat(one)
                .returns(NOON, PlannedRitual::last).returns(ONE, PlannedRitual::next));
    }

    @Test
    void oneThatWasHeldIsNotHeldAgainWhenAHolidayMovesIt() {
        plan(DAILY.onHoliday(OnHoliday.NEXT_WORKING_DAY), new Skip());
        pass(ONE.plusSeconds(1));
        assertThat(reviews().held).hasSize(1);

        reviews().holidays.add(LocalDate.parse("2026-06-01"));
        steward.holidaysChanged();
        pass(ONE.plus(Duration.ofDays(1)));

        assertThat(reviews().held).extracting(RitualOccurrence::planned).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aHolidayThatIsDeclaredMovesTheNextOne() {
        plan(DAILY.onHoliday(OnHoliday.SKIP), new Skip());
        reviews().holidays.add(LocalDate.parse("2026-06-01"));

        steward.holidaysChanged();

        assertThat(rituals().find(review).orElseThrow().next()).isEqualTo(ONE.plus(Duration.ofDays(1)));
    }

    @Test
    void oneThatFailsIsTriedAgainAndHeldOnceInTheEnd() {
        var failures = new ArrayList<Instant>();
        reviews().behaves = occurrence -> {
            steward.jdbc.update("insert into effect values (?)", Timestamps.utc(occurrence.now()));
            if (failures.size() < 3) {
                failures.add(occurrence.now());
                throw new IllegalStateException("not yet");
            }
        };
        plan(DAILY, new Skip());

        pass(ONE.plus(Duration.ofHours(1)));

        assertThat(failures).hasSize(3);
        assertThat(steward.count("select count(*) from effect")).isOne();
        assertThat(fates()).containsExactly("held 1");
    }

    @Test
    void whatIsEndedIsNotHeldEvenIfOwed() {
        plan(DAILY, new Skip());
        CLOCK.set(ONE);
        steward.the(SettleOccurrences.class).some(ONE);
        assertThat(steward.count("select count(*) from timer")).isOne();

        steward.inTransaction(() -> {
            rituals().end(review);
        });
        steward.fire();

        assertThat(reviews().held).isEmpty();
        assertThat(steward.count("select count(*) from timer")).isZero();
        assertThat(steward.count("select count(*) from ritual_occurrence")).isZero();
    }

    @Test
    void manyThreadsAndInstancesDecideOnce() throws Exception {
        plan(DAILY, new RunLate(Duration.ofDays(40)));
        CLOCK.set(ONE.plus(Duration.ofDays(30)).plusSeconds(60));
        var begin = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 16).mapToObj(n -> Thread.startVirtualThread(() -> {
            try {
                begin.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            steward.fire();
        })).toList();
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(reviews().held).extracting(RitualOccurrence::at).doesNotHaveDuplicates().hasSize(31);
    }

    /** In real time, without Quartz. */
    @Test
    void theCommitThatPlansItWakesTheSweepAtItsTime() {
        try (var alone = new Instance(TestDatabase.create().url(), Clock.systemUTC(), Reviews.class)) {
            alone.the(Sweep.class).start();
            LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
            Recurrence soon = Recurrence.of(now.minusYears(1), ZoneOffset.UTC, "FREQ=YEARLY;COUNT=1")
                    .plus(now.plusSeconds(2)).plus(now.plusSeconds(3));
            alone.inTransaction(() -> alone.the(Rituals.class).plan(review, soon, new Skip()));

            await().until(() -> alone.count("select count(*) from ritual_occurrence") == 2);
            assertThat(alone.count("""
                    select count(*) from ritual_occurrence where decided_at < at or decided_at > at + interval '500 ms'
                    """)).isZero();
        }
    }

    /** As an instance of an earlier version leaves it, which may still run. */
    @Test
    void aTriggerOfAnEarlierVersionWakesTheSweepAndIsGone() throws Exception {
        try (var alone = new Instance(TestDatabase.create().url(), Clock.systemUTC(), Reviews.class).withQuartz()) {
            JobDetail job = JobBuilder.newJob(RitualJob.class).withIdentity("ritual").storeDurably().build();
            alone.the(Scheduler.class).addJob(job, true);

            alone.the(Scheduler.class).scheduleJob(TriggerBuilder.newTrigger()
                    .withIdentity(UUID.randomUUID().toString(), "ritual").forJob(job).startNow().build());

            await().untilAsserted(() -> assertThat(alone.count(
                    "select count(*) from qrtz_triggers where trigger_group = 'ritual'")).isZero());
            assertThat(alone.count("select count(*) from qrtz_job_details where job_name = 'ritual'")).isOne();
        }
    }

    private void plan(Recurrence recurrence, AfterDowntime afterDowntime) {
        steward.inTransaction(() -> rituals().plan(review, recurrence, afterDowntime));
    }

    /** Lets time pass as it would by itself. */
    private static void pass(Instant until) {
        Due due = steward.the(Due.class);
        for (var next = due.next(); next.isPresent() && !next.get().isAfter(until); next = due.next()) {
            if (next.get().isAfter(CLOCK.instant())) {
                CLOCK.set(next.get());
            }
            due.fire(next.get());
        }
        CLOCK.set(until);
    }

    private static List<String> fates() {
        return steward.jdbc.queryForList("""
                select fate || ' ' || count(*) from ritual_occurrence group by fate order by fate = 'held'
                """, String.class);
    }

    private static Rituals rituals() {
        return steward.the(Rituals.class);
    }

    private static Reviews reviews() {
        return steward.the(Reviews.class);
    }

    static class Reviews implements RitualHandler {
        final List<RitualOccurrence> held = new CopyOnWriteArrayList<>();
        final Set<LocalDate> holidays = ConcurrentHashMap.newKeySet();
        volatile Consumer<RitualOccurrence> behaves = occurrence -> {
        };

        @Override
        public String kind() {
            return "test.review";
        }

        @Override
        public String title(RitualKey ritual) {
            return "Review";
        }

        @Override
        public HolidayCalendar holidays(RitualKey ritual) {
            return day -> holidays.contains(day) ? Optional.of("Holiday") : Optional.empty();
        }

        @Override
        public void hold(RitualOccurrence occurrence) {
            behaves.accept(occurrence);
            held.add(occurrence);
        }
    }
}
