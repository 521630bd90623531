package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Slack tells of the app's own installation, signed as Slack signs. */
public final class TeamEvents {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SandboxSlack slack;

    public TeamEvents(SandboxSlack slack) {
        this.slack = slack;
    }

    /** An admin removed the app from the team. */
    public void uninstalled() throws Exception {
        uninstalled(slack.clock().instant());
    }

    /** As above, at a time of its own: an event may come late. */
    public void uninstalled(Instant at) throws Exception {
        send("{\"type\":\"app_uninstalled\"}", at);
    }

    /** Its bot token was revoked. */
    public void tokenRevoked(Instant at) throws Exception {
        send("{\"type\":\"tokens_revoked\",\"tokens\":{\"oauth\":[],\"bot\":[\"" + Seed.BOT.value() + "\"]}}", at);
    }

    private void send(String event, Instant at) throws Exception {
        String body = """
                {"token":"t","team_id":"%1$s","api_app_id":"A0STEWARD0","event":%2$s,"type":"event_callback",
                 "event_id":"Ev%3$s","event_time":%4$d,"is_ext_shared_channel":false,
                 "authorizations":[{"enterprise_id":null,"team_id":"%1$s","user_id":"%5$s","is_bot":true,
                 "is_enterprise_install":false}]}""".formatted(Seed.TEAM, event,
                UUID.randomUUID().toString().replace("-", ""), at.getEpochSecond(), Seed.BOT.value());
        String timestamp = Long.toString(slack.clock().instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(slack.signingSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "v0=" + HexFormat.of().formatHex(
                mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(slack.address() + "/slack/events"))
                .header("Content-Type", "application/json").header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
