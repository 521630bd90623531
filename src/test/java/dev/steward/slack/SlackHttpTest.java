package dev.steward.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackHttpTest {
    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final SlackConfig config = new SlackConfig();
    @SuppressWarnings("NullAway.Init")
    private Slack slack;
    @SuppressWarnings("NullAway.Init")
    private MethodsClient client;

    @BeforeEach
    void keepAConnection() throws Exception {
        server.start();
        config.setMethodsEndpointUrlPrefix(server.baseUrl() + "/api/");
        config.setStatsEnabled(false);
        config.setProxyUrl(null);
        slack = Slack.getInstance(config, SlackHttp.client(config));
        client = slack.methods("xoxb-test");
        server.stubFor(post("/api/auth.test").willReturn(okJson("{\"ok\":true}")));
        assertThat(client.authTest(r -> r).isOk()).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        slack.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aRequestThatLeftIsNotSentAgainWhenItsConnectionBreaks(Fault fault) {
        sayOnce(aResponse().withFault(fault));
    }

    @Test
    void aResponseUrlIsSlacksOwn() {
        String api = "https://slack.com/api/";
        assertThat(SlackWebApi.isSlacks("https://hooks.slack.com/commands/T1/2/x", api)).isTrue();
        assertThat(SlackWebApi.isSlacks("https://hooks.slack-gov.com/actions/T1/2/x", api)).isTrue();
        assertThat(SlackWebApi.isSlacks("http://127.0.0.1:8080/respond/1", "http://127.0.0.1:8080/sandbox/api/"))
                .isTrue();
        for (String foreign : List.of("", "EVERYBODY", "http://hooks.slack.com/commands/1",
                "https://hooks.slack.com.evil.example/1",
                "https://hooks.slack.com@evil.example/1", "https://me@hooks.slack.com/1",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:8081/respond/1", "file:///etc/passwd", "https:/hooks.slack.com/1", "https://[::1",
                "\u0000")) {
            assertThat(SlackWebApi.isSlacks(foreign, api)).as(foreign).isFalse();
        }
        assertThat(SlackWebApi.isSlacks("http://127.0.0.1:8081/respond/1", "http://127.0.0.1:8080/sandbox/api/"))
                .isFalse();
    }

    @Test
    void aRequestThatLeftIsNotSentAgainBecauseAServerAsksForIt() {
        sayOnce(aResponse().withStatus(408));
        sayOnce(aResponse().withStatus(503).withHeader("Retry-After", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null"})
    void anEmptyAnswerIsNone(String body) {
        server.stubFor(post("/api/chat.postMessage").willReturn(okJson(body)));

        assertThatIOException().isThrownBy(() -> client.chatPostMessage(r -> r.channel("C1").text("hello")));
    }

    private void sayOnce(ResponseDefinitionBuilder answer) {
        server.resetRequests();
        server.stubFor(post("/api/chat.postMessage").willReturn(answer));

        assertThatThrownBy(() -> client.chatPostMessage(r -> r.channel("C1").text("hello")));

        server.verify(1, postRequestedFor(urlEqualTo("/api/chat.postMessage")));
    }
}
