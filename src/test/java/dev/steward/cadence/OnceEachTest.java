package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.schedule.Due;
import dev.steward.testing.TestDatabase;

/** Two instances at 200 sessions of one moment: each begins once, and has one that follows it. */
class OnceEachTest {
    private static final int CADENCES = 200;
    private static final Instant DUE = Instant.parse("2027-03-01T10:00:00Z");

    @TempDir
    private Path home;

    @Test
    void allSessionsOfOneMomentBeginOnceEach() throws Exception {
        var clock = new HandClock(DUE.minus(Duration.ofDays(2)));
        try (var two = new TwoInstances(TestDatabase.create().url(), home, clock);
                var threads = Executors.newFixedThreadPool(2)) {
            two.create(CADENCES, DUE);
            clock.to(DUE);
            var barrier = new CyclicBarrier(2);
            List<Future<?>> busy = new ArrayList<>();
            for (Due due : two.each(Due.class)) {
                busy.add(threads.submit(() -> {
                    barrier.await();
                    due.fire(DUE);
                    return null;
                }));
            }
            for (Future<?> each : busy) {
                each.get(2, TimeUnit.MINUTES);
            }
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                clock.to(clock.instant().plusSeconds(1)); // a slow database lets some fail, and these come back seconds later
                assertThat(two.begun(DUE)).as(two::failures).isEqualTo(CADENCES);
            });
            assertThat(two.twice(DUE, CADENCES)).isZero();
            assertThat(two.asked(DUE)).as("five people of each written one").isEqualTo(5L * CADENCES / 2);
            assertThat(two.count("select count(*) from cadence_ask")).isEqualTo(5L * CADENCES / 2);
            assertThat(two.count("select count(*) from cadence_session")).as("each, and the one that follows it")
                    .isEqualTo(2L * CADENCES);
            assertThat(two.count("""
                    select count(*) from cadence_session s where state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING')
                    and not exists (select from timer t where t.workspace_id = s.workspace_id and t.subject_id = s.id)
                    """)).as("open ones without a timer").isZero();
            assertThat(two.handled("schedule.ritual")).as("both were at it").allMatch(many -> many > 0)
                    .satisfies(shares -> assertThat(shares.get(0) + shares.get(1)).isGreaterThanOrEqualTo(CADENCES));
        }
    }
}
