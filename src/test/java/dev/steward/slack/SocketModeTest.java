package dev.steward.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.StewardApplication;
import dev.steward.testing.TestDatabase;

/** Steward without a public address: it connects to Slack, and answers over that connection. */
class SocketModeTest {

    @Test
    void aCommandIsAnsweredOverTheSocketByItsEnvelope() throws Exception {
        var slack = new SlacksEnd();
        slack.start();
        String address = "ws://127.0.0.1:" + slack.started.get(20, TimeUnit.SECONDS) + "/";
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/apps.connections.open"))
                .willReturn(okJson("{\"ok\":true,\"url\":\"" + address + "\"}")));

        try (var steward = new SpringApplicationBuilder(StewardApplication.class, ProbeFeature.class)
                .initializers(new TestDatabase.Fresh(), WayIn.onlySteward())
                .run("--server.port=0", "--server.address=127.0.0.1", "--SLACK_BOT_TOKEN=xoxb-socket",
                        "--SLACK_APP_TOKEN=xapp-socket", "--steward.commands.probe=poke",
                        "--STEWARD_SLACK_API_URL=" + WayIn.SLACK.baseUrl() + "/api/")) {
            WebSocket socket = slack.connected.get(20, TimeUnit.SECONDS);
            socket.send("""
                    {"type":"hello","num_connections":1,"connection_info":{"app_id":"A0APP"}}""");
            socket.send("""
                    {"envelope_id":"e-1","type":"slash_commands","accepts_response_payload":true,"payload":{
                     "token":"x","team_id":"%s","team_domain":"way-in","channel_id":"C0GENERAL","channel_name":"general",
                     "user_id":"U0MIA","user_name":"mia","command":"/poke","text":"help","api_app_id":"A0APP",
                     "is_enterprise_install":"false","response_url":"https://example.com","trigger_id":"1.2.3"}}
                    """.formatted(WayIn.TEAM));

            JsonNode answer = JsonMapper.shared().readTree(slack.said.poll(20, TimeUnit.SECONDS));
            assertThat(answer.path("envelope_id").asString()).isEqualTo("e-1");
            assertThat(answer.path("payload").path("response_type").asString()).isEqualTo("ephemeral");
            assertThat(answer.path("payload").toString()).contains("/poke");
            assertThat(steward.isRunning()).isTrue();
        }
        assertThat(slack.closed.get(20, TimeUnit.SECONDS)).as("Steward closes the connection when it stops").isTrue();
        slack.stop();
    }

    /** Where Slack would wait for Steward. */
    private static final class SlacksEnd extends WebSocketServer {
        private final CompletableFuture<Integer> started = new CompletableFuture<>();
        private final CompletableFuture<WebSocket> connected = new CompletableFuture<>();
        private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        SlacksEnd() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        public void onStart() {
            started.complete(getPort());
        }

        @Override
        public void onOpen(WebSocket steward, ClientHandshake handshake) {
            connected.complete(steward);
        }

        @Override
        public void onMessage(WebSocket steward, String message) {
            said.add(message);
        }

        @Override
        public void onClose(WebSocket steward, int code, String reason, boolean remote) {
            closed.complete(true);
        }

        @Override
        public void onError(WebSocket steward, Exception e) {
            started.completeExceptionally(e);
        }
    }
}
