package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends to a source over HTTP, as GitHub and other tools do. */
record Sender(String address, String secret) {
    private static final Pattern ADDRESS = Pattern.compile("http://[^\\s`]+/hooks/releases/[0-9a-f-]{36}");
    private static final Pattern SECRET = Pattern.compile("stwh_[A-Za-z0-9_-]{43}");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** By what a window shows of a source that was made just now, or has a new secret. */
    static Sender of(String shown) {
        Matcher address = ADDRESS.matcher(shown);
        Matcher secret = SECRET.matcher(shown);
        assertThat(address.find() && secret.find()).as(shown).isTrue();
        return new Sender(address.group(), secret.group());
    }

    /** What came back. */
    record Answer(int status, JsonNode json, HttpResponse<String> response) {
        String detail() {
            return json.path("detail").stringValue("");
        }
    }

    Answer github(GithubPayloads payload) {
        return github("release", UUID.randomUUID().toString(), payload.bytes());
    }

    Answer github(String event, @Nullable String delivery, byte[] body) {
        return github(event, delivery, "application/json", body, "sha256=" + HookSignature.of(secret, body));
    }

    Answer github(String event, @Nullable String delivery, String type, byte[] body, @Nullable String signature) {
        var request = request(body).header("Content-Type", type).header("X-GitHub-Event", event)
                .header("User-Agent", "GitHub-Hookshot/044aadd").header("X-GitHub-Hook-ID", "292430182");
        if (delivery != null) {
            request.header("X-GitHub-Delivery", delivery);
        }
        if (signature != null) {
            request.header("X-Hub-Signature-256", signature);
        }
        return send(request.build());
    }

    Answer webhook(String json, @Nullable String key, Instant at) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String time = Long.toString(at.getEpochSecond());
        var request = request(body).header("Content-Type", "application/json").header("X-Steward-Signature",
                "t=" + time + ",v1=" + HookSignature.of(secret, (time + ".").getBytes(StandardCharsets.UTF_8), body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    private HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofByteArray(body));
    }

    private static Answer send(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()), response);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
