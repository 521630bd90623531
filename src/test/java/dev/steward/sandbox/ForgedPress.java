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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.sandbox.Blocks.Element;
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

    /** Presses a button, or chooses from a menu, of a message as it was when it was looked at, whatever became of it since. */
    public void press(Who who, Shown old, String label) throws Exception {
        for (Element element : Blocks.elements(old.json().path("blocks"))) {
            JsonNode pressed = element.type().equals("button")
                    ? element.json()
                    : element.json().path("options").valueStream().filter(one -> says(one, label)).findFirst()
                            .orElse(element.json());
            if (says(pressed, label)) {
                send(who, team, old.channel(), old.ts(), element.json().path("type").stringValue().equals("button")
                        ? button(element.actionId(), Json.text(pressed, "value"))
                        : """
                                "action_id":"%s","block_id":"b","selected_option":%s,"type":"overflow"
                                """.formatted(element.actionId(), pressed));
                return;
            }
        }
        throw new AssertionError("There was no button \"" + label + "\" in: " + old.text());
    }

    private static boolean says(JsonNode pressed, String label) {
        return Json.text(pressed.path("text"), "text").equals(label);
    }

    /** Presses a button of a modal as it was when it was looked at, such as in another window. */
    public void press(Who who, JsonNode old, String label) throws Exception {
        Element button = Blocks.elements(old.path("blocks")).stream().filter(one -> says(one.json(), label)).findFirst()
                .orElseThrow();
        press(who, team, slack.id("#general"), button.actionId(), Json.text(button.json(), "value"));
    }

    /**
     * Presses a button in a message.
     *
     * @param whoseTeam the one that whoever presses belongs to
     */
    public void press(Who who, String whoseTeam, ChannelId channel, String action, String value) throws Exception {
        send(who, whoseTeam, channel, "1700000000.000100", button(action, value));
    }

    private static String button(String action, String value) {
        return """
                "action_id":"%s","block_id":"b","value":%s,"text":{"type":"plain_text","text":"Go"},"type":"button"
                """.formatted(action, JsonMapper.shared().writeValueAsString(value));
    }

    private void send(Who who, String whoseTeam, ChannelId channel, String ts, String pressed) throws Exception {
        String once = UUID.randomUUID().toString();
        String body = "payload=" + URLEncoder.encode("""
                {"type":"block_actions","user":{"id":"%1$s","username":"x","name":"x","team_id":"%2$s"},
                 "api_app_id":"A0STEWARD0","token":"t","container":{"type":"message",
                 "message_ts":"%7$s","channel_id":"%3$s","is_ephemeral":false},"trigger_id":"%4$s",
                 "team":{"id":"%6$s","domain":"d"},"enterprise":null,"is_enterprise_install":false,
                 "channel":{"id":"%3$s","name":"c"},"message":{"type":"message","ts":"%7$s","text":"x"},
                 "state":{"values":{}},"actions":[{%5$s,"action_ts":"%4$s"}]}
                """.formatted(who.id().value(), whoseTeam, channel.value(), once, pressed, team, ts),
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
