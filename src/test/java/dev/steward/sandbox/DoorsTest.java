package dev.steward.sandbox;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where the app may answer, and where the rest of the web may not. */
@TeaTest
class DoorsTest {
    @Autowired
    SandboxSlack slack;

    @Autowired
    ResponseUrls urls;

    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(slack);
    }

    @Test
    void aResponseUrlIsGoodForFiveAnswers() {
        String url = urls.issue(PM.id(), slack.id("#general"), null, null);
        for (int i = 1; i <= 5; i++) {
            assertThat(respond(url, "{\"text\": \"answer %d\"}".formatted(i)).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> sixth = respond(url, "{\"text\": \"answer 6\"}");

        assertThat(sixth.statusCode()).isEqualTo(404);
        assertThat(sixth.body()).contains("used_url");
        slack.as(PM).sees("answer 5").seesNo("answer 6");
        slack.as(OPS).seesNo("answer 5");
    }

    @Test
    void aResponseUrlIsGoodForThirtyMinutes() {
        String url = urls.issue(PM.id(), slack.id("#general"), null, null);
        slack.clock().advance(Duration.ofMinutes(29));
        assertThat(respond(url, "{\"text\": \"in time\"}").statusCode()).isEqualTo(200);

        slack.clock().advance(Duration.ofMinutes(2));

        assertThat(respond(url, "{\"text\": \"late\"}").body()).contains("expired_url");
        assertThat(respond(url.substring(0, url.length() - 4) + "beef", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerIsForOneOrAllReplacesOrDeletes() {
        slack.as(PM).types("/tea a pot");
        Shown answer = slack.as(PM).whisper();
        String url = urls.issue(PM.id(), answer.channel(), answer.ts(), null);

        respond(url, "{\"text\": \"for all\", \"response_type\": \"in_channel\"}");
        respond(url, "{\"text\": \"instead\", \"replace_original\": true}");
        slack.as(OPS).sees("for all").seesNo("instead");
        slack.as(PM).sees("instead").seesNo("a pot");

        respond(url, "{\"delete_original\": true}");
        slack.as(PM).seesNo("instead");
        assertThat(respond(url, "{\"blocks\": [{\"type\": \"divan\"}]}").body()).contains("invalid_blocks");
    }

    @Test
    void answersOnlyToLoopbackNames() throws Exception {
        assertThat(status("GET", "Host: localhost:1")).isNotEqualTo(403);
        assertThat(status("GET", "Host: 127.0.0.1:1")).isNotEqualTo(403);
        assertThat(status("GET", "Host: [::1]:1")).isNotEqualTo(403);
        assertThat(status("GET", "Host: rebind.example:1")).isEqualTo(403);
        assertThat(status("GET", "Host: 127.0.0.1.rebind.example")).isEqualTo(403);
        assertThat(status("GET", "Host: localhost.rebind.example")).isEqualTo(403);
    }

    @Test
    void takesNothingFromOtherSites() throws Exception {
        assertThat(status("POST", "Host: localhost:1", "Origin: http://localhost:1")).isNotEqualTo(403);
        assertThat(status("POST", "Host: localhost:1")).isNotEqualTo(403);
        assertThat(status("POST", "Host: localhost:1", "Origin: https://evil.example")).isEqualTo(403);
        assertThat(status("POST", "Host: localhost:1", "Origin: http://localhost:2")).as("another port is another site")
                .isEqualTo(403);
        assertThat(status("POST", "Host: localhost:1", "Origin: null")).isEqualTo(403);
        assertThat(status("POST", "Host: localhost:1", "Sec-Fetch-Site: cross-site")).isEqualTo(403);
        assertThat(status("POST", "Host: localhost:1", "Sec-Fetch-Site: same-site")).isEqualTo(403);
    }

    private HttpResponse<String> respond(String url, String json) {
        return wire.post(url, json, "Content-Type", "application/json");
    }

    /** By hand, because no HTTP client lets one lie about the host. */
    private int status(String method, String... headers) throws IOException {
        URI address = URI.create(slack.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write((method + " /sandbox/api/api.test HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
