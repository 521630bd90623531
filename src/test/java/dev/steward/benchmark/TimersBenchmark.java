package dev.steward.benchmark;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.StewardApplication;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.WorkspaceId;

/**
 * Steward's timers beside plain Quartz one-shot triggers in its clustered JDBC store, on one PostgreSQL with fsync on, with and without
 * a million timers that are due some day; each handling inserts a row. And how long after its time a timer is handled when little goes
 * on. Steward is whole, with its sandbox.
 */
class TimersBenchmark {
    private static final TimerType TYPE = new TimerType("benchmark.timer");
    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());
    private static final int TIMERS = Integer.getInteger("benchmark.timers", 100_000);
    private static final int TRIGGERS = Integer.getInteger("benchmark.triggers", 2_000);
    private static final int FUTURE = Integer.getInteger("benchmark.future", 1_000_000);
    private static final int SINGLE = Integer.getInteger("benchmark.single", 300);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void handlesThousandsASecondAndEachInTime() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start()) {
            String address = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
            var server = new JdbcTemplate(postgres.getPostgresDatabase());
            server.execute("create database quartz");
            server.execute("create database crowded");
            double quartz = PlainQuartz.perSecond(address + "quartz", TRIGGERS);

            try (var alone = start(address + "postgres")) {
                round(alone, TIMERS / 5);
                Delays idle = delays(alone, Set.HERE);
                Delays elsewhere = delays(alone, Set.ELSEWHERE);
                alone.getBean(Note.class).takesLong = true;
                double apart = round(alone, TIMERS / 5);
                alone.getBean(Note.class).takesLong = false;
                List<Double> quick = new ArrayList<>();
                List<Double> amongMany = new ArrayList<>();
                turnByTurn(alone, start(address + "crowded"), quick, amongMany);
                report(quartz, median(quick), apart, median(amongMany), idle, elsewhere);
            }
        }
    }

    /** In turn, so that whatever else the machine does in these minutes falls on both. */
    private static void turnByTurn(ConfigurableApplicationContext alone, ConfigurableApplicationContext crowded,
            List<Double> quick, List<Double> amongMany) throws InterruptedException {
        try (crowded) {
            crowd(crowded.getBean(JdbcTemplate.class));
            round(alone, TIMERS / 2);
            round(crowded, TIMERS / 2);
            for (int i = 0; i < ROUNDS; i++) {
                quick.add(round(alone, TIMERS));
                amongMany.add(round(crowded, TIMERS));
            }
        }
    }

    /** A million timers of a workspace that are due some day; their subjects' ids are of the kind that Steward makes. */
    private static void crowd(JdbcTemplate jdbc) {
        jdbc.update("""
                insert into timer (workspace_id, subject_id, type, step, due_at, try_at)
                select ?, uuidv7(), ?, '', at, at
                from (select now() + interval '1 day' + n * interval '1 second' as at from generate_series(1, ?) n) each
                """, WORKSPACE.value(), TYPE.name(), FUTURE);
        jdbc.execute("vacuum analyze timer");
        jdbc.execute("checkpoint");
    }

    private static void report(double quartz, double alone, double apart, double amongMany, Delays idle,
            Delays elsewhere)
            throws IOException {
        String text = String.format(Locale.ROOT, """
                | timers due in one instant, PostgreSQL with fsync | a second |
                |---|---|
                | Steward | %,.0f |
                | Steward, each in a transaction of its own | %,.0f |
                | Steward, beside %,d that are due some day | %,.0f (%.2f) |
                | plain Quartz, one-shot JDBC triggers | %,.0f |

                Steward / Quartz: %.0f

                | from due to handled, idle | p50 | p99 | longest |
                |---|---|---|---|
                | set by this instance | %s |
                | set by another one that is gone | %s |
                """, alone, apart, FUTURE, amongMany, amongMany / alone, quartz, alone / quartz, idle, elsewhere);
        System.out.println(text);
        Files.writeString(Path.of("target", "timers-benchmark.txt"), text);
        assertThat(alone).as("timers a second").isGreaterThanOrEqualTo(5_000);
        assertThat(alone / quartz).as("times as many as plain Quartz").isGreaterThanOrEqualTo(25);
        assertThat(amongMany / alone).as("what a million others leave of it").isGreaterThanOrEqualTo(0.9);
        assertThat(idle.p99()).as("p99 in ms").isLessThan(1_500);
        assertThat(elsewhere.p99()).as("p99 in ms, set elsewhere").isLessThan(1_500);
    }

    private ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(StewardApplication.class, Note.class).run(
                "--spring.datasource.url=" + url + "?user=postgres", "--server.port=0", "--server.address=127.0.0.1",
                "--steward.home=" + folder.resolve("home"));
    }

    private static double median(List<Double> rounds) {
        System.out.println(rounds);
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    /** Sets so many for one instant, waits for it, and then until none is left; how many a second. */
    private static double round(ConfigurableApplicationContext steward, int many)
            throws InterruptedException {
        var jdbc = steward.getBean(JdbcTemplate.class);
        jdbc.execute("create table if not exists handled (id uuid primary key, due timestamptz)");
        jdbc.execute("truncate handled");
        var timers = steward.getBean(Timers.class);
        var transaction = steward.getBean(TransactionTemplate.class);
        Instant due = Instant.now().plus(Duration.ofSeconds(4).plus(Duration.ofMillis(many / 10)));
        for (int done = 0; done < many; done += 1_000) {
            transaction.executeWithoutResult(status -> timers.set(Stream.generate(TimersBenchmark::key).limit(1_000)
                    .collect(toMap(Function.identity(), key -> due))));
        }
        assertThat(Instant.now()).as("all are set before they are due").isBefore(due);
        Thread.sleep(Duration.between(Instant.now(), due));
        long begun = System.nanoTime();
        while (Boolean.TRUE.equals(jdbc.queryForObject("select exists (select from timer where try_at <= ?)",
                Boolean.class, due.atOffset(ZoneOffset.UTC)))) {
            Thread.sleep(5);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(jdbc.queryForObject("select count(*) from handled", Integer.class)).isEqualTo(many);
        return many / seconds;
    }

    private enum Set {
        HERE, ELSEWHERE
    }

    private static Delays delays(ConfigurableApplicationContext steward, Set where) throws InterruptedException {
        var timers = steward.getBean(Timers.class);
        var transaction = steward.getBean(TransactionTemplate.class);
        var jdbc = steward.getBean(JdbcTemplate.class);
        var note = steward.getBean(Note.class);
        var random = new Random(1);
        note.delays.clear();
        for (int i = 0; i < SINGLE; i++) {
            Instant due = Instant.now().plusMillis(20L + random.nextInt(2_000));
            if (where == Set.HERE) {
                transaction.executeWithoutResult(status -> timers.set(key(), due));
            } else {
                TimerKey key = key();
                jdbc.update("""
                        insert into timer (workspace_id, subject_id, type, step, due_at, try_at) values (?, ?, ?, '', ?, ?)
                        """, WORKSPACE.value(), key.subject(), TYPE.name(), due.atOffset(ZoneOffset.UTC),
                        due.atOffset(ZoneOffset.UTC));
            }
            Thread.sleep(50L + random.nextInt(50));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> note.delays.size() == SINGLE);
        List<Duration> sorted = note.delays.stream().sorted(Comparator.naturalOrder()).toList();
        return new Delays(millis(sorted.get(SINGLE / 2)), millis(sorted.get((int) (SINGLE * 0.99))),
                millis(sorted.getLast()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static TimerKey key() {
        return TYPE.of(WORKSPACE, UuidCreator.getTimeOrderedEpoch());
    }

    /** In milliseconds. */
    private record Delays(double p50, double p99, double longest) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f ms | %.0f ms | %.0f ms", p50, p99, longest);
        }
    }

    /** Does what the least of handlers would: one insert. */
    static final class Note implements TimerHandler {
        private final ConcurrentLinkedQueue<Duration> delays = new ConcurrentLinkedQueue<>();
        private final JdbcTemplate jdbc;
        private volatile boolean takesLong;

        Note(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public TimerType type() {
            return TYPE;
        }

        @Override
        public boolean takesLong() {
            return takesLong;
        }

        @Override
        public void handle(DueTimer timer) {
            jdbc.update("insert into handled values (?, ?)", timer.subject(), timer.due().atOffset(ZoneOffset.UTC));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    delays.add(Duration.between(timer.due(), Instant.now()));
                }
            });
        }
    }

    static String resource(String path) throws IOException {
        try (var in = TimersBenchmark.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
