package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.schedule.AfterDowntime.Skip;
import dev.steward.workspace.WorkspaceId;

/**
 * Thousands of rituals that are due in one instant, of one workspace or of many, and beside them as many timers as are asked for, on one
 * instance and one PostgreSQL with fsync on; each is held or handled by a bean that inserts a row. Meanwhile another workspace has a timer
 * due every 20 milliseconds, and plans a ritual every 100.
 */
class RitualsBenchmark {
    private static final int RITUALS = Integer.getInteger("benchmark.rituals", 20_000);
    private static final int TIMERS = Integer.getInteger("benchmark.timers", 0);
    private static final int WORKSPACES = Integer.getInteger("benchmark.workspaces", 1);
    private static final List<WorkspaceId> CROWD = IntStream.range(0, WORKSPACES)
            .mapToObj(n -> n == 0 ? Instance.WORKSPACE : new WorkspaceId(new UUID(0xc0, n))).toList();
    private static final WorkspaceId ANOTHER = new WorkspaceId(UUID.fromString("00000000-0000-0000-0000-0000000000bb"));
    private static final TimerType RUNG = new TimerType("benchmark.rung");
    private static final TimerType STEP = new TimerType("benchmark.step");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void aCrowdOfRitualsDelaysNobodyElse() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start();
                var steward = new Instance(
                        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres",
                        Clock.systemUTC(), Reviews.class, Rungs.class, Steps.class)) {
            steward.jdbc.execute("create table held (subject uuid, planned timestamp)");
            steward.jdbc.execute("create table stepped (subject uuid)");
            Stream.concat(CROWD.stream(), Stream.of(ANOTHER)).forEach(each -> steward.jdbc.update("""
                    insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                    values (?, ?, 'One', 'A0', 'U0', 'B0', 'none', now())
                    """, each.value(), "T" + each));
            steward.running();
            plan(steward, 500, Instant.now().plus(Duration.ofDays(300)));
            Duration each = plan(steward, 500, Instant.now().plus(Duration.ofDays(300))).dividedBy(500);
            Instant due = Instant.now().plus(each.multipliedBy(RITUALS).multipliedBy(2)).plusSeconds(30)
                    .truncatedTo(ChronoUnit.SECONDS);
            Duration planning = plan(steward, RITUALS, due);
            rungs(steward, due);
            steps(steward, due);
            assertThat(Instant.now()).as("all are planned in time").isBefore(due);
            measure(steward, due, planning);
        }
    }

    private static void measure(Instance steward, Instant due, Duration planning) throws IOException {
        var millis = new ArrayList<Double>();
        Thread planner = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                long begun = System.nanoTime();
                plan(steward, List.of(ANOTHER), 1, due.plus(Duration.ofDays(30)));
                if (Instant.now().isAfter(due)) {
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        await(steward, "select not exists (select from ritual where next_at <= ?) and now() > ?", due);
        double settled = since(due);
        await(steward, "select count(*) >= " + RITUALS + " and now() > ? and now() > ? from held", due);
        double held = since(due);
        await(steward, "select count(*) >= " + TIMERS + " and now() > ? and now() > ? from stepped", due);
        double stepped = since(due);
        planner.interrupt();
        List<Double> delays = steward.the(Rungs.class).delays.stream().sorted().toList();
        millis.sort(null);
        String text = String.format(Locale.ROOT, """
                | %,d rituals and %,d timers of %,d workspaces due in one instant | |
                |---|---|
                | planning one, with a thousand in a transaction | %.2f ms |
                | all are settled after | %.1f s |
                | all are held after | %.1f s |
                | of them missed | %d |
                | all timers are handled after | %.1f s |
                | another workspace's timers meanwhile (%d): p50, p99, longest | %.0f ms, %.0f ms, %.0f ms |
                | planning a ritual in another workspace meanwhile (%d): p50, p99, longest | %.0f ms, %.0f ms, %.0f ms |
                """, RITUALS, TIMERS, WORKSPACES, planning.toNanos() / 1e6 / RITUALS, settled, held,
                steward.count("select count(*) from ritual_occurrence where fate in ('skipped', 'coalesced')"), stepped,
                delays.size(), at(delays, 0.5), at(delays, 0.99), at(delays, 1), millis.size(), at(millis, 0.5),
                at(millis, 0.99), at(millis, 1));
        System.out.println(text);
        Files.writeString(Path.of("target", "rituals-benchmark.txt"), text);
        assertThat(steward.count("select count(*) from (select distinct subject from held) each")).isEqualTo(RITUALS);
        assertThat(steward.count("select count(*) from held")).as("held once each").isEqualTo(RITUALS);
        assertThat(steward.count("select count(distinct subject) from stepped")).isEqualTo(TIMERS);
        assertThat(steward.count("select count(*) from stepped")).as("handled once each").isEqualTo(TIMERS);
    }

    private static void await(Instance steward, String sql, Instant due) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> steward.jdbc
                .queryForObject(sql, Boolean.class, due.atOffset(ZoneOffset.UTC), due.atOffset(ZoneOffset.UTC)));
    }

    private static double since(Instant due) {
        return Duration.between(due, Instant.now()).toMillis() / 1e3;
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) ((sorted.size() - 1) * part));
    }

    private static Duration plan(Instance steward, int many, Instant due) {
        return plan(steward, CROWD, many, due);
    }

    private static Duration plan(Instance steward, List<WorkspaceId> workspaces, int many, Instant due) {
        var weekly = Recurrence.of(LocalDateTime.ofInstant(due, ZoneOffset.UTC), ZoneOffset.UTC, "FREQ=WEEKLY");
        long begun = System.nanoTime();
        for (int done = 0; done < many; done += 1_000) {
            int some = Math.min(1_000, many - done);
            steward.inTransaction(() -> {
                for (int i = 0; i < some; i++) {
                    steward.the(Rituals.class)
                            .plan(new RitualKey(workspaces.get(i % workspaces.size()), "benchmark.review",
                                    UUID.randomUUID()),
                                    weekly, new Skip());
                }
            });
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** One every 20 milliseconds, for two minutes. */
    private static void rungs(Instance steward, Instant due) {
        Map<TimerKey, Instant> rungs = new HashMap<>();
        for (int i = 0; i < 6_000; i++) {
            rungs.put(RUNG.of(ANOTHER, UUID.randomUUID()), due.plusMillis(20L * i));
        }
        steward.inTransaction(() -> steward.timers.set(rungs));
    }

    private static void steps(Instance steward, Instant due) {
        for (int done = 0; done < TIMERS; done += 10_000) {
            Map<TimerKey, Instant> steps = new HashMap<>();
            for (int i = done; i < Math.min(TIMERS, done + 10_000); i++) {
                steps.put(STEP.of(CROWD.get(i % CROWD.size()), UUID.randomUUID()), due);
            }
            steward.inTransaction(() -> steward.timers.set(steps));
        }
    }

    static class Steps implements TimerHandler {
        private final JdbcTemplate jdbc;

        Steps(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public TimerType type() {
            return STEP;
        }

        @Override
        public void handle(DueTimer timer) {
            jdbc.update("insert into stepped values (?)", timer.subject());
        }
    }

    static class Reviews implements RitualHandler {
        private final JdbcTemplate jdbc;

        Reviews(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String kind() {
            return "benchmark.review";
        }

        @Override
        public String title(RitualKey ritual) {
            return "Review";
        }

        @Override
        public void hold(RitualOccurrence occurrence) {
            jdbc.update("insert into held values (?, ?)", occurrence.ritual().subject(), occurrence.planned());
        }
    }

    static class Rungs implements TimerHandler {
        private final ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();

        @Override
        public TimerType type() {
            return RUNG;
        }

        @Override
        public void handle(DueTimer timer) {
            delays.add(Duration.between(timer.due(), Instant.now()).toNanos() / 1e6);
        }
    }
}
