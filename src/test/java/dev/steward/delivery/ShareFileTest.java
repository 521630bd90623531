package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
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
import dev.steward.workspace.Member;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Whatever goes wrong on the way, a file stands in Slack once. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ShareFileTest")
class ShareFileTest {
    private static final ChannelId CHANNEL = new ChannelId("C0INTAKE");
    private static final Recipient INTAKE = new Recipient.Channel(CHANNEL, null);
    private static final byte[] BYTES = {1, 2, 3, 0, -1};
    private static final DataSource SOURCE = TestDatabase.create().dataSource();
    private static final WireMockServer SLACK = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String COMPLETE = "files.completeUploadExternal";
    private static final String SHOWN = """
            {"ok":true,"file":{"id":"F1","shares":{"public":{"C0INTAKE":[{"ts":"5.5"}]}},"channels":["C0INTAKE"]}}""";
    private static final String NOT_SHOWN = """
            {"ok":true,"file":{"id":"F1","shares":{},"channels":[],"groups":[],"ims":[]}}""";

    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UUID thing = UUID.randomUUID();
    private final Instance instance = Instance.on(SOURCE, SLACK.baseUrl() + "/api/").callTimeout(Duration.ofMillis(400))
            .members(new Member(workspace, new UserId("U0ROOT"), "T1", "Root", null, ZoneOffset.UTC, Role.ADMIN, false,
                    false))
            .build();
    private final JdbcClient jdbc = instance.jdbc;

    @BeforeAll
    static void start() {
        SLACK.start();
        Instance.migrate(SOURCE);
    }

    @AfterAll
    static void stop() {
        SLACK.stop();
    }

    @BeforeEach
    void begin() {
        SLACK.resetAll();
        jdbc.sql("truncate delivery, delivery_file, delivery_file_part, delivery_lease").update();
        answer("files.getUploadURLExternal",
                "{\"ok\":true,\"upload_url\":\"" + SLACK.baseUrl() + "/upload/1\",\"file_id\":\"F1\"}");
        SLACK.stubFor(post("/upload/1").willReturn(aResponse().withBody("OK - 5")));
        answer(COMPLETE, "{\"ok\":true,\"files\":[{\"id\":\"F1\",\"title\":\"The plan\"}]}");
        answer("files.info", SHOWN);
        answer("conversations.history", "{\"ok\":true,\"messages\":[]}");
        answer("conversations.open", "{\"ok\":true,\"channel\":{\"id\":\"D0ADA\"}}");
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"9.9\"}");
    }

    @AfterEach
    void end() throws Exception {
        instance.close();
    }

    @Test
    void aFileIsSharedOnceWithItsWordsAndItsBytesAreKeptNoLonger() {
        instance.start();
        share(INTAKE);
        share(INTAKE);
        awaitState("sent");
        share(INTAKE);

        awaitState("sent");
        assertThat(bodies("files.getUploadURLExternal")).singleElement().asString().contains("filename=plan.png")
                .contains("length=5").contains("alt_txt=The plan");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/upload/1")).withRequestBody(binaryEqualTo(BYTES))
                .withoutHeader("Authorization"));
        assertThat(bodies(COMPLETE)).singleElement().asString().contains("channel_id=C0INTAKE")
                .contains("initial_comment=*What happens* next").contains("\"id\":\"F1\"")
                .contains("\"title\":\"The plan\"");
        assertThat(jdbc.sql("select channel_id || ' ' || ts from delivery").query(String.class).single())
                .isEqualTo("C0INTAKE 5.5");
        assertThat(kept()).isZero();
    }

    @Test
    void aLargeFileIsKeptAndSentInPartsAndArrivesWhole() {
        byte[] bytes = new byte[2_500_000];
        new Random(1).nextBytes(bytes);
        var large = new LargeDocument("all.zip", "All", "*All of it*", bytes.length,
                () -> new ByteArrayInputStream(bytes));
        shareLarge(large);
        shareLarge(large);
        assertThat(jdbc.sql("select octet_length(content) from delivery_file_part order by number")
                .query(Integer.class).list()).containsExactly(1_048_576, 1_048_576, 402_848);
        instance.start();

        awaitState("sent");
        assertThat(bodies("files.getUploadURLExternal")).singleElement().asString().contains("length=2500000");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/upload/1")).withRequestBody(binaryEqualTo(bytes))
                .withHeader("Content-Length", equalTo("2500000")));
        assertThat(jdbc.sql("select count(*) from delivery_file_part").query(Integer.class).single()).isZero();
        assertThat(kept()).isZero();
    }

    @Test
    void aLargeFileThatIsNotAsLargeAsWasSaidIsNotKept() {
        assertThatIllegalArgumentException().isThrownBy(() -> shareLarge(
                new LargeDocument("all.zip", "All", "", 3, () -> new ByteArrayInputStream(BYTES))));
        assertThatIllegalArgumentException().isThrownBy(() -> new LargeDocument("all.zip", "All", "",
                LargeDocument.MOST_BYTES + 1, () -> new ByteArrayInputStream(BYTES)));
        assertThat(kept()).isZero();
    }

    private void shareLarge(LargeDocument document) {
        instance.transaction
                .executeWithoutResult(status -> instance.outbox.share(workspace, thing, "all", INTAKE, document));
    }

    @Test
    void aFileGoesToAThreadOrToDirectMessages() {
        instance.start();
        share(new Recipient.Channel(CHANNEL, "3.3"));
        awaitState("sent");
        assertThat(bodies(COMPLETE).getFirst()).contains("thread_ts=3.3");

        jdbc.sql("truncate delivery cascade").update();
        share(new Recipient.Direct(new UserId("U0ADA")));
        awaitState("sent");
        assertThat(bodies(COMPLETE).getLast()).contains("channel_id=D0ADA");
    }

    @Test
    void whatIsSaidNextWaitsUntilSlackShowsTheFile() {
        answer("files.info", "shown", STARTED, NOT_SHOWN, "later");
        answer("files.info", "shown", "later", SHOWN, "later");
        instance.transaction.executeWithoutResult(status -> {
            instance.outbox.share(workspace, thing, "plan", INTAKE, document());
            instance.outbox.say(workspace, thing, "next", INTAKE, Message.of("next"));
        });
        instance.start();

        await().until(() -> bodies("chat.postMessage").size() == 1);
        var methods = SLACK.getAllServeEvents().stream().map(event -> event.getRequest().getUrl()).toList().reversed();
        assertThat(methods).containsExactly("/api/files.getUploadURLExternal", "/upload/1", "/api/" + COMPLETE,
                "/api/files.info", "/api/files.info", "/api/chat.postMessage");
    }

    @Test
    void aFileThatSlackShowedWithoutAnsweringIsFound() {
        SLACK.stubFor(post("/api/" + COMPLETE).willReturn(okJson("{\"ok\":true}").withFixedDelay(1_000)));
        instance.start();
        share(INTAKE);

        awaitState("sent");
        assertThat(bodies(COMPLETE)).hasSize(1);
        assertThat(jdbc.sql("select ts from delivery").query(String.class).single()).isEqualTo("5.5");
    }

    @Test
    void aFileThatDoesNotTellWhereItIsShownIsFoundAmongTheChannelsMessages() {
        SLACK.stubFor(post("/api/" + COMPLETE).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        answer("files.info", "{\"ok\":false,\"error\":\"missing_scope\"}");
        answer("conversations.history", """
                {"ok":true,"messages":[{"type":"message","ts":"4.4"},
                 {"type":"message","ts":"6.6","files":[{"id":"F1"}]}]}""");
        instance.start();
        share(INTAKE);

        awaitState("sent");
        assertThat(bodies(COMPLETE)).hasSize(1);
        assertThat(jdbc.sql("select ts from delivery").query(String.class).single()).isEqualTo("6.6");
    }

    @Test
    void aFileThatSlackDoesNotShowAfterNoAnswerIsShownWithoutPuttingItThereAgain() {
        SLACK.stubFor(post("/api/" + COMPLETE).inScenario("lost").whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)).willSetStateTo("again"));
        answer(COMPLETE, "lost", "again",
                "{\"ok\":true,\"files\":[{\"id\":\"F1\",\"shares\":{\"private\":{\"C0INTAKE\":[{\"ts\":\"7.7\"}]}}}]}",
                "again");
        answer("files.info", NOT_SHOWN);
        instance.start();
        share(INTAKE);

        awaitState("sent");
        assertThat(bodies(COMPLETE)).hasSize(2).allMatch(body -> body.contains("\"id\":\"F1\""));
        SLACK.verify(1, postRequestedFor(urlEqualTo("/upload/1")));
        assertThat(jdbc.sql("select ts from delivery").query(String.class).single()).isEqualTo("7.7");
    }

    @Test
    void aFileThatSlackWasSlowToShowIsNotPutThereAgain() {
        SLACK.stubFor(post("/api/" + COMPLETE).inScenario("slow").whenScenarioStateIs(STARTED)
                .willReturn(okJson("{\"ok\":true}").withFixedDelay(1_000)).willSetStateTo("taken"));
        // it takes each file once
        answer(COMPLETE, "slow", "taken", "{\"ok\":false,\"error\":\"file_not_found\"}", "shows");
        answer("files.info", "slow", "taken", NOT_SHOWN, "taken");
        answer("files.info", "slow", "shows", SHOWN, "shows");
        instance.start();
        share(INTAKE);

        awaitState("sent");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/upload/1")));
        assertThat(bodies(COMPLETE)).hasSize(2);
        assertThat(jdbc.sql("select ts from delivery").query(String.class).single()).isEqualTo("5.5");
    }

    @Test
    void aFileThatSlackThrewAwayIsPutThereOnceMore() {
        answer(COMPLETE, "lost", STARTED, "{\"ok\":false,\"error\":\"file_not_found\"}", "anew");
        answer("files.info", "lost", "anew", "{\"ok\":false,\"error\":\"file_not_found\"}", "known");
        answer(COMPLETE, "lost", "known",
                "{\"ok\":true,\"files\":[{\"id\":\"F1\",\"shares\":{\"public\":{\"C0INTAKE\":[{\"ts\":\"7.7\"}]}}}]}",
                "known");
        instance.start();
        share(INTAKE);

        awaitState("sent");
        SLACK.verify(2, postRequestedFor(urlEqualTo("/upload/1")));
    }

    @Test
    void aFileThatSlackKeepsAndNeverShowsIsForPeopleToLookFor() {
        answer(COMPLETE, "{\"ok\":false,\"error\":\"file_not_found\"}");
        answer("files.info", NOT_SHOWN);
        share(INTAKE);
        jdbc.sql("update delivery set attempts = 7").update();
        instance.start();

        awaitState("held");
        assertThat(kept()).isOne();
    }

    @Test
    void anUploadThatSlackRefusesIsToldAndNothingIsShown() {
        SLACK.stubFor(post("/upload/1").willReturn(aResponse().withStatus(413)));
        instance.start();
        share(INTAKE);

        awaitState("failed");
        assertThat(failure()).isEqualTo("upload_refused");
        assertThat(bodies(COMPLETE)).isEmpty();
        await().until(() -> bodies("chat.postMessage").stream()
                .anyMatch(told -> told.contains("did not reach <#C0INTAKE>. Slack did not take this file.")));
        assertThat(kept()).isOne();
    }

    @Test
    void anUploadThatBreaksOffIsMadeAgain() {
        SLACK.stubFor(post("/upload/1").inScenario("broken").whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(503)).willSetStateTo("whole"));
        SLACK.stubFor(post("/upload/1").inScenario("broken").whenScenarioStateIs("whole").willReturn(aResponse()));
        instance.start();
        share(INTAKE);

        awaitState("sent");
        SLACK.verify(2, postRequestedFor(urlEqualTo("/upload/1")));
        assertThat(bodies(COMPLETE)).hasSize(1);
    }

    @Test
    void bytesGoNowhereButToSlack() {
        answer("files.getUploadURLExternal", "{\"ok\":true,\"upload_url\":\"http://127.0.0.2:" + SLACK.port()
                + "/upload/1\",\"file_id\":\"F1\"}");
        instance.start();
        share(INTAKE);

        awaitState("failed");
        assertThat(failure()).isEqualTo("not_slacks_address");

        jdbc.sql("truncate delivery cascade").update();
        answer("files.getUploadURLExternal",
                "{\"ok\":true,\"upload_url\":\"" + SLACK.baseUrl() + "/upload/1\",\"file_id\":\"F1\"}");
        SLACK.stubFor(post("/upload/1").willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
        share(INTAKE);

        awaitState("failed");
        SLACK.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void aFileLeftByOneThatDiedBeforeItWasShownIsShownAsItIs() {
        share(INTAKE);
        died("F1");
        answer("files.info", "died", STARTED, NOT_SHOWN, "asked");
        answer("files.info", "died", "asked", SHOWN, "asked");
        instance.start();

        awaitState("sent");
        SLACK.verify(0, postRequestedFor(urlEqualTo("/upload/1")));
        assertThat(bodies(COMPLETE)).hasSize(1);
    }

    @Test
    void aFileLeftByOneThatDiedAfterItWasShownIsFound() {
        share(INTAKE);
        died("F1");
        instance.start();

        awaitState("sent");
        SLACK.verify(0, postRequestedFor(urlEqualTo("/upload/1")));
        assertThat(bodies(COMPLETE)).isEmpty();
    }

    @Test
    void aFileLeftByOneThatDiedWhilePuttingItThereIsPutThereAnew() {
        share(INTAKE);
        died(null);
        instance.start();

        awaitState("sent");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/upload/1")));
        assertThat(bodies("files.info")).hasSize(1);
    }

    @Test
    void stewardComesIntoThePublicChannelItSharesIn() {
        answer(COMPLETE, "join", STARTED, "{\"ok\":false,\"error\":\"not_in_channel\"}", "outside");
        answer("conversations.join", "join", "outside", "{\"ok\":true,\"channel\":{\"id\":\"C0INTAKE\"}}", "inside");
        answer(COMPLETE, "join", "inside", "{\"ok\":true,\"files\":[{\"id\":\"F1\"}]}", "inside");
        instance.start();
        share(INTAKE);

        awaitState("sent");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/upload/1")));
    }

    @Test
    void whatCannotBeSharedIsRefusedAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> instance.outbox.share(workspace, thing, "plan", INTAKE, document()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> share(new Recipient.Ephemeral(CHANNEL, new UserId("U0ADA"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Document("a.png", "A", "", new byte[Document.MOST_BYTES + 1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Document("a/b.png", "A", "", BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> new Document("a.png", " ", "", BYTES));
        assertThat(kept()).isZero();
    }

    private void share(Recipient recipient) {
        instance.transaction.executeWithoutResult(
                status -> instance.outbox.share(workspace, thing, "plan", recipient, document()));
    }

    private static Document document() {
        return new Document("plan.png", "The plan", "*What happens* next", BYTES);
    }

    private void died(@org.jspecify.annotations.Nullable String file) {
        jdbc.sql("update delivery set sending_since = now() - interval '1 minute', tried_at = now(), attempts = 1")
                .update();
        if (file != null) {
            jdbc.sql("update delivery_file set file_id = :file, left_at = now() - interval '1 minute'")
                    .param("file", file).update();
        }
    }

    private int kept() {
        return jdbc.sql("select count(*) from delivery_file").query(Integer.class).single();
    }

    private String failure() {
        return jdbc.sql("select failure from delivery where form = 'file'").query(String.class).single();
    }

    private static void answer(String method, String json) {
        SLACK.stubFor(post("/api/" + method).willReturn(okJson(json)));
    }

    private static void answer(String method, String story, String when, String json, String then) {
        SLACK.stubFor(post("/api/" + method).inScenario(story).whenScenarioStateIs(when).willReturn(okJson(json))
                .willSetStateTo(then));
    }

    private static List<String> bodies(String method) {
        return SLACK.findAll(postRequestedFor(urlEqualTo("/api/" + method))).stream()
                .map(request -> URLDecoder.decode(request.getBodyAsString(), UTF_8)).toList();
    }

    private void awaitState(String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> jdbc
                .sql("select count(*) from delivery where form = 'file' and state = :state and due_at is null")
                .param("state", state).query(Long.class).single() == 1);
    }
}
