package dev.steward.benchmark;

import static java.util.stream.Collectors.joining;
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
import java.util.stream.Stream;

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
    /** Where the classes of another state of Steward are, to be measured in turns with this one. */
    private static final @Nullable String BESIDE = System.getProperty("benchmark.beside");

    @TempDir
    Path folder;

    @Test
    void capturesAtLeastHalfAsFastAsABareHandler() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start()) {
            HttpServer slack = fakeSlack();
            List<Server> servers = new ArrayList<>();
            try {
                String url = database(postgres, "bare");
                Server bare = server(servers, "bare Bolt, one insert", null, url, slack, BareBolt.class.getName(),
                        String.valueOf(POOL), folder.toString());
                Server steward = steward(servers, "Steward, full path", null, postgres, slack);
                if (BESIDE != null) {
                    steward(servers, "Steward of before", BESIDE, postgres, slack);
                }
                for (Server server : servers) {
                    server.load.run(WARM_UP);
                }
                for (Server server : servers) {
                    analyze(server.url);
                }
                var database = ProcessHandle.of(pid(folder.resolve("pg"))).orElseThrow();
                for (int i = 0; i < ROUNDS; i++) {
                    for (Server server : servers) {
                        server.rounds.add(Round.of(server, database));
                    }
                }
                report(servers, bare.median(), steward.median(), singleInserts(url, ROUND), fsync(url));
            } finally {
                for (Server server : servers) {
                    server.process.destroyForcibly().waitFor();
                }
                slack.stop(0);
            }
        }
    }

    private static void report(List<Server> servers, Round bare, Round steward, double inserts, String fsync)
            throws IOException {
        String text = String.format(Locale.ROOT, """
                /feedback <text>, %d connections, PostgreSQL with fsync %s
                %s
                single-row inserts: %,.0f/s by JDBC
                Steward / bare: %.2f
                """, Load.CONNECTIONS, fsync,
                servers.stream().map(server -> server.name + ": " + server.median()).collect(joining("\n")), inserts,
                steward.load().perSecond() / bare.load().perSecond());
        System.out.println(text);
        Files.writeString(Path.of("target", "capture-benchmark.txt"), text);
        assertThat(steward.load().refused()).isZero();
        assertThat(steward.load().perSecond()).as("at least half of the bare handler")
                .isGreaterThan(bare.load().perSecond() / 2);
        assertThat(steward.load().p99()).as("p99 in ms").isLessThan(Math.max(20, bare.load().p99()));
    }

    private static String database(EmbeddedPostgres postgres, String name) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
        try (Connection connection = DriverManager.getConnection(url + "postgres", "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url + name;
    }

    /** As autovacuum does within a minute or two, so that no plan is from when there was nothing. */
    private static void analyze(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private static long pid(Path data) throws IOException {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow());
        }
    }

    /** @param classes that take the place of this build's; null for this build */
    private Server steward(List<Server> servers, String name, @Nullable String classes, EmbeddedPostgres postgres,
            HttpServer slack) throws Exception {
        String url = database(postgres, "steward" + servers.size());
        Server steward = server(servers, name, classes, url, slack, "dev.steward.StewardApplication",
                "--server.address=127.0.0.1", "--spring.datasource.hikari.maximum-pool-size=" + POOL,
                "--steward.home=" + folder.resolve("home" + servers.size()));
        prepare(url);
        return steward;
    }

    /** Started, and answering. Its port is the first of its arguments. */
    private Server server(List<Server> servers, String name, @Nullable String classes, String url, HttpServer slack,
            String main, String... arguments) throws IOException {
        int port = freePort();
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        line.addAll(List.of("-cp", classPath(classes), main,
                main.equals(BareBolt.class.getName()) ? String.valueOf(port) : "--server.port=" + port));
        line.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(new File("target/benchmark-capture-" + servers.size() + ".log"));
        builder.environment().putAll(Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", "postgres",
                "SPRING_DATASOURCE_PASSWORD", "postgres", "SLACK_BOT_TOKEN", "xoxb-bench", "SLACK_SIGNING_SECRET",
                SECRET,
                "STEWARD_SLACK_API_URL", "http://127.0.0.1:" + slack.getAddress().getPort() + "/api/"));
        var server = new Server(name, url, builder.start(), new Load(port, SECRET));
        servers.add(server);
        awaitPort(port, server.process);
        return server;
    }

    private static String classPath(@Nullable String classes) {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return classes == null
                ? all
                : Stream.of(all.split(File.pathSeparator))
                        .map(one -> Files.exists(Path.of(one, "dev", "steward", "StewardApplication.class"))
                                ? classes
                                : one)
                        .collect(joining(File.pathSeparator));
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

    private record Server(String name, String url, Process process, Load load, List<Round> rounds) {
        Server(String name, String url, Process process, Load load) {
            this(name, url, process, load, new ArrayList<>());
        }

        Round median() {
            return rounds.stream().sorted(Comparator.comparingDouble(round -> round.load().perSecond())).toList()
                    .get(rounds.size() / 2);
        }
    }

    /**
     * What one round showed. Throughput depends on what else the machine does; the time of a core that one request takes hardly does.
     *
     * @param serverMicros   microseconds of a core that the server takes for a request
     * @param databaseMicros as much for PostgreSQL, from its connections that stay
     */
    private record Round(Load.Result load, double serverMicros, double databaseMicros) {
        static Round of(Server server, ProcessHandle database) throws InterruptedException {
            ProcessHandle process = server.process.toHandle();
            Duration serverBefore = busy(Stream.of(process));
            Duration databaseBefore = busy(database.descendants());
            Load.Result result = server.load.run(ROUND);
            double requests = result.perSecond() * ROUND.toSeconds();
            return new Round(result, micros(serverBefore, busy(Stream.of(process))) / requests,
                    micros(databaseBefore, busy(database.descendants())) / requests);
        }

        private static Duration busy(Stream<ProcessHandle> processes) {
            return processes.flatMap(process -> process.info().totalCpuDuration().stream())
                    .reduce(Duration.ZERO, Duration::plus);
        }

        private static double micros(Duration before, Duration after) {
            return after.minus(before).toNanos() / 1000.0;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s, %,.0f µs of a core each (PostgreSQL %,.0f µs)", load, serverMicros,
                    databaseMicros);
        }
    }
}
