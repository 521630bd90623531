package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.testing.TestDatabase;

class HeartbeatTest {
    @SuppressWarnings("NullAway.Init")
    private static JdbcTemplate jdbc;

    private final Heartbeat here = new Heartbeat(jdbc);
    private final Heartbeat there = new Heartbeat(jdbc);

    @BeforeAll
    static void migrate() {
        var source = TestDatabase.create().dataSource();
        Instance.migrate(source);
        jdbc = new JdbcTemplate(source);
    }

    @BeforeEach
    void nobodyHasSwept() {
        jdbc.execute("truncate sweep_heartbeat");
    }

    @Test
    void nobodyHasSweptBeforeTheFirstBeat() {
        assertThat(here.upSince(NOON)).isEqualTo(NOON);

        here.beat(NOON);

        assertThat(here.upSince(NOON.plusSeconds(30))).isEqualTo(NOON);
    }

    @Test
    void itGoesOnAsLongAsSomebodyBeatsEveryMinute() {
        Instant last = NOON;
        for (int i = 0; i < 10; i++) {
            last = NOON.plusSeconds(i * 59L);
            (i % 2 == 0 ? here : there).beat(last);
        }

        assertThat(here.upSince(last.plusSeconds(59))).isEqualTo(NOON);
        assertThat(there.upSince(last.plusSeconds(59))).isEqualTo(NOON);
    }

    @Test
    void afterABreakItBeginsAnew() {
        here.beat(NOON);
        Instant back = NOON.plusSeconds(61);
        assertThat(here.upSince(back)).as("before the first beat, too").isEqualTo(back);

        there.beat(back);

        assertThat(here.upSince(back.plusSeconds(10))).isEqualTo(back);
    }

    @Test
    void oneWhoseClockIsAFewSecondsBehindBreaksNothing() {
        here.beat(NOON);
        here.beat(NOON.plusSeconds(20));

        there.beat(NOON.plusSeconds(10));

        assertThat(there.upSince(NOON.plusSeconds(10))).isEqualTo(NOON);
        assertThat(here.upSince(NOON.plusSeconds(79))).isEqualTo(NOON);
        assertThat(there.upSince(NOON.minusSeconds(5))).as("not in the future").isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void aClockThatWasSetBackBeginsAnew() {
        here.beat(NOON.plus(Duration.ofDays(3)));

        here.beat(NOON);

        assertThat(here.upSince(NOON.plusSeconds(30))).isEqualTo(NOON);
    }
}
