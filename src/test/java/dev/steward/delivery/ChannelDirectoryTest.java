package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.ChannelDirectory.Looked;
import dev.steward.delivery.ChannelFacts.Kind;
import dev.steward.delivery.ChannelFacts.Shared;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.slack.SlackApi;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** What is known of channels is what Slack says of them, and of whom they are open for. */
@SandboxTest
class ChannelDirectoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private ChannelDirectory directory;
    @Autowired
    private ChannelBook book;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void tellsHowPublicAChannelIs() {
        ChannelId general = slack.id("#general");
        ChannelId acme = slack.id("#customer-acme");
        ChannelId leadership = slack.id("#leadership");
        var none = new ChannelId("C0NOWHERE");
        slack.archives("#releases");
        var all = List.of(general, acme, leadership, none, slack.id("#releases"));
        assertThat(directory.known(slack.workspace(), all)).isEmpty();

        Looked looked = directory.look(slack.workspace(), OPS.id(), all);

        assertThat(looked.trouble()).isNull();
        assertThat(looked.facts().get(general)).satisfies(facts -> {
            assertThat(facts.kind()).isEqualTo(Kind.PUBLIC);
            assertThat(facts.shared()).isEqualTo(Shared.NO);
            assertThat(facts.joined()).isTrue();
            assertThat(facts.people()).isEqualTo(6);
        });
        assertThat(looked.facts().get(acme).shared()).isEqualTo(Shared.OTHERS);
        assertThat(looked.facts().get(leadership).kind()).isEqualTo(Kind.HIDDEN);
        assertThat(looked.facts().get(none).kind()).isEqualTo(Kind.HIDDEN);
        assertThat(looked.facts().get(slack.id("#releases")).archived()).isTrue();
        assertThat(directory.known(slack.workspace(), all)).isEqualTo(looked.facts());
        assertThat(directory.closedTo(slack.workspace(), OPS.id(), all)).containsExactly(leadership, none);

        slack.clock().advance(Duration.ofHours(2));
        assertThat(directory.known(slack.workspace(), all)).isEmpty();
        assertThat(directory.closedTo(slack.workspace(), OPS.id(), List.of(general))).containsExactly(general);
    }

    @Test
    void aPrivateChannelIsOpenForThoseWhoAreInItAndForNobodyElse() {
        var leadership = List.of(slack.id("#leadership"));
        directory.look(slack.workspace(), OPS.id(), leadership);
        slack.invitesSteward("#leadership");
        assertThat(directory.look(slack.workspace(), OPS.id(), leadership).facts().get(leadership.getFirst()).kind())
                .isEqualTo(Kind.PRIVATE);
        assertThat(directory.closedTo(slack.workspace(), OPS.id(), leadership)).isEmpty();
        assertThat(directory.closedTo(slack.workspace(), EXECUTIVE.id(), leadership)).as("was not asked about")
                .isEqualTo(java.util.Set.copyOf(leadership));

        directory.look(slack.workspace(), PM.id(), leadership);
        assertThat(directory.closedTo(slack.workspace(), PM.id(), leadership)).hasSize(1);
        slack.joins(PM, "#leadership");
        directory.look(slack.workspace(), PM.id(), leadership);
        assertThat(directory.closedTo(slack.workspace(), PM.id(), leadership)).isEmpty();
    }

    @Test
    void manyAreAskedAboutAtOnceAndTheRestIsSaidToBeMissing() {
        List<ChannelId> many = Stream.concat(Stream.of(slack.id("#general"), slack.id("#customer-acme")),
                IntStream.range(0, 25).mapToObj(n -> new ChannelId("C0MANY" + n))).toList();

        Looked looked = directory.look(slack.workspace(), PM.id(), many);

        assertThat(looked.facts()).hasSize(27);
        assertThat(looked.facts().get(slack.id("#customer-acme")).shared()).isEqualTo(Shared.OTHERS);
        assertThat(slack.calls()).filteredOn(call -> call.contains("users.conversations")).hasSize(1);
        assertThat(slack.calls()).filteredOn(call -> call.contains("conversations.info")).hasSize(25);
    }

    @Test
    void slackIsNotAskedWithinATransaction() {
        assertThatIllegalStateException().isThrownBy(() -> transaction.executeWithoutResult(
                status -> directory.look(slack.workspace(), PM.id(), List.of(slack.id("#general")))));
    }

    @Test
    void whereSlackWouldNotTellThatIsSaid() throws Exception {
        var general = List.of(slack.id("#general"));
        var mock = new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        mock.start();
        var config = new SlackConfig();
        config.setStatsEnabled(false);
        try (var client = Slack.getInstance(config)) {
            var asks = new AskAboutChannels(book, at(client, mock.baseUrl() + "/api/"), java.time.Clock.systemUTC());
            mock.stubFor(post(urlEqualTo("/api/conversations.info"))
                    .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "30")));
            assertThat(asks.look(slack.workspace(), PM.id(), general).trouble()).contains("slow down");
            mock.stubFor(post(urlEqualTo("/api/conversations.info"))
                    .willReturn(okJson("{\"ok\":false,\"error\":\"missing_scope\"}")));
            assertThat(asks.look(slack.workspace(), PM.id(), general).trouble()).contains("lacks a permission");
            mock.stubFor(post(urlEqualTo("/api/conversations.info")).willReturn(aResponse().withStatus(500)));
            Looked looked = asks.look(slack.workspace(), PM.id(), general);
            assertThat(looked.trouble()).contains("look again");
            assertThat(looked.facts()).isEmpty();
        } finally {
            mock.stop();
        }
    }

    private static SlackApi at(Slack client, String url) {
        return new SlackApi() {
            @Override
            public MethodsClient client(WorkspaceId workspace) {
                MethodsClient methods = client.methods("xoxb-token");
                methods.setEndpointUrlPrefix(url);
                return methods;
            }

            @Override
            public Response respond(String responseUrl, String json) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Response upload(String uploadUrl, byte[] content) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
