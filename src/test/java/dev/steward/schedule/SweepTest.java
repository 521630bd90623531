package dev.steward.schedule;

import static dev.steward.schedule.Instance.WORKSPACE;
import static dev.steward.schedule.StewardProcess.COUNT;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.steward.schedule.StewardProcess.Counting;
import dev.steward.testing.TestDatabase;

class SweepTest {
    private static final int MANY = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isHandledAMomentAfterItIsDue() {
        try (var steward = counting(TestDatabase.create()).running()) {
            Instant due = Instant.now().plusMillis(200);
            steward.set(COUNT.of(WORKSPACE, UUID.randomUUID()), due);

            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> counted(steward) == 1);

            assertThat(Duration.between(due, Instant.now())).isBetween(Duration.ZERO, Duration.ofMillis(1500));
        }
    }

    @Test
    void whatAnotherInstanceSetIsFound() {
        TestDatabase database = TestDatabase.create();
        try (var steward = counting(database).running();
                var silent = new Instance(database.url(), Clock.systemUTC(), Counting.class)) {
            silent.set(COUNT.of(WORKSPACE, UUID.randomUUID()), Instant.now());

            await().atMost(PATIENCE).until(() -> counted(steward) == 1);
        }
    }

    @Test
    void twoInstancesHandleEachOnceThoughOneIsKilledOnTheWay() throws Exception {
        TestDatabase database = TestDatabase.create();
        Process survivor = null;
        Process victim = null;
        try (var here = counting(database)) {
            survivor = StewardProcess.start(database.url(), "survivor");
            victim = StewardProcess.start(database.url(), "victim");
            await().atMost(PATIENCE).until(() -> here.count("select count(*) from running") == 2);
            // whoever sweeps first may handle all that are due alone, so there are more until the victim has had its share
            int waves = 0;
            while (by(here, "victim") <= 1_000) {
                dueNow(here);
                long all = ++waves * (long) MANY;
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                        .until(() -> by(here, "victim") > 1_000 || counted(here) == all);
            }
            victim.destroyForcibly().waitFor();
            long all = waves * (long) MANY;
            assertThat(counted(here)).as("killed on the way").isLessThan(all);
            long end = System.nanoTime() + PATIENCE.toNanos();
            await().atMost(PATIENCE).until(() -> here.count("select count(*) from timer") == 0
                    || System.nanoTime() > end);

            assertThat(counted(here)).isEqualTo(all);
            assertThat(here.count("select count(distinct subject) from counted")).isEqualTo(all);
            assertThat(by(here, "survivor")).isPositive();
        } finally {
            stop(survivor);
            stop(victim);
        }
    }

    private static void dueNow(Instance here) {
        Instant due = Instant.now();
        here.inTransaction(() -> here.timers.set(IntStream.range(0, MANY)
                .mapToObj(n -> COUNT.of(WORKSPACE, UUID.randomUUID()))
                .collect(toMap(Function.identity(), key -> due))));
    }

    private static Instance counting(TestDatabase database) {
        var instance = new Instance(database.url(), Clock.systemUTC(), Counting.class);
        StewardProcess.tables(instance.jdbc);
        return instance;
    }

    private static long counted(Instance steward) {
        return steward.count("select count(*) from counted");
    }

    private static long by(Instance steward, String name) {
        return steward.count("select count(*) from counted where instance = ?", name);
    }

    private static void stop(@org.jspecify.annotations.Nullable Process process) throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}
