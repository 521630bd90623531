package dev.steward.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code /feedback <text>} through Steward's full path, beside a bare Bolt handler with one insert and single-row inserts by
 * plain JDBC, on one PostgreSQL with fsync on. Each server is a process of its own with the same JVM settings; rounds
 * alternate, and the median of each is reported.
 */
class CaptureBenchmark {
    private static final String YES = """
            {"ok": true, "url": "https://bench.slack.com/", "team": "Bench", "team_id": "T0BENCH", "user": "steward",
             "user_id": "U0STEWARD", "bot_id": "B0STEWARD", "app_id": "A0BENCH", "members": [],
             "user_profile": {}, "channel": "C0BENCH", "ts": "1700000000.000100", "permalink": "https://bench.slack.com/p",
             "response_metadata": {"next_cursor": ""}}
            """;
    private static final String MEMBER = """
            {"ok": true, "user": {"id": "U0BENCH", "team_id": "T0BENCH", "name": "ada", "profile": {"real_name": "Ada"}}}
            """;
    private static final String CHANNEL = """
            {"ok": true, "channel": {"id": "C0BENCH", "name": "general", "is_channel": true, "is_member": true,
             "num_members": 3}}
            """;
    private static final String SECRET = "bench-signing-secret";
    private static final int POOL = 16;
    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED");
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("benchmark.warmup", 15));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmark.round", 10));
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);

    @TempDir
    Path folder;

    @Test
    void capturesAtLeastHalfAsFastAsABareHandler() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            HttpServer slack = fakeSlack();
            Process bare = null;
            Process steward = null;
            try {
                int barePort = freePort();
                int stewardPort = freePort();
                bare = java(url, slack, "bare", BareBolt.class.getName(), String.valueOf(barePort),
                        String.valueOf(POOL),
                        folder.toString());
                steward = java(url, slack, "steward", "dev.steward.StewardApplication", "--server.port=" + stewardPort,
                        "--server.address=127.0.0.1", "--spring.datasource.hikari.maximum-pool-size=" + POOL,
                        "--steward.home=" + folder.resolve("home"));
                awaitPort(barePort, bare);
                awaitPort(stewardPort, steward);
                prepare(url);

                var bareLoad = new Load(barePort, SECRET);
                var stewardLoad = new Load(stewardPort, SECRET);
                bareLoad.run(WARM_UP);
                stewardLoad.run(WARM_UP);
                List<Load.Result> bares = new ArrayList<>();
                List<Load.Result> stewards = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    bares.add(bareLoad.run(ROUND));
                    stewards.add(stewardLoad.run(ROUND));
                }
                double inserts = singleInserts(url, ROUND);
                report(median(bares), median(stewards), inserts, fsync(url));
            } finally {
                stop(bare);
                stop(steward);
                slack.stop(0);
            }
        }
    }

    private static void report(Load.Result bare, Load.Result steward, double inserts, String fsync) throws IOException {
        String text = String.format(Locale.ROOT, """
                /feedback <text>, %d connections, PostgreSQL with fsync %s
                Steward, full path      %s
                bare Bolt, one insert   %s
                single-row inserts      %,.0f/s by JDBC
                Steward / bare          %.2f
                """, Load.CONNECTIONS, fsync, steward, bare, inserts, steward.perSecond() / bare.perSecond());
        System.out.println(text);
        Files.writeString(Path.of("target", "capture-benchmark.txt"), text);
        assertThat(steward.refused()).isZero();
        assertThat(steward.perSecond()).as("at least half of the bare handler").isGreaterThan(bare.perSecond() / 2);
        assertThat(steward.p99()).as("p99 in ms").isLessThan(Math.max(20, bare.p99()));
    }

    private static Load.Result median(List<Load.Result> rounds) {
        return rounds.stream().sorted(Comparator.comparingDouble(Load.Result::perSecond)).toList()
                .get(rounds.size() / 2);
    }

    private Process java(String url, HttpServer slack, String name, String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        line.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        line.addAll(Arrays.asList(command));
        var builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(new File("target/benchmark-" + name + ".log"));
        builder.environment().putAll(Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", "postgres",
                "SPRING_DATASOURCE_PASSWORD", "postgres", "SLACK_BOT_TOKEN", "xoxb-bench", "SLACK_SIGNING_SECRET",
                SECRET,
                "STEWARD_SLACK_API_URL", "http://127.0.0.1:" + slack.getAddress().getPort() + "/api/"));
        return builder.start();
    }

    /** Says yes to everything, so that what is measured is Steward. */
    private static HttpServer fakeSlack() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = (switch (exchange.getRequestURI().getPath()) {
                case "/api/users.info" -> MEMBER;
                case "/api/conversations.info" -> CHANNEL;
                default -> YES;
            }).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Steward has learnt its workspace; give it an intake channel as setup would. */
    private static void prepare(String url) throws SQLException {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                    var statement = connection.createStatement()) {
                return statement.executeUpdate("update workspace set intake_channel_id = 'C0BENCH'") == 1;
            }
        });
    }

    private static double singleInserts(String url, Duration time) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create table single (id uuid primary key, team text, author text, words text)");
        }
        long end = System.nanoTime() + time.toNanos();
        var counts = new long[Load.CONNECTIONS];
        var threads = new Thread[Load.CONNECTIONS];
        for (int i = 0; i < threads.length; i++) {
            int mine = i;
            threads[i] = Thread.ofPlatform().start(() -> {
                try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                        var insert = connection.prepareStatement("insert into single values (?, 'T', 'U', 'words')")) {
                    while (System.nanoTime() < end) {
                        insert.setObject(1, UUID.randomUUID());
                        insert.executeUpdate();
                        counts[mine]++;
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return Arrays.stream(counts).sum() / (time.toNanos() / 1e9);
    }

    private static String fsync(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                var result = connection.createStatement().executeQuery("show fsync")) {
            result.next();
            return result.getString(1);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port, Process process) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended: see target/benchmark-*.log");
            }
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private static void stop(@Nullable Process process) throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }
}
