package dev.steward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as an operator meets it: a process with an environment, an exit code and its last words. */
class StewardProcessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws Exception {
        started.forEach(Process::destroy);
        for (Process process : started) {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            SLACK_BOT_TOKEN       | xoxb-secret-1 | SLACK_BOT_TOKEN is set, but SLACK_SIGNING_SECRET (for HTTP) or SLACK_APP_TOKEN (for Socket Mode) is missing.
            SLACK_SIGNING_SECRET  | ''            | SLACK_SIGNING_SECRET is set but empty: give it a value or remove it.
            SPRING_DATASOURCE_URL | jdbc:postgresql://127.0.0.1:9/steward?password=secret-1 | The database steward at 127.0.0.1:9 cannot be reached: start it, or correct SPRING_DATASOURCE_URL.
            """)
    void refusesToStartInOneSentence(String variable, String value, String sentence) throws Exception {
        Process process = start("refused.log", Map.of(variable, value));

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(output("refused.log")).isEqualTo("Steward did not start. " + sentence + "\n");
    }

    @Test
    void losesNothingWhenItIsKilledAndLetsNobodyInBesideIt() throws Exception {
        int port = freePort();
        Process first = start("first.log", Map.of("SERVER_PORT", Integer.toString(port)));
        awaitReady(first, "first.log");

        assertThat(get(port, "/actuator/health/readiness")).isEqualTo(200);
        assertThat(get(port, "/actuator/health/liveness")).isEqualTo(200);
        assertThat(get(port, "/actuator/prometheus")).isEqualTo(200);
        assertThat(metricsOfAlerts()).isNotEmpty().isSubsetOf(metrics(port));
        assertThat(get(port, "/actuator/env")).isEqualTo(404);
        assertThat(addressesAnsweringOn(port)).allMatch(InetAddress::isLoopbackAddress).isNotEmpty();
        sql("create table kept (id int)");
        sql("insert into kept values (7)");

        Process beside = start("beside.log", Map.of("SERVER_PORT", Integer.toString(freePort())));
        assertThat(beside.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(beside.exitValue()).isNotZero();
        assertThat(output("beside.log")).startsWith("Steward did not start. Another Steward (process " + first.pid()
                + ") is running with its data in ").hasLineCount(1);

        first.destroyForcibly().waitFor();
        long orphan = databaseProcess();
        assertThat(ProcessHandle.of(orphan)).as("the database outlives the kill").isPresent();

        Process second = start("second.log", Map.of("SERVER_PORT", Integer.toString(port)));
        awaitReady(second, "second.log");
        awaitEnd(orphan);
        assertThat(sql("select id from kept")).isEqualTo("7");

        long database = databaseProcess();
        second.destroy();
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitEnd(database);
    }

    @Test
    void saysWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("taken.log", Map.of("SERVER_PORT", Integer.toString(taken.getLocalPort())));

            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(output("taken.log")).doesNotContain("Exception").contains("Steward did not start. Port "
                    + taken.getLocalPort() + " is taken by another program: stop that one, or set SERVER_PORT.");
        }
    }

    private Process start(String log, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-jar",
                Path.of(System.getProperty("steward.jar", "target/steward.jar")).toAbsolutePath().toString())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile());
        builder.environment().keySet()
                .removeIf(name -> name.matches("(SLACK|STEWARD|SPRING|SERVER|MANAGEMENT|LOGGING)_.*"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void awaitReady(Process process, String log) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(process.isAlive()).as(() -> readOutput(log)).isTrue();
            return output(log).contains("Ready after");
        });
    }

    /** Its last sign of life is removing its file, a moment before it ends. */
    private static void awaitEnd(long process) {
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    private String output(String log) throws IOException {
        return Files.readString(folder.resolve(log), UTF_8);
    }

    private String readOutput(String log) {
        try {
            return output(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> postmaster() throws IOException {
        return Files.readAllLines(folder.resolve(".steward/postgres-18/postmaster.pid"));
    }

    private long databaseProcess() throws IOException {
        return Long.parseLong(postmaster().getFirst().trim());
    }

    /** @return the first column of the first row, empty where there is none */
    private String sql(String sql) throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster().get(3).trim() + "/steward";
        String password = Files.readString(folder.resolve(".steward/postgres-18/steward.password"));
        try (Connection connection = DriverManager.getConnection(url, "steward", password);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** Those the alerts ask for; {@code up} is Prometheus' own. */
    private static Set<String> metricsOfAlerts() throws IOException {
        return words("\\bsteward_\\w+", Files.readString(Path.of("docker/alerts.yaml")));
    }

    private static Set<String> metrics(int port) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return words("(?m)^steward_\\w+",
                    http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                            .build(), BodyHandlers.ofString()).body());
        }
    }

    private static Set<String> words(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static int get(int port, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    BodyHandlers.discarding()).statusCode();
        }
    }

    private static List<InetAddress> addressesAnsweringOn(int port) throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).filter(address -> {
            try (Socket socket = new Socket(address, port)) {
                return socket.isConnected();
            } catch (IOException refused) {
                return false;
            }
        }).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
