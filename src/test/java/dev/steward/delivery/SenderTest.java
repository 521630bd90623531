package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.slack.Outgoing;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class SenderTest {
    private static final ChannelId CHANNEL = new ChannelId("C0INTAKE");
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final DataSource SOURCE = DATABASE.dataSource();
    private static final WireMockServer SLACK = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    @SuppressWarnings("NullAway.Init")
    private static Slack client;

    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UUID thing = UUID.randomUUID();
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final JdbcClient jdbc = JdbcClient.create(SOURCE);
    private final TransactionTemplate transaction = new TransactionTemplate(
            new JdbcTransactionManager(SOURCE));
    @SuppressWarnings("NullAway.Init")
    private Sender sender;
    @SuppressWarnings("NullAway.Init")
    private Outbox outbox;
    private volatile String look = "as it was";

    @BeforeAll
    static void start() throws Exception {
        SLACK.start();
        Flyway.configure().dataSource(SOURCE).locations("db/migration/delivery").load().migrate();
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(SLACK.baseUrl() + "/api/");
        config.setHttpClientReadTimeoutMillis(300);
        config.setStatsEnabled(false);
        client = Slack.getInstance(config);
    }

    @AfterAll
    static void stop() throws Exception {
        SLACK.stop();
        client.close();
    }

    @BeforeEach
    void begin() {
        SLACK.resetAll();
        jdbc.sql("truncate delivery").update();
        var deliveries = new Deliveries(new JdbcTemplate(SOURCE), JdbcClient.create(SOURCE));
        var json = new MessageJson();
        CardKind kind = new CardKind() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Optional<Message> render(WorkspaceId of, UUID which, ChannelId channel) {
                return look.isEmpty() ? Optional.empty() : Optional.of(Message.of(look));
            }
        };
        var calls = new SlackCalls(id -> client.methods("xoxb-test"), json, new Outgoing(true), Clock.systemUTC());
        sender = new Sender(deliveries, calls, json, List.of(kind), transaction, events::add, Clock.systemUTC(),
                Duration.ZERO);
        outbox = new Outbox(deliveries, json, sender, Clock.systemUTC());
        answer("chat.getPermalink", "{\"ok\":true,\"permalink\":\"https://acme.slack.com/p1\"}");
        sender.start();
    }

    @AfterEach
    void end() {
        sender.stop();
    }

    @Test
    void aCardIsPostedAndSaysWhereItStands() {
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");

        show();

        awaitState("sent");
        assertThat(events).containsExactly(
                new CardPosted(workspace, "test", thing, CHANNEL, "https://acme.slack.com/p1"));
        assertThat(posted()).singleElement().asString().contains("channel=C0INTAKE").contains("text=as it was")
                .contains("steward_delivery");
    }

    @Test
    void aCardIsUpdatedOnlyWhenItLooksDifferent() {
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");
        answer("chat.update", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");
        show();
        awaitState("sent");

        changed();
        awaitState("sent");
        look = "as it is";
        changed();

        await().untilAsserted(() -> SLACK.verify(1, postRequestedFor(urlEqualTo("/api/chat.update"))));
        awaitState("sent");
        assertThat(posted()).hasSize(1);
    }

    @Test
    void aCardThatMustNotBeShownIsDeleted() {
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");
        answer("chat.delete", "{\"ok\":true}");
        show();
        awaitState("sent");

        look = "";
        changed();

        await().untilAsserted(() -> SLACK.verify(1,
                postRequestedFor(urlEqualTo("/api/chat.delete")).withRequestBody(containing("ts=1.1"))));
    }

    @Test
    void aNoticeIsSaidOnceHoweverOftenItIsWritten() {
        answer("conversations.open", "{\"ok\":true,\"channel\":{\"id\":\"D0ADA\"}}");
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"D0ADA\",\"ts\":\"1.1\"}");
        var ada = new Recipient.Direct(new UserId("U0ADA"));

        say(ada, "hello");
        say(ada, "hello again");
        awaitState("sent");
        say(ada, "and again");

        awaitState("sent");
        assertThat(posted()).singleElement().asString().contains("channel=D0ADA").contains("text=hello");
    }

    @Test
    void aMessageOutsideATransactionIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> outbox.show(workspace, "test", thing, CHANNEL));
    }

    @Test
    void whatIsRolledBackIsNotSaid() {
        transaction.executeWithoutResult(status -> {
            outbox.show(workspace, "test", thing, CHANNEL);
            status.setRollbackOnly();
        });

        assertThat(jdbc.sql("select count(*) from delivery").query(Long.class).single()).isZero();
    }

    @Test
    void theChannelIsJoinedOnceWhenStewardIsNotInIt() {
        SLACK.stubFor(post("/api/chat.postMessage").inScenario("join").whenScenarioStateIs(STARTED)
                .willReturn(okJson("{\"ok\":false,\"error\":\"not_in_channel\"}")));
        SLACK.stubFor(post("/api/conversations.join").inScenario("join")
                .willReturn(okJson("{\"ok\":true,\"channel\":{\"id\":\"C0INTAKE\"}}")).willSetStateTo("joined"));
        SLACK.stubFor(post("/api/chat.postMessage").inScenario("join").whenScenarioStateIs("joined")
                .willReturn(okJson("{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}")));

        show();

        awaitState("sent");
    }

    @Test
    void whatSlackRefusesForGoodStopsWithItsReason() {
        answer("chat.postMessage", "{\"ok\":false,\"error\":\"is_archived\"}");

        show();

        awaitState("failed");
        assertThat(jdbc.sql("select failure from delivery").query(String.class).single()).isEqualTo("is_archived");
        assertThat(posted()).hasSize(1);
    }

    @Test
    void whatSlackWouldRefuseDoesNotLeave() {
        look = "x".repeat(50_000);

        show();

        awaitState("failed");
        assertThat(posted()).isEmpty();
    }

    @Test
    void tooManyRequestsAreTriedAgainWhenSlackSays() {
        SLACK.stubFor(post("/api/chat.postMessage").inScenario("limit").whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1")).willSetStateTo("later"));
        SLACK.stubFor(post("/api/chat.postMessage").inScenario("limit").whenScenarioStateIs("later")
                .willReturn(okJson("{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}")));

        show();

        awaitState("sent");
        assertThat(posted()).hasSize(2);
    }

    @Test
    void aMessageThatSlackTookWithoutAnsweringIsFoundAndNotSentAgain() {
        SLACK.stubFor(post("/api/chat.postMessage").willReturn(okJson("{\"ok\":true}").withFixedDelay(1_000)));
        SLACK.stubFor(
                post("/api/conversations.history").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        show();
        await().until(() -> "outcome unknown".equals(
                jdbc.sql("select failure from delivery").query(String.class).optional().orElse(null)));

        UUID id = jdbc.sql("select id from delivery").query(UUID.class).single();
        answer("conversations.history", """
                {"ok":true,"messages":[{"type":"message","ts":"7.7","text":"as it was",
                 "metadata":{"event_type":"steward_delivery","event_payload":{"delivery":"%s"}}}]}
                """.formatted(id));

        awaitState("sent");
        assertThat(jdbc.sql("select ts from delivery").query(String.class).single()).isEqualTo("7.7");
        assertThat(posted()).hasSize(1);
    }

    private void show() {
        transaction.executeWithoutResult(status -> outbox.show(workspace, "test", thing, CHANNEL));
    }

    private void changed() {
        transaction.executeWithoutResult(status -> outbox.changed(workspace, "test", thing));
    }

    private void say(Recipient recipient, String words) {
        transaction.executeWithoutResult(
                status -> outbox.say(workspace, thing, "greeting", recipient, Message.of(words)));
    }

    private static void answer(String method, String json) {
        SLACK.stubFor(post("/api/" + method).willReturn(okJson(json)));
    }

    private static List<String> posted() {
        return SLACK.findAll(postRequestedFor(urlEqualTo("/api/chat.postMessage"))).stream()
                .map(request -> URLDecoder.decode(request.getBodyAsString(), UTF_8)).toList();
    }

    private void awaitState(String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> jdbc
                .sql("select count(*) from delivery where state = :state and due_at is null").param("state", state)
                .query(Long.class).single() == 1);
    }
}
