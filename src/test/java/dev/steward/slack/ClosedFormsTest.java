package dev.steward.slack;

import static dev.steward.sandbox.Who.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** Somebody closes their forms before Steward brings up to date what is beneath the one they sent: nothing is wrong then. */
@SandboxTest
@ExtendWith(OutputCaptureExtension.class)
class ClosedFormsTest {
    @Autowired
    SandboxSlack slack;

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    void theFormBeneathMayBeClosedAlready(CapturedOutput output) throws Exception {
        slack.as(OPS).types("/steward setup").presses("Edit holidays").seesModal("Holidays").submits()
                .seesModal("Set up Steward").closesAll();
        String sent = slack.sent().stream().filter(body -> body.contains("view_submission")).findFirst().orElseThrow();
        String payload = URLDecoder.decode(sent.substring("payload=".length()), StandardCharsets.UTF_8);
        JsonNode view = JsonMapper.shared().readTree(payload).path("view");
        String again = payload.replace(view.path("id").asString(), "V0ANOTHER1").replace(view.path("hash").asString(),
                "1.another");

        byte[] body = ("payload=" + URLEncoder.encode(again, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        String timestamp = String.valueOf(slack.clock().instant().getEpochSecond());
        assertThat(new Signed(URI.create(slack.address()).getPort())
                .raw(body, timestamp, Signed.sign(slack.signingSecret(), timestamp, body)).statusCode()).isEqualTo(200);

        Awaitility.await().atMost(Duration.ofSeconds(8))
                .until(() -> slack.calls().contains("TO_SLACK views.update not_found"));
        slack.settles();
        assertThat(output.getAll()).doesNotContain("Slack refused");
    }
}
