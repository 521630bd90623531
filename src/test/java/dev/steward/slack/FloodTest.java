package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import dev.steward.StewardApplication;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;

/** Senders nobody knows cost little, however many they are, however much they send and however slowly; Slack is answered meanwhile. */
class FloodTest {
    private static final int LARGE = 998_000;
    /** Slack shows an error after three seconds. */
    private static final Duration SLACKS_PATIENCE = Duration.ofMillis(2_900);
    private static final int BODIES = 8_000_000;
    private static final int CONNECTIONS = 300;
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext steward;
    private static Signed slack;

    @BeforeAll
    static void start() {
        Map<String, Object> properties = Map.of("steward.commands.probe", "poke", "logging.structured.format.console",
                "", "steward.web.bodies", BODIES, "steward.web.unknown-connections", CONNECTIONS,
                "steward.web.unknown-connections-per-address", CONNECTIONS, "steward.web.silence", SILENCE,
                "steward.web.unknown-bodies", 100);
        steward = new SpringApplicationBuilder(StewardApplication.class, ProbeFeature.class)
                .initializers(new TestDatabase.Fresh(), WayIn.onlySteward(),
                        context -> context.getEnvironment().getPropertySources()
                                .addFirst(new MapPropertySource("flood", properties)))
                .run("--server.port=0", "--server.address=127.0.0.1", "--SLACK_BOT_TOKEN=xoxb-flood",
                        "--SLACK_SIGNING_SECRET=" + Signed.SECRET,
                        "--STEWARD_SLACK_API_URL=" + WayIn.SLACK.baseUrl() + "/api/");
        slack = new Signed(steward.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        await().until(() -> steward.getBean(Installations.class).find(null, WayIn.TEAM)
                .filter(known -> steward.getBean(Members.class).all(known.workspace()).size() > 2).isPresent());
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Slack-Request-Timestamp: NOW\r\n",
            "X-Slack-Request-Timestamp: NOW\r\nX-Slack-Signature: v0=00\r\n",
            "X-Slack-Request-Timestamp: 1700000000\r\nX-Slack-Signature: SIGNATURE\r\n"})
    void whatTheHeadersRuleOutIsRefusedBeforeItsBodyComes(String headers) throws Exception {
        refusedUnread("POST /slack/events", headers, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT /slack/events 405", "POST /api/feedback 401", "POST /api/feedback/import 401",
            "POST /hooks/releases/nonsense 404", "POST /hooks/releases/00000000-0000-7000-8000-000000000000 404",
            "POST /calendar/x.ics 405", "PUT /changelog/x 405", "POST /nothing 404", "PATCH /nothing 404",
            "POST /actuator/health 405", "GET /actuator/health 400", "POST /slack/oauth_redirect 404"})
    void nothingIsReadThatNobodyAskedFor(String what) throws Exception {
        String line = what.substring(0, what.lastIndexOf(' '));
        int status = Integer.parseInt(what.substring(line.length() + 1));
        refusedUnread(line, "Content-Type: application/x-www-form-urlencoded\r\n", status);
        refusedUnread(line, "Content-Type: multipart/form-data; boundary=x\r\n", status);
        refusedUnread(line, "Content-Type: application/json\r\nAuthorization: Bearer stw_x\r\n", status);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 8_191, 8_192, 8_193, 10_000, 16_384, 73_727, 73_728, 73_729, 300_000, 900_000})
    void aSignedBodyIsReadToItsLastByte(int length) throws Exception {
        String fields = Payload.command("/poke", Payload.unique(), "U0MIA") + "&more=";
        byte[] body = (fields + "x".repeat(length - fields.length())).getBytes(StandardCharsets.UTF_8);
        assertThat(slack.send(body).statusCode()).isEqualTo(200);
        String now = String.valueOf(Instant.now().getEpochSecond());
        byte[] another = (Payload.command("/poke", Payload.unique(), "U0MIA") + "&more="
                + "y".repeat(length - fields.length())).getBytes(StandardCharsets.UTF_8);
        var inPieces = HttpRequest.newBuilder(slack.endpoint())
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(another)))
                .header("Content-Type", "application/x-www-form-urlencoded").header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", Signed.sign(now, another)).build();
        assertThat(HTTP.send(inPieces, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoWritesBeforeTheyReadHearsTheRefusalToo() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("POST /slack/events", "", LARGE));
            socket.getOutputStream().write(new byte[LARGE]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("Connection: close", "\"unsigned\"");
        }
    }

    @Test
    void aSmallBodyThatIsNotReadEndsTheConnectionToo() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("POST /slack/events", "", 2));
            socket.getOutputStream().write(new byte[2]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("Connection: close");
        }
    }

    @Test
    void whoAsksFirstWhetherToSendABodyIsToldNotTo() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("POST /slack/events", "Expect: 100-continue\r\n", LARGE));
            assertThat(answer(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void aSlowBodyIsCutOff() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("POST /slack/events", signature(), LARGE));
            long began = System.nanoTime();
            var done = new AtomicBoolean();
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket, done));
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("too_slow");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            done.set(true);
            trickle.join();
        }
    }

    @Test
    void slowHeadersAreCutOff() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write("POST /slack/events HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
            long began = System.nanoTime();
            var done = new AtomicBoolean();
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket, done));
            answer(socket);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SILENCE.plusSeconds(3));
            done.set(true);
            trickle.join();
        }
    }

    @Test
    void idleConnectionsMakeRoomForWhoeverComes() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                idle.add(connect());
            }
            answered(HttpClient.newHttpClient());
            await().untilAsserted(() -> assertThat(gauge("steward_web_connections_unknown"))
                    .isLessThanOrEqualTo(CONNECTIONS));
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** Each of these has to be read whole before its signature shows that it is nobody's, and none of them ever is whole. */
    @Test
    void aFloodOfLargeBodiesLeavesRoomForSlack() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                answers.add(senders.submit(FloodTest::mostOfABody));
            }
            double most = 0;
            for (int i = 0; i < 10; i++) {
                answered(i % 3 == 0 ? HttpClient.newHttpClient() : HTTP);
                most = Math.max(most, gauge("steward_web_body_bytes{sender=\"unknown\"}"));
            }
            // small pieces wait for nobody
            assertThat(most).isBetween(1.0, BODIES / 2.0 + CONNECTIONS * 2 * 8_192);
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).containsAnyOf("too_slow", "crowded", "");
        }
        assertThat(answers.stream().map(Future::resultNow).filter(answer -> answer.contains("crowded"))).isNotEmpty();
        assertThat(gauge("steward_web_body_bytes{sender=\"unknown\"}")).isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    @ResourceLock(Resources.SYSTEM_OUT)
    void refusalsAreLoggedByTheirNumber(CapturedOutput output) throws Exception {
        double before = gauge("steward_web_refused_total{reason=\"unsigned\"}");
        for (int i = 0; i < 300; i++) {
            assertThat(slack.method("POST").statusCode()).isEqualTo(401);
        }
        assertThat(gauge("steward_web_refused_total{reason=\"unsigned\"}")).isEqualTo(before + 300);
        assertThat(output.getAll().lines()).filteredOn(line -> line.contains("unsigned")).hasSizeLessThan(4);
    }

    private static String mostOfABody() {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("POST /slack/events", signature(), LARGE));
            socket.getOutputStream().write(new byte[LARGE - 1]);
            return answer(socket);
        } catch (IOException cutOff) {
            return "";
        }
    }

    private static void answered(HttpClient client) throws Exception {
        byte[] body = Payload.command("/poke", Payload.unique(), "U0MIA").getBytes(StandardCharsets.UTF_8);
        String now = String.valueOf(Instant.now().getEpochSecond());
        var request = HttpRequest.newBuilder(slack.endpoint()).POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/x-www-form-urlencoded").header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", Signed.sign(now, body)).timeout(SLACKS_PATIENCE).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static void refusedUnread(String line, String headers, int status) throws IOException {
        String whole = headers.replace("NOW", String.valueOf(Instant.now().getEpochSecond())).replace("SIGNATURE",
                "v0=" + "0".repeat(64));
        try (var socket = connect()) {
            socket.setSoTimeout(4_000);
            socket.getOutputStream().write(head(line, whole, LARGE));
            assertThat(headers(socket)).as(line + " " + headers).startsWith("HTTP/1.1 " + status)
                    .contains("Connection: close");
        }
    }

    private static byte[] head(String line, String headers, int length) {
        return (line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Well made, now, and nobody's. */
    private static String signature() {
        return "X-Slack-Request-Timestamp: " + Instant.now().getEpochSecond() + "\r\nX-Slack-Signature: v0="
                + UUID.randomUUID().toString().replace("-", "").repeat(2) + "\r\n";
    }

    private static Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", slack.endpoint().getPort());
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** All that comes until the connection is closed. */
    private static String answer(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static String headers(Socket socket) throws IOException {
        var read = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && read.indexOf("\r\n\r\n") < 0; c = in.read()) {
            read.append((char) c);
        }
        return read.toString();
    }

    private static void trickle(Socket socket, AtomicBoolean done) {
        try {
            while (!done.get()) {
                socket.getOutputStream().write('x');
                Thread.sleep(200);
            }
        } catch (IOException cutOff) {
            // which is what is asked for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double gauge(String name) throws Exception {
        String metrics = HTTP.send(HttpRequest.newBuilder(slack.endpoint().resolve("/actuator/prometheus")).build(),
                BodyHandlers.ofString()).body();
        return Arrays.stream(metrics.split("\n")).filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
