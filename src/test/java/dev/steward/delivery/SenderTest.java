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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("SenderTest")
class SenderTest {
    private static final ChannelId CHANNEL = new ChannelId("C0INTAKE");
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final DataSource SOURCE = DATABASE.dataSource();
    private static final WireMockServer SLACK = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UUID thing = UUID.randomUUID();
    private volatile @Nullable String look = "as it was";
    private final Instance instance = Instance.on(SOURCE, SLACK.baseUrl() + "/api/").callTimeout(Duration.ofMillis(400))
            .with("settle", "200ms")
            .kinds(Instance.kind("test", (thing, channel) -> look == null || !channel.value().startsWith("D")
                    ? look
                    : look + " in " + channel))
            .build();
    private final JdbcClient jdbc = instance.jdbc;

    @BeforeAll
    static void start() throws Exception {
        SLACK.start();
        Instance.migrate(SOURCE);
    }

    @AfterAll
    static void stop() throws Exception {
        SLACK.stop();
    }

    @BeforeEach
    void begin() {
        SLACK.resetAll();
        jdbc.sql("truncate delivery cascade").update();
        answer("chat.getPermalink", "{\"ok\":true,\"permalink\":\"https://acme.slack.com/p1\"}");
        instance.start();
    }

    @AfterEach
    void end() throws Exception {
        instance.close();
    }

    @Test
    void aCardIsPostedAndSaysWhereItStands() {
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");

        show();

        awaitState("sent");
        assertThat(instance.events).containsExactly(new DeliveryChanged(workspace, "test", thing),
                new CardPosted(workspace, "test", thing, CHANNEL, "1.1", "https://acme.slack.com/p1"));
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

        look = null;
        changed();

        await().untilAsserted(() -> SLACK.verify(1,
                postRequestedFor(urlEqualTo("/api/chat.delete")).withRequestBody(containing("ts=1.1"))));
    }

    @Test
    void aCardInDirectMessagesIsPostedAndUpdatedThereBehindWhatWasSaidBefore() {
        answer("conversations.open", "{\"ok\":true,\"channel\":{\"id\":\"D0ADA\"}}");
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"D0ADA\",\"ts\":\"1.1\"}");
        answer("chat.update", "{\"ok\":true,\"channel\":\"D0ADA\",\"ts\":\"1.1\"}");
        var ada = new UserId("U0ADA");
        instance.transaction.executeWithoutResult(status -> {
            instance.outbox.say(workspace, UUID.randomUUID(), "before", new Recipient.Direct(ada),
                    Message.of("before"));
            instance.outbox.showTo(workspace, "test", Map.of(thing, ada));
            instance.outbox.showTo(workspace, "test", Map.of(thing, ada));
            instance.outbox.say(workspace, UUID.randomUUID(), "after", new Recipient.Direct(ada), Message.of("after"));
        });

        await().until(() -> posted().size() == 3);
        assertThat(posted()).allMatch(body -> body.contains("channel=D0ADA"))
                .extracting(body -> body.replaceAll(".*text=([^&]*).*", "$1"))
                .containsExactly("before", "as it was in D0ADA", "after");
        await().until(() -> instance.events.size() == 2);
        assertThat(instance.events).containsExactly(new DeliveryChanged(workspace, "test", thing), new CardPosted(
                workspace, "test", thing, new ChannelId("D0ADA"), "1.1", "https://acme.slack.com/p1"));

        look = "as it is";
        changed();

        await().untilAsserted(() -> SLACK.verify(1, postRequestedFor(urlEqualTo("/api/chat.update"))
                .withRequestBody(containing("channel=D0ADA")).withRequestBody(containing("ts=1.1"))
                .withRequestBody(containing("in+D0ADA").or(containing("in%20D0ADA")))));
        SLACK.verify(1, postRequestedFor(urlEqualTo("/api/conversations.open")));
    }

    @Test
    void aCardForWhomSlackOpensNothingFailsWithItsReason() {
        answer("conversations.open", "{\"ok\":false,\"error\":\"user_disabled\"}");

        instance.transaction.executeWithoutResult(
                status -> instance.outbox.showTo(workspace, "test", Map.of(thing, new UserId("U0GONE"))));

        awaitState("failed");
        assertThat(jdbc.sql("select failure from delivery").query(String.class).single()).isEqualTo("user_disabled");
        assertThat(posted()).isEmpty();
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
                .isThrownBy(() -> instance.outbox.show(workspace, "test", thing, CHANNEL));
    }

    @Test
    void whatIsRolledBackIsNotSaid() {
        instance.transaction.executeWithoutResult(status -> {
            instance.outbox.show(workspace, "test", thing, CHANNEL);
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
        await().until(() -> jdbc.sql("select uncertain from delivery").query(Boolean.class).single());

        answer("chat.update", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"7.7\"}");
        UUID id = jdbc.sql("select id from delivery").query(UUID.class).single();
        answer("conversations.history", """
                {"ok":true,"messages":[{"type":"message","ts":"7.7","text":"as it was",
                 "metadata":{"event_type":"steward_delivery","event_payload":{"delivery":"%s"}}}]}
                """.formatted(id));

        awaitState("sent");
        assertThat(jdbc.sql("select ts from delivery").query(String.class).single()).isEqualTo("7.7");
        assertThat(posted()).hasSize(1);
    }

    @Test
    void aChannelThatStewardIsNotInIsJoinedToLookForWhatMayHaveArrivedThere() {
        SLACK.stubFor(post("/api/chat.postMessage").inScenario("join").whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)).willSetStateTo("outside"));
        SLACK.stubFor(post("/api/conversations.history").inScenario("join").whenScenarioStateIs("outside")
                .willReturn(okJson("{\"ok\":false,\"error\":\"not_in_channel\"}")));
        SLACK.stubFor(post("/api/conversations.join").inScenario("join").whenScenarioStateIs("outside")
                .willReturn(okJson("{\"ok\":true,\"channel\":{\"id\":\"C0INTAKE\"}}")).willSetStateTo("joined"));
        SLACK.stubFor(post("/api/conversations.history").inScenario("join").whenScenarioStateIs("joined")
                .willReturn(okJson("{\"ok\":true,\"messages\":[]}")));
        SLACK.stubFor(post("/api/chat.postMessage").inScenario("join").whenScenarioStateIs("joined")
                .willReturn(okJson("{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}")));

        show();

        awaitState("sent");
    }

    private void show() {
        instance.transaction.executeWithoutResult(status -> instance.outbox.show(workspace, "test", thing, CHANNEL));
    }

    private void changed() {
        instance.transaction.executeWithoutResult(status -> instance.outbox.changed(workspace, "test", thing));
    }

    private void say(Recipient recipient, String words) {
        instance.transaction.executeWithoutResult(
                status -> instance.outbox.say(workspace, thing, "greeting", recipient, Message.of(words)));
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
