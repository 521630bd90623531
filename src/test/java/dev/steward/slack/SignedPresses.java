package dev.steward.slack;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.databind.json.JsonMapper;

import dev.steward.sandbox.HeardAnswers;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.workspace.UserId;

/** Uses any route with a signed payload, shown or not, and hears what Steward answers at once and at the payload's {@code response_url}. */
final class SignedPresses {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SandboxSlack slack;
    private final String team;
    private final HeardAnswers heard;

    SignedPresses(SandboxSlack slack, HeardAnswers heard, String team) {
        this.slack = slack;
        this.heard = heard;
        this.team = team;
    }

    /**
     * A person where they are.
     *
     * @param team the one they belong to
     */
    record Who(UserId user, String team, String channel) {}

    /**
     * A use of a route.
     *
     * @param id     the payload's own: of its event, and part of its {@code response_url}
     * @param answer the body of the ack
     */
    record Used(String id, String answer) {}

    /** What came to the {@code response_url} so far. */
    String heard(Used used) {
        return heard.said(used.id());
    }

    Used types(Who who, String command, String text) throws Exception {
        String id = UUID.randomUUID().toString();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("team_id", team);
        form.put("channel_id", who.channel());
        form.put("channel_name", "c");
        form.put("user_id", who.user().value());
        form.put("user_name", "x");
        form.put("command", command);
        form.put("text", text);
        form.put("api_app_id", "A0STEWARD0");
        form.put("response_url", heard.url(id));
        form.put("trigger_id", id);
        return new Used(id, send("application/x-www-form-urlencoded", encoded(form)));
    }

    Used presses(Who who, String actionId) throws Exception {
        return interacts(who, """
                "type":"block_actions","container":{"type":"message","message_ts":"1700000000.000100",
                "channel_id":"%1$s","is_ephemeral":false},"channel":{"id":"%1$s","name":"c"},
                "message":{"type":"message","ts":"1700000000.000100","text":"x"},"state":{"values":{}},
                "actions":[{"action_id":"%2$s","block_id":"b","value":"x","type":"button","action_ts":"%3$s",
                "text":{"type":"plain_text","text":"Go"}}]
                """, actionId);
    }

    Used submits(Who who, String callbackId) throws Exception {
        return interacts(who, """
                "type":"view_submission","response_urls":[],"view":{"id":"V%3$s","type":"modal","callback_id":"%2$s",
                "title":{"type":"plain_text","text":"x"},"hash":"h","private_metadata":"","state":{"values":{}},
                "blocks":[{"type":"input","block_id":"words","label":{"type":"plain_text","text":"x"},
                "element":{"type":"plain_text_input","action_id":"words"}}]}
                """, callbackId);
    }

    Used usesMessageShortcut(Who who, String callbackId) throws Exception {
        return interacts(who, """
                "type":"message_action","callback_id":"%2$s","action_ts":"%3$s","message_ts":"1700000000.000100",
                "channel":{"id":"%1$s","name":"c"},
                "message":{"type":"message","ts":"1700000000.000100","text":"x","user":"U0SOMEBODY"}
                """, callbackId);
    }

    /** The choices that have an e in them. */
    Used asksFor(Who who, String actionId) throws Exception {
        return interacts(who, """
                "type":"block_suggestion","action_id":"%2$s","block_id":"b","value":"e","container":{"type":"view",
                "view_id":"V%3$s"},"view":{"id":"V%3$s","type":"modal","callback_id":"x","blocks":[],
                "state":{"values":{}}}
                """, actionId);
    }

    Used reacts(Who who, String event) throws Exception {
        String id = "Ev" + UUID.randomUUID();
        return new Used(id, send("application/json", """
                {"token":"t","team_id":"%1$s","api_app_id":"A0STEWARD0","type":"event_callback","event_id":"%2$s",
                 "event_time":%3$d,"is_ext_shared_channel":false,"event":{"type":"%4$s","user":"%5$s","reaction":"x",
                 "item":{"type":"message","channel":"%6$s","ts":"1700000000.000100"},"event_ts":"1700000000.000200"}}
                """.formatted(team, id, slack.clock().instant().getEpochSecond(), event, who.user().value(),
                who.channel())));
    }

    private Used interacts(Who who, String kind, String name) throws Exception {
        String id = UUID.randomUUID().toString();
        String payload = "{" + kind.formatted(who.channel(), name, id) + """
                ,"user":{"id":"%1$s","username":"x","name":"x","team_id":"%2$s"},"team":{"id":"%3$s","domain":"d"},
                "api_app_id":"A0STEWARD0","token":"t","trigger_id":"%4$s","response_url":"%5$s"}
                """.formatted(who.user().value(), who.team(), team, id, heard.url(id));
        // a mistake in what stands above would pass for a refusal
        JsonMapper.shared().readTree(payload);
        return new Used(id, send("application/x-www-form-urlencoded", encoded(Map.of("payload", payload))));
    }

    private String send(String type, String body) throws Exception {
        String timestamp = Long.toString(slack.clock().instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(slack.signingSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "v0=" + HexFormat.of().formatHex(
                mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(slack.address() + "/slack/events"))
                .header("Content-Type", type).header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body() + " to " + body);
        }
        return answer.body();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .reduce((a, b) -> a + "&" + b).orElseThrow();
    }
}
