package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Slack did not send just now does not get in. */
class GuardTest {
    @BeforeAll
    static void settled() {
        WayIn.settled();
    }

    @AfterEach
    void reset() {
        WayIn.probe().reset();
    }

    @Test
    void aSignedCommandGetsIn() throws Exception {
        var answer = WayIn.SIGNED.send(command());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(WayIn.probe().runs).hasValue(1);
    }

    @Test
    void aForgedRequestIsRefused() throws Exception {
        byte[] body = command().getBytes(StandardCharsets.UTF_8);
        String now = now(0);
        String signature = Signed.sign(now, body);
        body[body.length - 1] ^= 1;

        refused(WayIn.SIGNED.raw(body, now, signature), "bad_signature");
        refused(WayIn.SIGNED.raw(body, now, "v0=" + "0".repeat(64)), "bad_signature");
        refused(WayIn.SIGNED.raw(body, now, "v0=" + "f".repeat(100_000 / 20)), "bad_signature");
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        refused(WayIn.SIGNED.method("POST"), "unsigned");
    }

    @Test
    void aStaleRequestIsRefused() throws Exception {
        refused(signedAt(now(-301)), "stale_timestamp");
        assertThat(signedAt(now(-290)).statusCode()).isEqualTo(200);
    }

    @Test
    void aFutureDatedRequestIsRefused() throws Exception {
        refused(signedAt(now(303)), "stale_timestamp");
        assertThat(signedAt(now(290)).statusCode()).isEqualTo(200);
    }

    @Test
    void aTimestampThatIsNoNumberIsRefused() throws Exception {
        for (String timestamp : new String[]{"-5", "+1700000000", "1e9", "abc", "1700000000.5", "9999999999999"}) {
            refused(signedAt(timestamp), "bad_timestamp");
        }
    }

    @Test
    void aReplayedRequestIsRefused() throws Exception {
        byte[] body = command().getBytes(StandardCharsets.UTF_8);
        String now = now(0);
        String signature = Signed.sign(now, body);

        assertThat(WayIn.SIGNED.raw(body, now, signature).statusCode()).isEqualTo(200);
        refused(WayIn.SIGNED.raw(body, now, signature), "replayed");
        refused(WayIn.SIGNED.raw(body, now, signature), "replayed");
        assertThat(WayIn.probe().runs).hasValue(1);
    }

    @Test
    void aDeliveryThatSlackRepeatsIsAnsweredAndHasNoSecondEffect() throws Exception {
        byte[] body = Payload.event("channel_created", "Ev0GUARD" + System.nanoTime(),
                "{\"type\":\"channel_created\",\"channel\":\"C1\",\"user\":\"U0MIA\"}")
                .getBytes(StandardCharsets.UTF_8);
        String now = now(0);
        String signature = Signed.sign(now, body);

        assertThat(WayIn.SIGNED.raw(body, now, signature).statusCode()).isEqualTo(200);
        assertThat(WayIn.SIGNED.raw(body, now, signature, "X-Slack-Retry-Num", "1", "X-Slack-Retry-Reason",
                "http_timeout").statusCode()).isEqualTo(200);
        assertThat(WayIn.probe().runs).hasValue(1);
    }

    @Test
    void aTruncatedBodyIsRefused() throws Exception {
        byte[] whole = command().getBytes(StandardCharsets.UTF_8);
        String now = now(0);
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

        refused(WayIn.SIGNED.raw(half, now, Signed.sign(now, whole)), "bad_signature");
    }

    @Test
    void aBodyThatEndsBeforeItsLengthIsRefused() throws Exception {
        byte[] whole = command().getBytes(StandardCharsets.UTF_8);
        String now = now(0);
        try (Socket socket = new Socket("127.0.0.1", WayIn.SIGNED.endpoint().getPort())) {
            socket.getOutputStream().write(("POST /slack/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + whole.length + "\r\nX-Slack-Request-Timestamp: " + now + "\r\nX-Slack-Signature: "
                    + Signed.sign(now, whole) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(whole, 0, whole.length - 5);
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).satisfiesAnyOf(
                        answer -> assertThat(answer).isEmpty(),
                        answer -> assertThat(answer).startsWith("HTTP/1.1 400"));
            }
        }
        assertThat(WayIn.probe().runs).hasValue(0);
    }

    @Test
    void anOversizedBodyIsRefusedHoweverItIsSent() throws Exception {
        assertThat(WayIn.SIGNED.send("a".repeat(SlackEndpoint.MOST_BYTES + 1)).statusCode()).isEqualTo(413);
        String now = now(0);
        var chunked = java.net.http.HttpRequest.newBuilder(WayIn.SIGNED.endpoint())
                .POST(java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[SlackEndpoint.MOST_BYTES + 1])))
                .header("X-Slack-Request-Timestamp", now).header("X-Slack-Signature", "v0=" + "0".repeat(64)).build();
        assertThat(java.net.http.HttpClient.newHttpClient()
                .send(chunked, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyOfExactlyTheLimitIsReadWhole() throws Exception {
        String command = command() + "&text=";
        String body = command + "a".repeat(SlackEndpoint.MOST_BYTES - command.length());

        assertThat(WayIn.SIGNED.send(body).statusCode()).isEqualTo(200);
    }

    /** Around each size at which another piece begins, with its length said before and without. */
    @Test
    void aBodyOfAnySizeIsReadWhole() throws Exception {
        var sizes = new TreeSet<Integer>();
        for (int size = 7_000; size < 17_000; size += 211) {
            sizes.add(size);
        }
        for (int edge : List.of(8_192, 16_384, 65_536, 73_728, 81_920, 139_264)) {
            sizes.addAll(List.of(edge - 1, edge, edge + 1));
        }
        for (int size : sizes) {
            String command = command();
            byte[] body = (command + "&pad=" + "x".repeat(size - command.length() - 5))
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(WayIn.SIGNED.send(body).statusCode()).as("%,d bytes", size).isEqualTo(200);
            body[size - 1] = 'y';
            assertThat(WayIn.SIGNED.chunked(body).statusCode()).as("%,d bytes in chunks", size).isEqualTo(200);
        }
    }

    @Test
    void onlyPostIsAnswered() throws Exception {
        for (String method : new String[]{"GET", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            var answer = WayIn.SIGNED.method(method);
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void slacksOwnChecksAreAnswered() throws Exception {
        var challenge = WayIn.SIGNED
                .send("{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB\",\"token\":\"t\"}");
        assertThat(challenge.statusCode()).isEqualTo(200);
        assertThat(challenge.body()).isEqualTo("3eZbrw1aB");

        assertThat(WayIn.SIGNED.form(Map.of("ssl_check", "1", "token", "t")).statusCode()).isEqualTo(200);
    }

    private static java.net.http.HttpResponse<String> signedAt(String timestamp) throws Exception {
        byte[] body = command().getBytes(StandardCharsets.UTF_8);
        return WayIn.SIGNED.raw(body, timestamp, Signed.sign(timestamp, body));
    }

    private static void refused(java.net.http.HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\":\"" + error + "\"").doesNotContain("Exception");
    }

    private static String command() {
        return Payload.command("/poke", "words", "U0MIA");
    }

    private static String now(int plusSeconds) {
        return String.valueOf(Instant.now().getEpochSecond() + plusSeconds);
    }
}
