package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * Steward as processes that are killed, its PostgreSQL as one that crashes, and the sandbox's Slack, which sees all of it and in the
 * end must show each message once and in order. {@code mvn verify} runs a short form; {@code mvn -Pchaos verify} the long one.
 */
class ChaosIT {
    private static final boolean FULL = Boolean.getBoolean("steward.chaos.full");
    private static final long SEED = Long.getLong("steward.chaos.seed", System.nanoTime());
    private static final int CHANNELS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What takes long is waited for less, so that more happens in the time. */
    private static final Map<String, String> FAST = Map.of("STEWARD_DELIVERY_PACE", "0s", "STEWARD_DELIVERY_LIMITS",
            "false", "STEWARD_DELIVERY_LEASE", "2s", "STEWARD_SLACK_CALL_TIMEOUT", "3s");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private static Path folder;
    @SuppressWarnings("NullAway.Init")
    private static StewardJar jar;
    @SuppressWarnings("NullAway.Init")
    private static FrailDatabase database;
    @SuppressWarnings("NullAway.Init")
    private static SandboxProcess slack;
    @SuppressWarnings("NullAway.Init")
    private static DeadlyProxy proxy;
    @SuppressWarnings("NullAway.Init")
    private static HikariDataSource pool;
    @SuppressWarnings("NullAway.Init")
    private static WorkspaceId workspace;

    @BeforeAll
    static void start() throws Exception {
        jar = new StewardJar(folder);
        database = new FrailDatabase(folder);
        slack = new SandboxProcess(jar);
        proxy = new DeadlyProxy(slack.api());
        pool = database.pool(6);
        workspace = makeTablesAndLearnWorkspace();
    }

    /** By a first start that ends in good order. */
    private static WorkspaceId makeTablesAndLearnWorkspace() throws InterruptedException {
        try (Supervised first = instance("first", Map.of())) {
            first.start();
            first.awaitReady();
            JdbcClient jdbc = JdbcClient.create(pool);
            await().atMost(PATIENCE).until(
                    () -> jdbc.sql("select count(*) from workspace").query(Integer.class).single() == 1);
            UUID id = jdbc.sql("select id from workspace").query(UUID.class).single();
            first.stop();
            return new WorkspaceId(id);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        pool.close();
        slack.close();
        database.close();
        jar.close();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyMessageStandsOnceAndInOrder(Scenario scenario) throws Exception {
        long began = System.nanoTime();
        var random = new Random(SEED);
        List<ChannelId> channels = slack.channels(scenario.name, CHANNELS);
        List<Supervised> instances = IntStream.rangeClosed(1, scenario.instances)
                .mapToObj(n -> instance(scenario.name + n, FAST))
                .toList();
        var killer = new Killer(proxy, instances, random);
        int unheard = proxy.unheard();
        try (Writers writers = new Writers(pool, workspace, channels, 4, SEED)) {
            instances.forEach(Supervised::start);
            int rounds = 0;
            int released = 0;
            int crashes = 0;
            while (killer.kills() < scenario.kills) {
                // what is written keeps step with the killing, so that there is always something to be lost
                int due = (int) ((killer.kills() + 1L) * scenario.messages / (scenario.kills + 1));
                writers.release(Math.max(0, due - released));
                released = Math.max(released, due);
                if (killer.kills() >= (crashes + 1) * scenario.kills / (scenario.crashes + 1)
                        && crashes < scenario.crashes) {
                    crash(random);
                    crashes++;
                }
                killer.strike(rounds++);
            }
            writers.release(scenario.messages - released);
            await("written").atMost(PATIENCE).until(writers::done);
            awaitSettled(channels);

            Verdict verdict = verdict(channels, writers);
            System.out.printf("Chaos, %s: %d s, %s, %d crashes of PostgreSQL, %d transactions tried again, %d answers"
                    + " of Slack unheard, %d starts given up; %s (seed %d)%n", scenario,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), killer, crashes, writers.triedAgain(),
                    proxy.unheard() - unheard, instances.stream().mapToInt(Supervised::gaveUp).sum(), verdict, SEED);
            assertThat(verdict.details()).isEmpty();
            assertThat(verdict.messages()).isEqualTo(scenario.messages);
            assertThat(proxy.unheard() - unheard).as("messages that Slack took from a dying sender").isPositive();
        } finally {
            for (Supervised instance : instances) {
                instance.close();
            }
        }
    }

    /** With the settings that Steward comes with. */
    @Test
    void anotherInstanceTakesOverFromOneThatWasKilled() throws Exception {
        List<ChannelId> channels = slack.channels("takeover", 4);
        var instances = List.of(instance("left", Map.of()), instance("right", Map.of()));
        var latest = new AtomicReference<>("");
        var posts = new LinkedBlockingQueue<Post>();
        proxy.onPosting(name -> {
            latest.set(name);
            posts.add(new Post(name, System.nanoTime()));
        });
        List<Long> took = new ArrayList<>();
        try (Writers writers = new Writers(pool, workspace, channels, 1, SEED)) {
            instances.forEach(Supervised::start);
            for (int round = 0; round < (FULL ? 5 : 1); round++) {
                for (Supervised instance : instances) {
                    instance.awaitReady();
                }
                posts.clear();
                writers.release(10);
                for (int i = 0; i < 5; i++) {
                    assertThat(posts.poll(30, TimeUnit.SECONDS)).as("it goes on").isNotNull();
                }
                Supervised victim = instances.stream().filter(i -> i.name().equals(latest.get())).findFirst()
                        .orElseThrow();
                victim.end();
                long killed = System.nanoTime();
                writers.release(10);
                Post first;
                do {
                    first = posts.poll(60, TimeUnit.SECONDS);
                    assertThat(first).as("another one goes on").isNotNull();
                } while (first.by.equals(victim.name()));
                took.add(TimeUnit.NANOSECONDS.toMillis(first.at - killed));
                victim.start();
            }
            await("written").atMost(PATIENCE).until(writers::done);
            awaitSettled(channels);
            Verdict verdict = verdict(channels, writers);
            System.out.printf("Takeover: the first message of another instance leaves %s ms after a kill; %s%n", took,
                    verdict);
            assertThat(verdict.details()).isEmpty();
            assertThat(took).allMatch(millis -> millis < 8_000);
        } finally {
            for (Supervised instance : instances) {
                instance.close();
            }
        }
    }

    private static Verdict verdict(List<ChannelId> channels, Writers writers) throws Exception {
        Map<ChannelId, List<String>> said = new HashMap<>();
        for (ChannelId channel : channels) {
            said.put(channel, slack.said(channel));
        }
        return Verdict.of(writers.written(), said);
    }

    private static Stream<Scenario> scenarios() {
        return FULL
                ? Stream.of(new Scenario("one", 1, 50, 0, 5_000), new Scenario("two", 2, 50, 0, 5_000),
                        new Scenario("crashes", 2, 50, 5, 5_000))
                : Stream.of(new Scenario("short", 2, 6, 1, 600));
    }

    private static void crash(Random random) throws Exception {
        database.crash();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
        database.comeBack();
    }

    /** Until nothing of these channels waits; all must have been sent. */
    private static void awaitSettled(List<ChannelId> channels) {
        var rows = JdbcClient.create(pool).sql("""
                select state || coalesce(': ' || failure, '') from delivery
                where lane = any(:lanes) and (state <> 'sent' or due_at is not null)
                order by state = 'pending', position limit 20
                """).param("lanes", channels.stream().map(ChannelId::value).toArray(String[]::new));
        List<String> open = new ArrayList<>();
        await("all sent").conditionEvaluationListener(null).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    open.clear();
                    open.addAll(rows.query(String.class).list());
                    return open.isEmpty() || !open.getFirst().startsWith("pending");
                });
        assertThat(open).as("not sent").isEmpty();
    }

    private static Supervised instance(String name, Map<String, String> extra) {
        Map<String, String> environment = new HashMap<>(Map.of("SLACK_BOT_TOKEN", slack.botToken(),
                "SLACK_SIGNING_SECRET", "chaos", "STEWARD_SLACK_API_URL", proxy.url(name), "SPRING_DATASOURCE_URL",
                database.url(), "SERVER_PORT", "0"));
        environment.putAll(extra);
        var instance = new Supervised(jar, name, environment);
        proxy.watch(instance);
        return instance;
    }

    private record Post(String by, long at) {}

    /**
     * @param kills   at least so many
     * @param crashes of PostgreSQL
     */
    private record Scenario(String name, int instances, int kills, int crashes, int messages) {
        @Override
        public String toString() {
            return instances == 1 ? "one instance" : instances + " instances";
        }
    }
}
