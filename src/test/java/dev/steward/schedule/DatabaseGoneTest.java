package dev.steward.schedule;

import static dev.steward.schedule.Instance.WORKSPACE;
import static dev.steward.schedule.StewardProcess.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.schedule.StewardProcess.Counting;
import dev.steward.testing.TestDatabase;

class DatabaseGoneTest {
    /** Every connection is cut, again and again, while timers fall due; then all is as if nothing had been. */
    @Test
    void whatWasCutOffIsHandledOnceAfterwards() {
        TestDatabase database = TestDatabase.create();
        try (var steward = new Instance(database.url(), Clock.systemUTC(), Counting.class)) {
            StewardProcess.tables(steward.jdbc);
            Instant due = Instant.now();
            steward.inTransaction(() -> {
                for (int i = 0; i < 2_000; i++) {
                    steward.timers.set(COUNT.of(WORKSPACE, UUID.randomUUID()), due.plusMillis(i));
                }
            });
            steward.running();
            var outside = new JdbcTemplate(database.dataSource());
            for (int i = 0; i < 10; i++) {
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                outside.execute("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """);
            }

            await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                    .until(() -> steward.count("select count(*) from timer") == 0);
            assertThat(steward.count("select count(*) from counted")).isEqualTo(2_000);
            assertThat(steward.count("select count(distinct subject) from counted")).isEqualTo(2_000);
            assertThat(steward.count("select count(*) from qrtz_triggers where trigger_name = 'sweep'")).isOne();
            long before = sweeps(steward);
            await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> sweeps(steward) > before);
        }
    }

    /** When Quartz last woke the sweep. */
    private static long sweeps(Instance steward) {
        return steward.count("select prev_fire_time from qrtz_triggers where trigger_name = 'sweep'");
    }
}
