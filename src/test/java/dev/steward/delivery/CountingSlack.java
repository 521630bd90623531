package dev.steward.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A Slack without limits that takes every message, and notes by its text when it came. */
final class CountingSlack implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicLong ts = new AtomicLong(1_000_000);

    CountingSlack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/chat.postMessage", this::post);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
    }

    /** By text, when the request came in, by {@link System#nanoTime}. */
    Map<String, Long> arrivals() {
        return arrivals;
    }

    int repeated() {
        return repeated.get();
    }

    void forget() {
        arrivals.clear();
        repeated.set(0);
    }

    private void post(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        String channel = field(form, "channel");
        if (arrivals.putIfAbsent(field(form, "text"), now) != null) {
            repeated.incrementAndGet();
        }
        byte[] answer = ("{\"ok\":true,\"channel\":\"" + channel + "\",\"ts\":\"1700000000." + ts.incrementAndGet()
                + "\"}").getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private static String field(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
