package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.StewardApplication;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installations;
import dev.steward.workspace.WorkspaceId;

/**
 * How many messages leave in a second, how soon one leaves after its commit, and how near to Slack's limits. PostgreSQL with fsync
 * on, the sender with a pool of twenty, and the fake Slack share the machine.
 */
class DeliveryBenchmark {
    private static final int WORKSPACES = 200;
    private static final int CHANNELS = 10;
    private static final int EACH = Integer.getInteger("benchmark.each", 10);
    private static final int SENT = 1_000_000;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres postgres;

    @BeforeEach
    void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg")).setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB").setServerConfig("max_wal_size", "4GB").start();
    }

    @AfterEach
    void stopDatabase() throws Exception {
        postgres.close();
    }

    @Test
    void sendsAThousandASecondAndAtOnceWhateverWasSentBefore() throws Exception {
        try (var source = pool(); var slack = new CountingSlack()) {
            Instance.migrate(source);
            throughput(source, slack);
            double rate = throughput(source, slack);
            double p99 = latency(source, slack);
            fill(source);
            throughput(source, slack);
            double rateAfter = throughput(source, slack);
            double p99After = latency(source, slack);

            say("| an empty table | %,.0f a second | p99 from commit to request %.1f ms |", rate, p99);
            say("| %,d sent rows | %,.0f a second | p99 from commit to request %.1f ms |", SENT, rateAfter, p99After);
            assertThat(rate).isGreaterThan(1_000);
            assertThat(rateAfter).isGreaterThan(1_000).isGreaterThan(rate * 0.9);
            assertThat(p99).isLessThan(100);
            assertThat(p99After).isLessThan(100);
        }
    }

    private double throughput(HikariDataSource source, CountingSlack slack) throws Exception {
        slack.forget();
        try (var writer = Instance.on(source, slack.url()).build()) {
            for (int w = 0; w < WORKSPACES; w++) {
                var workspace = new WorkspaceId(UUID.randomUUID());
                int n = w;
                writer.transaction.executeWithoutResult(status -> IntStream.range(0, CHANNELS * EACH)
                        .forEach(i -> writer.outbox.say(workspace, UUID.randomUUID(), "benchmark",
                                new Recipient.Channel(new ChannelId("C" + i % CHANNELS), null),
                                Message.of("w" + n + " message " + i + " of a reasonable length, as people write"))));
            }
        }
        int all = WORKSPACES * CHANNELS * EACH;
        try (var sender = Instance.on(source, slack.url()).build()) {
            sender.start();
            await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(50))
                    .until(() -> slack.arrivals().size() == all);
            await().until(() -> sender.jdbc.sql("select count(*) from delivery where due_at is not null")
                    .query(Long.class).single() == 0);
        }
        assertThat(slack.repeated()).isZero();
        var times = slack.arrivals().values().stream().mapToLong(Long::longValue).summaryStatistics();
        double seconds = (times.getMax() - times.getMin()) / 1e9;
        say("%,d messages in %.1f s", all, seconds);
        return all / seconds;
    }

    /** One message at a time while nothing else is queued: from the end of the commit to the request's arrival. */
    private double latency(HikariDataSource source, CountingSlack slack) throws Exception {
        slack.forget();
        var random = new Random(7);
        var workspaces = IntStream.range(0, 20).mapToObj(i -> new WorkspaceId(UUID.randomUUID())).toList();
        Map<String, Long> committed = new HashMap<>();
        try (var sender = Instance.on(source, slack.url()).build()) {
            sender.start();
            for (int i = 0; i < 600; i++) {
                String text = "latency " + i;
                var workspace = workspaces.get(random.nextInt(workspaces.size()));
                var channel = new ChannelId("C" + random.nextInt(CHANNELS));
                sender.transaction.executeWithoutResult(status -> sender.outbox.say(workspace, UUID.randomUUID(),
                        "benchmark", new Recipient.Channel(channel, null), Message.of(text)));
                committed.put(text, System.nanoTime());
                Thread.sleep(5 + random.nextInt(30));
            }
            await().until(() -> slack.arrivals().size() == committed.size());
        }
        var waits = committed.entrySet().stream()
                .mapToDouble(each -> (slack.arrivals().getOrDefault(each.getKey(), 0L) - each.getValue()) / 1e6)
                .sorted().toArray();
        say("from commit to request: p50 %.1f ms, p99 %.1f ms, most %.1f ms", waits[waits.length / 2],
                waits[waits.length * 99 / 100], waits[waits.length - 1]);
        return waits[waits.length * 99 / 100];
    }

    private static void fill(HikariDataSource source) {
        JdbcClient.create(source).sql("""
                insert into delivery (id, workspace_id, thing_id, form, label, recipient, lane, state, settled_at,
                                      channel_id, ts)
                select gen_random_uuid(), md5('w' || n % 200)::uuid, gen_random_uuid(), 'notice', 'earlier',
                       'C' || n % 10, 'C' || n % 10, 'sent', now(), 'C' || n % 10, '1.' || n
                from generate_series(1, :rows) n
                """).param("rows", SENT).update();
        JdbcClient.create(source).sql("vacuum analyze delivery").update();
    }

    /** Against the sandbox's Slack and its limits, over three minutes; the first does not count. */
    @Test
    void usesWhatSlackAllowsAndNoMore() throws Exception {
        limits(3, 3 * 60);
        limits(10, 300);
    }

    private void limits(int lanes, int allowedAMinute) throws Exception {
        var context = new SpringApplicationBuilder(StewardApplication.class).initializers(new TestDatabase.Fresh())
                .run("--server.port=0", "--steward.home=" + folder.resolve("home"));
        try (context) {
            var notices = context.getBean(Notices.class);
            var jdbc = context.getBean(JdbcClient.class);
            var limits = context.getBean(Limits.class);
            var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            var workspace = context.getBean(Installations.class).all().getFirst().workspace();
            List<Recipient> recipients = new ArrayList<>();
            jdbc.sql("select id from sandbox_channel where kind = 'PUBLIC' order by id").query(String.class).list()
                    .forEach(id -> recipients.add(new Recipient.Channel(new ChannelId(id), null)));
            jdbc.sql("select id from sandbox_person where not bot order by id").query(String.class).list()
                    .forEach(id -> recipients.add(new Recipient.Direct(new dev.steward.workspace.UserId(id))));
            var chosen = recipients.subList(0, Math.min(lanes, recipients.size()));
            transaction.executeWithoutResult(status -> {
                for (int i = 0; i < allowedAMinute * 5; i++) {
                    notices.say(workspace, UUID.randomUUID(), "benchmark", chosen.get(i % chosen.size()),
                            Message.of("message " + i));
                }
            });
            Thread.sleep(Duration.ofMinutes(1));
            long before = sent(jdbc);
            double limited = limits.limitedSeconds();
            Thread.sleep(Duration.ofMinutes(2));
            double share = (sent(jdbc) - before) / (2.0 * allowedAMinute);
            say("| %d lanes, %d a minute allowed | %.1f %% used | %.0f s of Retry-After after the first minute |",
                    chosen.size(), allowedAMinute, share * 100, limits.limitedSeconds() - limited);
            assertThat(share).isGreaterThanOrEqualTo(0.95);
            assertThat(limits.limitedSeconds()).isEqualTo(limited);
        }
    }

    private static long sent(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from delivery where state = 'sent' and label = 'benchmark'").query(Long.class)
                .single();
    }

    /** What waking by NOTIFY within the transaction would cost those who commit, and so why it happens after the commit. */
    @Test
    void wakesDoNotSlowCommits() throws Exception {
        try (var source = pool(); var slack = new CountingSlack()) {
            Instance.migrate(source);
            try (var writer = Instance.on(source, slack.url()).build()) {
                commits(writer, false);
                double after = commits(writer, false);
                double within = commits(writer, true);
                say("| waking after the commit | %,.0f commits a second |", after);
                say("| NOTIFY within the transaction | %,.0f commits a second |", within);
            }
        }
    }

    private static double commits(Instance writer, boolean notify) throws Exception {
        var count = new java.util.concurrent.atomic.AtomicLong();
        long began = System.nanoTime();
        long end = began + Duration.ofSeconds(8).toNanos();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < 16; t++) {
                var workspace = new WorkspaceId(UUID.randomUUID());
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        writer.transaction.executeWithoutResult(status -> {
                            writer.outbox.say(workspace, UUID.randomUUID(), "benchmark",
                                    new Recipient.Channel(new ChannelId("C1"), null), Message.of("hello"));
                            if (notify) {
                                writer.jdbc.sql("select pg_notify('steward_benchmark', :w)")
                                        .param("w", workspace.value().toString()).query((row, n) -> n).list();
                            }
                        });
                        count.incrementAndGet();
                    }
                });
            }
        }
        return count.get() / ((System.nanoTime() - began) / 1e9);
    }

    private HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + postgres.getPort()
                + "/postgres?user=postgres&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(20);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    private static void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
