package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.web.Flood.Kind;
import dev.steward.workspace.Workspaces;

/**
 * A Steward with a heap of 512 MB, a process of its own with its own database, under 4,000 connections that send 1 MB each: unsigned or
 * with signatures, tokens and addresses that are made up, as fast as it goes or a few bytes a second, or headers that never end, at each
 * path that anybody can reach. Signed commands come meanwhile from the same address; each is to be answered in time.
 */
class FloodBenchmark {
    private static final String SECRET = "flood-signing-secret";
    private static final int CONNECTIONS = Integer.getInteger("benchmark.connections", 4_000);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmark.round", 60));
    /** Only rounds in whose name this is found. */
    private static final Pattern ONLY = Pattern.compile(System.getProperty("benchmark.only", ""));
    private static final int BODY = 998_000;
    /** Slack shows an error after three seconds. */
    private static final Duration SLACKS_PATIENCE = Duration.ofMillis(2_900);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED", "-Xlog:gc:file=target/flood-gc.log");

    @TempDir
    Path folder;

    private long sequence = System.nanoTime();

    private record Round(String name, Kind kind) {}

    private record Shown(String name, boolean alive, Map<String, Integer> outcomes, List<Double> millis, int unanswered,
            long liveMegabytes, double processors) {
        double at(double part) {
            return millis.isEmpty() ? Double.NaN : millis.get((int) ((millis.size() - 1) * part));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %s | %s | %,d | %.0f | %.0f | %.0f | %d | %d MB | %.1f | %s |", name,
                    String.join(", ",
                            outcomes.entrySet().stream()
                                    .map(each -> String.format(Locale.ROOT, "%s: %,d", each.getKey(), each.getValue()))
                                    .toList()),
                    millis.size(), at(0.5), at(0.99), at(1), unanswered, liveMegabytes, processors,
                    alive ? "yes" : "no");
        }
    }

    @Test
    void aFloodLeavesRoomForSlack() throws Exception {
        HttpServer slack = fakeSlack();
        int port = freePort();
        Process steward = start(port, slack);
        List<Shown> shown = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            UUID source = prepare(steward);
            for (int i = 0; i < 200; i++) {
                answered(http, port);
            }
            for (Round round : rounds(source)) {
                if (ONLY.matcher(round.name).find() && steward.isAlive()) {
                    shown.add(run(round, steward, port));
                    System.out.println(shown.getLast());
                }
            }
        } finally {
            steward.destroy();
            if (!steward.waitFor(1, TimeUnit.MINUTES)) {
                steward.destroyForcibly().waitFor();
            }
            slack.stop(0);
        }
        report(shown);
    }

    private static void report(List<Shown> shown) throws IOException {
        String text = """
                | | refused or cut off | signed, answered | p50, ms | p99 | longest | not in time | heap in use | processors | lives |
                |---|---|---|---|---|---|---|---|---|---|
                """ + String.join("\n", shown.stream().map(Shown::toString).toList()) + "\n";
        System.out.println(text);
        Files.writeString(Path.of("target", "flood-benchmark.txt"), text);
        assertThat(shown).isNotEmpty().allSatisfy(round -> {
            assertThat(round.alive).as(round.name + ": the process lives").isTrue();
            assertThat(round.unanswered).as(round.name + ": signed requests not answered in time").isZero();
            assertThat(round.millis).as(round.name).isNotEmpty();
        });
    }

    private Shown run(Round round, Process steward, int port) throws Exception {
        Path gc = Path.of("target/flood-gc.log");
        long logged = Files.size(gc);
        List<Double> millis = new ArrayList<>();
        int unanswered = 0;
        Map<String, Integer> outcomes;
        long start = System.nanoTime();
        long worked = worked(steward);
        long end = start + ROUND.toNanos();
        try (HttpClient kept = HttpClient.newHttpClient(); var flood = new Flood(port, CONNECTIONS, round.kind)) {
            for (int i = 0; System.nanoTime() < end && steward.isAlive(); i++) {
                long began = System.nanoTime();
                boolean answered;
                if (i % 2 == 0) {
                    answered = answered(kept, port);
                } else {
                    // Slack opens connections, too
                    HttpClient fresh = HttpClient.newHttpClient();
                    answered = answered(fresh, port);
                    fresh.shutdownNow();
                }
                if (answered) {
                    millis.add((System.nanoTime() - began) / 1e6);
                } else {
                    unanswered++;
                }
                Thread.sleep(PAUSE);
            }
            outcomes = flood.stop();
        }
        // on a machine with other work, less than there are
        double processors = (worked(steward) - worked) / (double) (System.nanoTime() - start);
        // what they left is closed before the next ones come
        Thread.sleep(2_000);
        millis.sort(null);
        return new Shown(round.name, steward.isAlive(), outcomes, millis, unanswered, live(gc, logged),
                processors);
    }

    private static long worked(Process steward) {
        return steward.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** The most that was in use after a collection, in MB. */
    private static long live(Path gc, long from) throws IOException {
        String log = Files.readString(gc).substring((int) from);
        Matcher collected = Pattern.compile("(\\d+)M->(\\d+)M\\(").matcher(log);
        long most = 0;
        while (collected.find()) {
            most = Math.max(most, Long.parseLong(collected.group(2)));
        }
        return most;
    }

    private static List<Round> rounds(UUID source) {
        Map<String, LongFunction<String>> heads = new LinkedHashMap<>();
        heads.put("/slack/events, unsigned", n -> head("POST /slack/events", ""));
        heads.put("/slack/events, made-up signatures", n -> head("POST /slack/events", "X-Slack-Request-Timestamp: "
                + Instant.now().getEpochSecond() + "\r\nX-Slack-Signature: v0=" + hex(n) + "\r\n"));
        heads.put("/hooks, unsigned", n -> head("POST /hooks/releases/" + source, "X-GitHub-Event: release\r\n"));
        heads.put("/hooks, made-up addresses", n -> head("POST /hooks/releases/" + new UUID(0x7000, n),
                "X-GitHub-Event: release\r\nX-Hub-Signature-256: sha256=" + hex(n) + "\r\n"));
        heads.put("/hooks, made-up signatures", n -> head("POST /hooks/releases/" + source,
                "X-GitHub-Event: release\r\nX-Hub-Signature-256: sha256=" + hex(n) + "\r\n"));
        heads.put("/api/feedback, unsigned", n -> head("POST /api/feedback", ""));
        heads.put("/api/feedback, made-up tokens",
                n -> head("POST /api/feedback", "Authorization: Bearer stw_" + hex(n) + "\r\n"));
        heads.put("/calendar", n -> head("GET /calendar/" + hex(n) + ".ics", ""));
        heads.put("/changelog", n -> head("GET /changelog/" + hex(n), ""));
        heads.put("/slack/install", n -> head("GET /slack/install", ""));
        heads.put("/slack/oauth_redirect",
                n -> head("GET /slack/oauth_redirect?code=" + n + "&state=" + hex(n), ""));
        List<Round> rounds = new ArrayList<>();
        heads.forEach((name, head) -> {
            rounds.add(new Round(name + ", fast", new Kind(head, BODY, true)));
            rounds.add(new Round(name + ", slowly", new Kind(head, BODY, false)));
        });
        rounds.add(new Round("headers never finished", Kind.ofHeaders("POST /slack/events HTTP/1.1")));
        return rounds;
    }

    private static String head(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + BODY + "\r\n\r\n";
    }

    private static String hex(long n) {
        return String.format("%064x", n);
    }

    private boolean answered(HttpClient client, int port) throws Exception {
        long n = sequence++;
        String body = "token=x&team_id=T0BENCH&team_domain=bench&channel_id=C0BENCH&channel_name=general"
                + "&user_id=U0BENCH&user_name=ada&command=%2Ffeedback&text="
                + URLEncoder.encode("the export is broken for Acme since release " + n, StandardCharsets.UTF_8)
                + "&api_app_id=A0BENCH&is_enterprise_install=false"
                + "&response_url=http%3A%2F%2F127.0.0.1%2Fnone&trigger_id=" + n + ".1.bench";
        String now = String.valueOf(Instant.now().getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(("v0:" + now + ":" + body).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slack/events"))
                .POST(BodyPublishers.ofString(body)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signature)).timeout(SLACKS_PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            boolean saved = answer.statusCode() == 200 && answer.body().contains("Saved as ");
            if (!saved) {
                System.out.println("Not saved: " + answer.statusCode() + " " + answer.body());
            }
            return saved;
        } catch (IOException notInTime) {
            System.out.println("Not answered: " + notInTime);
            return false;
        }
    }

    private Process start(int port, HttpServer slack) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM);
        Optional.ofNullable(System.getProperty("benchmark.jvm"))
                .ifPresent(more -> line.addAll(List.of(more.split(" "))));
        line.addAll(List.of("-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.steward.StewardApplication", "--server.port=" + port, "--server.address=127.0.0.1",
                "--steward.home=" + folder.resolve("home")));
        var builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(new File("target/benchmark-flood.log"));
        builder.environment().keySet()
                .removeIf(name -> name.matches("(SLACK|STEWARD|SPRING|SERVER|MANAGEMENT|LOGGING)_.*"));
        builder.environment()
                .putAll(Map.of("SLACK_BOT_TOKEN", "xoxb-bench", "SLACK_SIGNING_SECRET", SECRET, "SLACK_CLIENT_ID",
                        "1.2", "SLACK_CLIENT_SECRET", "flood-client-secret", "STEWARD_ENCRYPTION_KEY", "for tests",
                        "STEWARD_SLACK_API_URL", "http://127.0.0.1:" + slack.getAddress().getPort() + "/api/"));
        return builder.start();
    }

    /** Awaits that Steward knows its workspace, gives it an intake channel as setup would, and a place that GitHub sends to. */
    private UUID prepare(Process steward) {
        UUID source = UUID.randomUUID();
        Path home = folder.resolve("home/postgres-18");
        Awaitility.await().atMost(Duration.ofSeconds(120)).ignoreExceptionsMatching(e -> steward.isAlive())
                .until(() -> {
                    if (!steward.isAlive()) {
                        throw new IllegalStateException("Steward ended: see target/benchmark-flood.log");
                    }
                    String url = "jdbc:postgresql://127.0.0.1:"
                            + Files.readAllLines(home.resolve("postmaster.pid")).get(3).strip() + "/steward";
                    return prepare(url, Files.readString(home.resolve("steward.password")), source);
                });
        return source;
    }

    private static boolean prepare(String url, String password, UUID source) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "steward", password);
                var workspace = connection.createStatement();
                var hook = connection.prepareStatement("""
                        insert into release_source (id, workspace_id, kind, name, owner, minutes, tier, secret, created_key,
                            created_by, created_at)
                        select ?, id, 'GITHUB', 'flood', 'U0BENCH', 60, 2, ?, 'flood', 'U0BENCH', now() from workspace
                        """)) {
            if (workspace.executeUpdate("update workspace set intake_channel_id = 'C0BENCH'") != 1) {
                return false;
            }
            hook.setObject(1, source);
            hook.setString(2, Workspaces.cipher().encrypt("stwh_flood"));
            return hook.executeUpdate() == 1;
        }
    }

    /** Says yes to everything, so that what is measured is Steward. */
    private static HttpServer fakeSlack() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestURI().getPath().substring("/api/".length());
            String said = switch (method) {
                case "auth.test" -> """
                        {"ok": true, "url": "https://bench.slack.com/", "team": "Bench", "team_id": "T0BENCH",
                         "user": "steward", "user_id": "U0STEWARD", "bot_id": "B0STEWARD", "app_id": "A0BENCH"}
                        """;
                case "users.list" -> """
                        {"ok": true, "members": [{"id": "U0BENCH", "team_id": "T0BENCH", "name": "ada", "is_admin": true,
                         "profile": {"real_name": "Ada"}}], "response_metadata": {"next_cursor": ""}}
                        """;
                case "users.info" -> """
                        {"ok": true, "user": {"id": "U0BENCH", "team_id": "T0BENCH", "name": "ada", "is_admin": true,
                         "profile": {"real_name": "Ada"}}}
                        """;
                case "conversations.info" -> """
                        {"ok": true, "channel": {"id": "C0BENCH", "name": "general", "is_channel": true}}
                        """;
                default -> """
                        {"ok": true, "channel": "C0BENCH", "ts": "1700000000.000100"}
                        """;
            };
            byte[] answer = said.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
