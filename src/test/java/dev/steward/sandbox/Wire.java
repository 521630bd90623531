package dev.steward.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** Calls the sandbox's Web API by hand, as any HTTP client could. */
final class Wire {
    private final HttpClient http = HttpClient.newHttpClient();
    private final SandboxSlack slack;

    Wire(SandboxSlack slack) {
        this.slack = slack;
    }

    /** A form with the bot's token; arguments are name, value, name, value. */
    JsonNode call(String method, Object... arguments) {
        return Json.parse(response(method, arguments).body());
    }

    HttpResponse<String> response(String method, Object... arguments) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            form.put(arguments[i].toString(), arguments[i + 1].toString());
        }
        return post("/sandbox/api/" + method, AppClient.encoded(form), "Content-Type",
                "application/x-www-form-urlencoded", "Authorization", "Bearer " + slack.botToken());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        URI uri = URI.create(path.startsWith("http") ? path : slack.address() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
