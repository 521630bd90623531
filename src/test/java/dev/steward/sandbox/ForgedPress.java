package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.steward.workspace.ChannelId;

/** Presses of buttons that nobody was shown, signed as Slack signs: what a button says is a claim. */
public final class ForgedPress {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SandboxSlack slack;
    private final String team;

    /** @param team the one that Steward is installed in */
    public ForgedPress(SandboxSlack slack, String team) {
        this.slack = slack;
        this.team = team;
    }

    public String team() {
        return team;
    }

    /**
     * Presses a button in a message.
     *
     * @param whoseTeam the one that whoever presses belongs to
     */
    public void press(Who who, String whoseTeam, ChannelId channel, String action, String value) throws Exception {
        String once = UUID.randomUUID().toString();
        String body = "payload=" + URLEncoder.encode("""
                {"type":"block_actions","user":{"id":"%1$s","username":"x","name":"x","team_id":"%2$s"},
                 "api_app_id":"A0STEWARD0","token":"t","container":{"type":"message",
                 "message_ts":"1700000000.000100","channel_id":"%3$s","is_ephemeral":false},"trigger_id":"%4$s",
                 "team":{"id":"%7$s","domain":"d"},"enterprise":null,"is_enterprise_install":false,
                 "channel":{"id":"%3$s","name":"c"},"message":{"type":"message","ts":"1700000000.000100","text":"x"},
                 "state":{"values":{}},"actions":[{"action_id":"%5$s","block_id":"b","value":"%6$s",
                 "text":{"type":"plain_text","text":"Go"},"type":"button","action_ts":"%4$s"}]}
                """.formatted(who.id().value(), whoseTeam, channel.value(), once, action, value, team),
                StandardCharsets.UTF_8);
        String timestamp = Long.toString(slack.clock().instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(slack.signingSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "v0=" + HexFormat.of().formatHex(
                mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(slack.address() + "/slack/events"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp).header("X-Slack-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
