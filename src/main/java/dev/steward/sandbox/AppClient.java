package dev.steward.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.SandboxReads.Direction;
import dev.steward.workspace.HmacSha256;

/** Speaks to the app as Slack does: signed requests over HTTP, three seconds to answer. */
@Component
@SandboxMode
class AppClient {
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor()).connectTimeout(PATIENCE).build();
    private final Teams teams;
    private final LocalAddress address;
    private final Clock clock;
    private final CallLog log;
    private final ReadWriteLock asking = new ReentrantReadWriteLock(true);

    AppClient(Teams teams, LocalAddress address, Clock clock, CallLog log) {
        this.teams = teams;
        this.address = address;
        this.clock = clock;
        this.log = log;
    }

    /** A slash command. */
    Answer command(Map<String, String> form) {
        return send(form.getOrDefault("command", ""), "application/x-www-form-urlencoded", encoded(form), Map.of());
    }

    /** Anything else that a person does: {@code payload=...}. */
    Answer interaction(String name, JsonNode payload) {
        return send(name, "application/x-www-form-urlencoded", encoded(Map.of("payload", Json.write(payload))),
                Map.of());
    }

    Answer event(String name, String envelope, Map<String, String> headers) {
        return send(name, "application/json", envelope, headers);
    }

    /**
     * Moves the clock between two requests: one that is signed before and looked at after would be refused for its age, and its
     * trigger would have expired.
     */
    void betweenRequests(Runnable moveClock) {
        boolean between = false;
        try {
            between = asking.writeLock().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            moveClock.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (between) {
                asking.writeLock().unlock();
            }
        }
    }

    private Answer send(String name, String contentType, String body, Map<String, String> headers) {
        asking.readLock().lock();
        try {
            return ask(name, contentType, body, headers);
        } finally {
            asking.readLock().unlock();
        }
    }

    private Answer ask(String name, String contentType, String body, Map<String, String> headers) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.base() + "/slack/events"))
                .timeout(PATIENCE).header("Content-Type", contentType)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature(teams.get().signingSecret(), timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        long start = System.nanoTime();
        Answer answer;
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer = new Answer(response.statusCode(), response.body(), false, since(start));
        } catch (HttpTimeoutException e) {
            answer = new Answer(0, "", true, since(start));
        } catch (IOException e) {
            answer = new Answer(0, String.valueOf(e.getMessage()), false, since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = new Answer(0, "interrupted", false, since(start));
        }
        log.add(Direction.TO_APP, name, answer.outcome(), answer.status(), answer.took(), body, answer.body());
        return answer;
    }

    /** Slack's signature of a request, version 0. */
    static String signature(String secret, String timestamp, String body) {
        return "v0=" + new HmacSha256(secret)
                .hex(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** @param status 0 when there was no answer */
    record Answer(int status, String body, boolean timedOut, Duration took) {
        boolean ok() {
            return status >= 200 && status < 300;
        }

        String outcome() {
            return ok() ? "ok" : timedOut ? "timeout" : status == 0 ? "no connection" : "http " + status;
        }

        /** What a Slack client says when a button or menu did not work. */
        String complaint() {
            return timedOut
                    ? "Operation timed out. Apps need to respond within 3 seconds."
                    : status == 0
                            ? "This app could not be reached."
                            : "This app responded with Status Code " + status
                                    + ".";
        }
    }
}
