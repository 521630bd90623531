package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;

class TimestampsTest {
    private static final Clock STOPPED = Clock.fixed(Instant.parse("2026-01-01T00:00:00.5Z"), ZoneOffset.UTC);

    @Test
    void growWhileTheClockStandsAndAcrossRestarts() {
        TestDatabase database = TestDatabase.create();
        Migrations.run(database.dataSource(), "sandbox");
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        var before = new Timestamps(STOPPED, jdbc);

        assertThat(Stream.generate(before::next).limit(3)).containsExactly("1767225600.500000", "1767225600.500001",
                "1767225600.500002");

        jdbc.sql("""
                insert into sandbox_channel (id, name, kind, topic, purpose, creator, created_at)
                values ('C1', 'c', 'PUBLIC', '', '', 'U1', now());
                insert into sandbox_message (channel_id, ts, author, body)
                values ('C1', '1767225600.500002', 'U1', '{}');
                """).update();
        assertThat(new Timestamps(STOPPED, jdbc).next()).isEqualTo("1767225600.500003");
    }

    @Test
    void compareLikeTimesHoweverTheyWereWritten() {
        assertThat(Timestamps.canonical("1767225600")).isEqualTo("1767225600.000000");
        assertThat(Timestamps.canonical("1767225600.5")).isEqualTo("1767225600.500000");
        assertThat(Timestamps.canonical("now")).isEqualTo("0000000000.000000");
        assertThat(Timestamps.canonical("1e999999999")).isEqualTo("0000000000.000000");
        assertThat(Timestamps.canonical("-3")).isEqualTo("0000000000.000000");
    }
}
