package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.steward.release.DigestChoice.Candidate;
import dev.steward.testing.Migrations;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** How long it takes to choose a digest's releases where a workspace has a million of them, and which index answers. */
@SuppressWarnings("SystemOut")
class DigestBenchmark {
    private static final int RELEASES = Integer.getInteger("benchmark.releases", 1_000_000);
    private static final int RUNS = 20;
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final ChannelId CHANNEL = new ChannelId("C1");

    @TempDir
    Path folder;

    @Test
    void choosing() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "off").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start(); var source = new HikariDataSource()) {
            source.setDataSource(postgres.getPostgresDatabase());
            source.setMaximumPoolSize(2);
            new JdbcTemplate(source).execute("create extension btree_gin; create extension pg_trgm");
            Migrations.run(source, "workspace", "release");
            var jdbc = new JdbcTemplate(source);
            var workspace = new WorkspaceId(UUID.randomUUID());
            fill(jdbc, workspace);
            for (Duration since : List.of(Duration.ofDays(7), Duration.ofDays(31))) {
                measure(source.getConnection(), workspace, since);
            }
        }
    }

    /** One every three minutes until now; half of them told. */
    private static void fill(JdbcTemplate jdbc, WorkspaceId workspace) {
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, 'T1', 'One', 'A1', 'U0', 'B0', '', now())
                """, workspace.value());
        jdbc.update("""
                insert into release (workspace_id, id, number, release_key, owner, state, title, tier, drafted_at, published_at,
                    listed_at, digests, changelog, changed_at, workings, version)
                select ?, gen_random_uuid(), n, 'key ' || n, 'U' || n % 1000,
                    case when n % 50 = 0 then 'RETRACTED' when n % 20 = 0 then 'DRAFT' else 'PUBLISHED' end, 'Release ' || n,
                    1 + n % 3, at, at, at, n % 10 > 0, true, at, repeat('{"workings": 1}', 100), 1
                from (select n, ?::timestamptz - make_interval(mins => (3 * n)::int) as at from generate_series(1, ?) n) t
                """, workspace.value(), NOW.atOffset(ZoneOffset.UTC), RELEASES);
        UUID digest = UUID.randomUUID();
        jdbc.update("""
                insert into release_digest (id, workspace_id, channel_id, by_user_id, from_at, due_at, held_at, coalesced, zone)
                values (?, ?, ?, 'U1', now(), now(), now(), 0, 'UTC')
                """, digest, workspace.value(), CHANNEL.value());
        jdbc.update("""
                insert into release_digest_entry (workspace_id, channel_id, release_id, digest_id)
                select workspace_id, ?, id, ? from release where number % 2 = 0
                """, CHANNEL.value(), digest);
        jdbc.execute("vacuum analyze");
    }

    private static void measure(Connection connection, WorkspaceId workspace, Duration since) throws SQLException {
        try (connection) {
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            var digests = new Digests(jdbc);
            var subscription = new Subscription(UUID.randomUUID(), workspace, CHANNEL,
                    new Interests(Set.of(), new TreeSet<>(Set.of(1, 2))), new UserId("U1"),
                    NOW.minus(Duration.ofDays(3_000)), NOW.minus(since), 0);
            // also when the server has given up planning it for its parameters
            for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                jdbc.execute("set plan_cache_mode = " + mode);
                List<Double> millis = new ArrayList<>();
                int found = 0;
                for (int run = 0; run < RUNS; run++) {
                    long begun = System.nanoTime();
                    List<Candidate> candidates = digests.candidates(subscription, NOW);
                    found = DigestChoice.choose(subscription, candidates).size();
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
                Collections.sort(millis);
                String plan = plan(jdbc, subscription);
                System.out.printf("%s, %s: %,d chosen, median %.1f ms, p95 %.1f ms, worst %.1f ms%n%s%n", since, mode,
                        found, millis.get(RUNS / 2), millis.get(RUNS * 95 / 100), millis.getLast(), plan);
                assertThat(plan).contains("release_listed").doesNotContain("Seq Scan");
            }
        }
    }

    /** As a prepared statement is planned; a client's own explain would be for its parameters. */
    private static String plan(JdbcTemplate jdbc, Subscription subscription) {
        String sql = Digests.CANDIDATES;
        for (int n = 1; n <= 4; n++) {
            sql = sql.replaceFirst("\\?", "\\$" + n);
        }
        jdbc.execute("prepare choosing (uuid, timestamptz, timestamptz, text) as " + sql);
        String plan = String.join("\n", jdbc.queryForList("explain (analyze, buffers) execute choosing ('"
                + subscription.workspace().value() + "', '" + DigestChoice.earliest(subscription) + "', '"
                + NOW.plus(DigestChoice.MARGIN) + "', '" + subscription.channel().value() + "')", String.class));
        jdbc.execute("deallocate choosing");
        return plan;
    }
}
