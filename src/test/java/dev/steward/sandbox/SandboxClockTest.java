package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;

class SandboxClockTest {
    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void goesForwardOnlyAndOutlivesARestart() {
        Migrations.run(database.dataSource(), "sandbox");
        var clock = new SandboxClock(jdbc);
        assertThat(clock.ahead()).isZero();
        Instant inThreeDays = clock.instant().plus(Duration.ofDays(3));

        clock.reach(inThreeDays);
        Instant then = clock.instant();
        assertThat(then).isBetween(inThreeDays, inThreeDays.plusSeconds(5));
        clock.reach(inThreeDays.minus(Duration.ofDays(1)));
        assertThat(clock.instant()).isAfterOrEqualTo(then);

        Instant written = clock.instant();
        assertThat(new SandboxClock(jdbc).instant()).as("after a restart").isBetween(written, written.plusSeconds(5));

        jdbc.sql("delete from sandbox_clock").update();
        assertThat(new SandboxClock(jdbc).ahead()).as("in a new world").isZero();
    }
}
