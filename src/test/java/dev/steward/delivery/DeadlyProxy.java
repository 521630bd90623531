package dev.steward.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between instances of Steward and Slack, passes on everything, and can kill an instance at an exact moment of its posting
 * a message.
 */
public final class DeadlyProxy implements AutoCloseable {
    /** When an instance that posts a message dies. */
    public enum Moment {
        /** Slack has not seen the message. */
        BEFORE_SLACK,
        /** Slack has taken it, and nobody hears so. */
        AFTER_SLACK,
        /** Slack takes it a while after the sender has died. */
        BEFORE_SLACK_TAKES_IT
    }

    /** Less than a call may take: a request that takes longer than that was given up by its sender. */
    private static final int LONGEST_DELAY_MILLIS = 2_500;
    private static final String POST = "chat.postMessage";
    private static final String CHANGE = "chat\\.(postMessage|update|delete)";

    static {
        // answers leave at once instead of waiting for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final String slack;
    private final Map<String, Supervised> instances = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final AtomicInteger unheard = new AtomicInteger();
    private volatile double faults;
    private volatile boolean refuses;
    private volatile Consumer<String> posting = instance -> {
    };

    /** @param slack where Slack's methods are; ends in a slash */
    public DeadlyProxy(String slack) throws IOException {
        this.slack = slack;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    /** Where the instance of this name shall look for Slack. */
    public String url(String instance) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + instance + "/api/";
    }

    public void watch(Supervised instance) {
        instances.put(instance.name(), instance);
    }

    /** From now on so many of the calls that change something go wrong: Slack never sees them, or nobody hears its answer. */
    public void fail(double share) {
        faults = share;
    }

    /** Whether Slack is out of reach for calls that change something: it sees none of them. */
    void refuse(boolean all) {
        refuses = all;
    }

    /** Is told the instance's name whenever one posts a message, before Slack sees it. */
    void onPosting(Consumer<String> listener) {
        posting = listener;
    }

    /** Kills whichever instance posts the n-th message from now; tells which. */
    public CompletableFuture<String> set(Moment moment, int nth) {
        return set(moment, nth, POST);
    }

    /** Kills whichever instance posts, updates or deletes the n-th message from now; tells which. */
    public CompletableFuture<String> setOnChange(Moment moment, int nth) {
        return set(moment, nth, CHANGE);
    }

    private CompletableFuture<String> set(Moment moment, int nth, String methods) {
        var set = new Trap(moment, methods, new AtomicInteger(nth), new CompletableFuture<>());
        trap.set(set);
        return set.sprung;
    }

    /** How many messages Slack took without the sender living to hear so. */
    int unheard() {
        return unheard.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 3);
            String method = path[2];
            byte[] body = exchange.getRequestBody().readAllBytes();
            Process sender = sender(path[0]);
            if (method.equals(POST)) {
                posting.accept(path[0]);
            }
            Trap sprung = step(method);
            if (sprung != null && sprung.moment != Moment.AFTER_SLACK) {
                kill(path[0], sprung);
                if (sprung.moment == Moment.BEFORE_SLACK) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_DELAY_MILLIS));
            }
            // a call that is to kill has no bad luck besides, or nobody would be killed
            double luck = sprung == null && method.matches(CHANGE)
                    ? ThreadLocalRandom.current().nextDouble()
                    : 1;
            if (refuses && method.matches(CHANGE)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (luck < faults / 2) {
                if (luck < faults / 4) {
                    exchange.sendResponseHeaders(503, -1);
                }
                return;
            }
            HttpResponse<byte[]> answer = ask(exchange, method, body);
            if (luck < faults) {
                return;
            }
            if (sprung != null && sprung.moment == Moment.AFTER_SLACK) {
                kill(path[0], sprung);
            }
            if (method.equals(POST) && (sender == null || !sender.isAlive())) {
                unheard.incrementAndGet();
            } else {
                answer(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Process sender(String name) {
        Supervised instance = instances.get(name);
        return instance == null ? null : instance.process();
    }

    private @Nullable Trap step(String method) {
        Trap set = trap.get();
        return set != null && method.matches(set.methods) && set.countdown.decrementAndGet() == 0
                && trap.compareAndSet(set, null) ? set : null;
    }

    private void kill(String instance, Trap sprung) {
        Supervised victim = instances.get(instance);
        if (victim != null && victim.kill()) {
            sprung.sprung.complete(instance);
        } else {
            sprung.sprung.cancel(false);
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, String method, byte[] body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(slack + method)).POST(BodyPublishers.ofByteArray(body));
        for (String header : List.of("Authorization", "Content-Type")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        for (String header : List.of("Content-Type", "X-OAuth-Scopes", "Retry-After")) {
            answer.headers().firstValue(header)
                    .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
        }
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }

    private record Trap(Moment moment, String methods, AtomicInteger countdown, CompletableFuture<String> sprung) {}
}
