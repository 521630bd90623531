package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.schedule.AfterDowntime.Skip;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Timestamps;
import dev.steward.workspace.WorkspaceId;

/** Many rituals that are due in one instant. */
class RitualCrowdTest {
    private static final WorkspaceId ANOTHER = new WorkspaceId(UUID.fromString("00000000-0000-0000-0000-0000000000bb"));
    private static final TimerType RUNG = new TimerType("test.rung");
    private static final int MANY = 320;

    private final HandClock clock = new HandClock();

    @Test
    void timersOfAnotherWorkspaceDoNotWaitForThem() {
        try (var steward = crowd(TestDatabase.create(), clock)) {
            Instant due = NOON.plusSeconds(60);
            plan(steward, MANY, due);
            List<TimerKey> rungs = rungs(steward, 100, due);
            clock.set(due);

            steward.fire();

            Rungs handled = steward.the(Rungs.class);
            assertThat(handled.keys).containsExactlyInAnyOrderElementsOf(rungs);
            assertThat(handled.ritualsDue.getFirst()).as("rituals that are not settled yet").isPositive();
            assertThat(handled.heldBefore.getFirst()).as("held before").isLessThan(MANY / 2);
            assertThat(heldOnce(steward)).isEqualTo(MANY);
        }
    }

    @Test
    void twoInstancesSettleAndHoldEachOnceBesideTimers() {
        TestDatabase database = TestDatabase.create();
        try (var one = crowd(database, clock);
                var other = new Instance(database.url(), clock, Reviews.class, Rungs.class)) {
            Instant due = NOON.plusSeconds(60);
            plan(one, MANY, due);
            rungs(one, MANY, due);
            clock.set(due);
            one.running();
            other.running();

            await().atMost(Duration.ofSeconds(60)).until(() -> one.count("select count(*) from held") >= MANY
                    && one.count("select count(*) from timer where type = 'test.rung'") == 0);

            assertThat(heldOnce(one)).isEqualTo(MANY);
            assertThat(one.the(Rungs.class).keys.size() + other.the(Rungs.class).keys.size()).isEqualTo(MANY);
            assertThat(one.count("select count(*) from ritual_occurrence where fate = 'held'")).isEqualTo(MANY);
        }
    }

    /** Their own crowd is no downtime: the last of them is settled long after the five minutes that tell downtime. */
    @Test
    void noneIsMissedForWaitingItsTurn() {
        try (var steward = crowd(TestDatabase.create(), clock)) {
            Instant due = NOON.plusSeconds(60);
            plan(steward, MANY, due);
            clock.set(due);
            steward.the(Heartbeat.class).beat(due);
            for (int settled = 1; settled > 0; settled = steward.the(SettleOccurrences.class).some(due)) {
                clock.advance(Duration.ofSeconds(50));
                steward.the(Heartbeat.class).beat(clock.instant());
            }

            assertThat(Duration.between(due, clock.instant())).isGreaterThan(AfterDowntime.ON_TIME);
            assertThat(
                    steward.jdbc.queryForList("select fate || ' ' || coalesced from ritual_occurrence", String.class))
                    .hasSize(MANY).containsOnly("owed 0");
        }
    }

    @Test
    void thoseThatFailAreLookedAtLaterAndTheOthersAreHeld() {
        try (var steward = crowd(TestDatabase.create(), clock)) {
            Instant due = NOON.plusSeconds(60);
            List<RitualKey> all = plan(steward, 120, due);
            Set<UUID> broken = Set.of(all.get(17).subject(), all.get(80).subject());
            steward.the(Reviews.class).broken.addAll(broken);
            clock.set(due);

            steward.fire();

            assertThat(heldOnce(steward)).isEqualTo(118);
            assertThat(steward.jdbc.queryForList("select subject_id from ritual where next_at = ?", UUID.class,
                    Timestamps.utc(due.plus(Duration.ofMinutes(10))))).containsExactlyInAnyOrderElementsOf(broken);

            steward.the(Reviews.class).broken.clear();
            clock.set(due.plus(Duration.ofMinutes(10)));
            steward.fire();
            assertThat(heldOnce(steward)).as("missed, by what their rule says of that").isEqualTo(118);
            assertThat(steward.count("select count(*) from ritual_occurrence where fate = 'skipped'")).isEqualTo(2);
        }
    }

    /** It holds their rows until it commits, and commits late. */
    @Test
    void whoPlansARitualDoesNotWaitForOneWhoSettlesMany() throws Exception {
        try (var steward = crowd(TestDatabase.create(), clock);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plan(steward, 60, NOON.plusSeconds(60));
            var held = new CountDownLatch(1);
            var planned = new CountDownLatch(1);
            Future<?> settles = threads.submit(() -> steward.inTransaction(() -> {
                steward.the(ReplanRituals.class).follow(WORKSPACE, "");
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        held.countDown();
                        pass(planned);
                    }
                });
            }));
            pass(held);

            Future<?> plans = threads
                    .submit(() -> plan(steward, new RitualKey(ANOTHER, "test.review", UUID.randomUUID()),
                            NOON.plusSeconds(90)));

            try {
                plans.get(10, TimeUnit.SECONDS);
                assertThat(settles.isDone()).isFalse();
            } finally {
                planned.countDown();
            }
            settles.get();
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instance crowd(TestDatabase database, Clock clock) {
        var steward = new Instance(database.url(), clock, Reviews.class, Rungs.class);
        steward.jdbc.execute("create table held (subject uuid, planned timestamp)");
        return steward;
    }

    private static List<RitualKey> plan(Instance steward, int many, Instant due) {
        List<RitualKey> keys = Stream.generate(() -> new RitualKey(WORKSPACE, "test.review", UUID.randomUUID()))
                .limit(many).toList();
        steward.inTransaction(() -> keys.forEach(key -> plan(steward, key, due)));
        return keys;
    }

    private static void plan(Instance steward, RitualKey key, Instant due) {
        var weekly = Recurrence.of(LocalDateTime.ofInstant(due, ZoneOffset.UTC), ZoneOffset.UTC, "FREQ=WEEKLY");
        steward.inTransaction(() -> steward.the(Rituals.class).plan(key, weekly, new Skip()));
    }

    private static List<TimerKey> rungs(Instance steward, int many, Instant due) {
        List<TimerKey> keys = IntStream.range(0, many).mapToObj(n -> RUNG.of(ANOTHER, UUID.randomUUID())).toList();
        steward.inTransaction(() -> steward.timers.set(keys.stream().collect(toMap(Function.identity(), key -> due))));
        return keys;
    }

    /** How many were held, none of them twice. */
    private static long heldOnce(Instance steward) {
        long held = steward.count("select count(*) from held");
        assertThat(steward.count("select count(*) from (select distinct subject, planned from held) each"))
                .isEqualTo(held);
        return held;
    }

    static class Reviews implements RitualHandler {
        private final JdbcTemplate jdbc;
        private final Set<UUID> broken = ConcurrentHashMap.newKeySet();

        Reviews(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

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
            if (broken.contains(ritual.subject())) {
                throw new IllegalStateException("broken");
            }
            return HolidayCalendar.NONE;
        }

        @Override
        public void hold(RitualOccurrence occurrence) {
            jdbc.update("insert into held values (?, ?)", occurrence.ritual().subject(), occurrence.planned());
        }
    }

    /** Another workspace's timers, with how many rituals are still due when they are handled, and how many were held before. */
    static class Rungs implements TimerHandler {
        private final List<TimerKey> keys = new CopyOnWriteArrayList<>();
        private final List<Long> ritualsDue = new CopyOnWriteArrayList<>();
        private final List<Long> heldBefore = new CopyOnWriteArrayList<>();
        private final JdbcTemplate jdbc;
        private final Clock clock;

        Rungs(JdbcTemplate jdbc, Clock clock) {
            this.jdbc = jdbc;
            this.clock = clock;
        }

        @Override
        public TimerType type() {
            return RUNG;
        }

        @Override
        public void handle(DueTimer timer) {
            keys.add(timer.key());
            ritualsDue.add(requireNonNull(jdbc.queryForObject("select count(*) from ritual where next_at <= ?",
                    Long.class, Timestamps.utc(clock.instant()))));
            heldBefore.add(requireNonNull(jdbc.queryForObject("select count(*) from held", Long.class)));
        }
    }
}
