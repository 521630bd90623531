package dev.steward.slack;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends requests to a Steward as Slack does: signed, over HTTP. */
public final class Signed {
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI endpoint;

    public Signed(int port) {
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/slack/events");
    }

    public HttpResponse<String> form(Map<String, String> fields) throws Exception {
        return send(encode(fields));
    }

    HttpResponse<String> interaction(String payload) throws Exception {
        return send(encode(Map.of("payload", payload)));
    }

    HttpResponse<String> send(String body, String... headers) throws Exception {
        return send(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> send(byte[] body, String... headers) throws Exception {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        return raw(body, timestamp, sign(timestamp, body), headers);
    }

    HttpResponse<String> raw(byte[] body, String timestamp, String signature, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofByteArray(body))
                .header("Content-Type", body.length > 0 && body[0] == '{'
                        ? "application/json"
                        : "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp).header("X-Slack-Signature", signature);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Without a word of how long it is. */
    HttpResponse<String> chunked(byte[] body) throws Exception {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        return HTTP.send(HttpRequest.newBuilder(endpoint)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp).header("X-Slack-Signature", sign(timestamp, body))
                .build(), BodyHandlers.ofString());
    }

    HttpResponse<String> method(String method) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(endpoint).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    URI endpoint() {
        return endpoint;
    }

    static String sign(String timestamp, byte[] body) {
        return sign(SECRET, timestamp, body);
    }

    static String sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}
