package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * 2,000 cadences whose sessions are due in one instant, half of them meetings, with two instances of Steward on one PostgreSQL with
 * fsync on. What they write is not sent: how fast that goes is measured elsewhere.
 */
class CadenceBenchmark {
    private static final int CADENCES = Integer.getInteger("benchmark.cadences", 2_000);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void allSessionsOpenWithinAMinute() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements").start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
            try (var two = new TwoInstances(url, folder.resolve("home"), null)) {
                report(new Company(two).due(CADENCES));
            }
        }
    }

    private static void report(Opened opened) throws IOException {
        String text = String.format(Locale.ROOT, """
                | %,d sessions due in one instant, two instances | |
                |---|---|
                | all have begun after | %.1f s |
                | half of them after | %.1f s |
                | of them begun twice | %d |
                | people asked in writing, each once | %,d |
                | creating one, with its session, ritual and timers | %.1f ms |
                """, CADENCES, opened.seconds(), opened.half(), opened.twice(), opened.asked(), opened.creating());
        System.out.println(text);
        System.out.println(opened.queries());
        Files.writeString(Path.of("target", "cadence-benchmark.txt"), text + "\n" + opened.queries());
        assertThat(opened.twice()).isZero();
        assertThat(opened.seconds()).as("within the minute").isLessThan(60);
    }

    /** @param queries what the database was asked meanwhile */
    private record Opened(double seconds, double half, long twice, long asked, double creating, String queries) {}

    private static final class Company {
        private final TwoInstances two;
        private final JdbcTemplate jdbc;

        Company(TwoInstances two) {
            this.two = two;
            this.jdbc = two.jdbc;
            jdbc.execute("create extension if not exists pg_stat_statements");
        }

        Opened due(int many) {
            Duration each = two.create(20, instant(Duration.ofDays(300))).dividedBy(20);
            Instant due = instant(each.multipliedBy(many).multipliedBy(2).plusSeconds(15));
            Duration took = two.create(many, due);
            jdbc.execute("vacuum analyze");
            jdbc.execute("checkpoint");
            assertThat(Instant.now()).as("all are there in time").isBefore(due);
            jdbc.queryForList("select pg_stat_statements_reset()");
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> two.begun(due) > 0);
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                    .until(() -> two.begun(due) >= many / 2);
            double half = since(due);
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                    .until(() -> two.begun(due) >= many);
            double all = since(due);
            String queries = queries(many);
            return new Opened(all, half, two.twice(due, many), two.asked(due), took.toNanos() / 1e6 / many, queries);
        }

        private static double number(Map<String, Object> row, String column) {
            return ((Number) Objects.requireNonNull(row.get(column))).doubleValue();
        }

        private String queries(int many) {
            var lines = new StringBuilder();
            Map<String, Object> sum = jdbc.queryForMap("""
                    select sum(calls) as calls, sum(total_exec_time) as millis from pg_stat_statements where query not like '%pg_stat%'
                    """);
            lines.append(String.format(Locale.ROOT, "%.1f statements and %.2f ms of the database for each session%n",
                    number(sum, "calls") / many,
                    number(sum, "millis") / many));
            jdbc.query("""
                    select calls, total_exec_time as millis, regexp_replace(query, '\\s+', ' ', 'g') as query from pg_stat_statements
                    where query not like '%pg_stat%' order by total_exec_time desc limit 25
                    """, row -> {
                lines.append(String.format(Locale.ROOT, "%6.2f times, %7.3f ms each: %.150s%n",
                        row.getDouble("calls") / many, row.getDouble("millis") / row.getDouble("calls"),
                        row.getString("query")));
            });
            lines.append("most often:\n");
            jdbc.query("""
                    select calls, total_exec_time as millis, regexp_replace(query, '\\s+', ' ', 'g') as query from pg_stat_statements
                    where query not like '%pg_stat%' order by calls desc limit 40
                    """, row -> {
                lines.append(String.format(Locale.ROOT, "%6.2f times, %7.3f ms each: %.150s%n",
                        row.getDouble("calls") / many, row.getDouble("millis") / row.getDouble("calls"),
                        row.getString("query")));
            });
            return lines.toString();
        }

        private static double since(Instant due) {
            return Duration.between(due, Instant.now()).toMillis() / 1e3;
        }

        private static Instant instant(Duration ahead) {
            return Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
        }
    }
}
