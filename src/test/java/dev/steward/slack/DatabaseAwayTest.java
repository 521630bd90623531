package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.StewardApplication;
import dev.steward.testing.FrailLine;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.BearerToken;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;

/** What people get to see while Steward's database is gone, or says nothing any more; and that afterwards all is well. */
class DatabaseAwayTest {
    private static final String GONE = "cannot reach its database";
    /** Nobody can tell it from one that has too much to do. */
    private static final String SILENT = "took Steward too long";

    /** Slack shows an error after three seconds. */
    private static final Duration SLACKS_PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static FrailLine line;
    private static ConfigurableApplicationContext steward;
    private static ProbeFeature probe;
    private static Signed slack;

    @BeforeAll
    static void start() {
        String url = TestDatabase.create().url();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        line = new FrailLine(port);
        Map<String, Object> properties = Map.of("spring.datasource.url", url.replace(":" + port, ":" + line.port()),
                "steward.commands.probe", "poke", "logging.structured.format.console", "");
        steward = new SpringApplicationBuilder(StewardApplication.class, ProbeFeature.class)
                .initializers(WayIn.onlySteward(),
                        context -> context.getEnvironment().getPropertySources()
                                .addFirst(new MapPropertySource("frail line", properties)))
                .run("--server.port=0", "--server.address=127.0.0.1", "--SLACK_BOT_TOKEN=xoxb-frail",
                        "--SLACK_SIGNING_SECRET=" + Signed.SECRET,
                        "--STEWARD_SLACK_API_URL=" + WayIn.SLACK.baseUrl() + "/api/");
        slack = new Signed(steward.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        probe = steward.getBean(ProbeFeature.class);
        probe.jdbc().sql("create table deed (doing text)").update();
        await().until(() -> steward.getBean(Installations.class).find(null, WayIn.TEAM)
                .filter(known -> steward.getBean(Members.class).all(known.workspace()).size() > 2).isPresent());
    }

    @AfterAll
    static void stop() throws Exception {
        line.heal();
        steward.close();
        line.close();
    }

    @BeforeEach
    void everythingAnswers() throws Exception {
        line.heal();
        probe.reset();
        await().until(() -> health("database") == 200);
        probe.answer = request -> {
            probe.jdbc().sql("insert into deed (doing) values (:doing)").param("doing", request.key()).update();
            return request instanceof SlackRequest.CommandRequest ? Reply.says("Written") : Reply.done();
        };
        slack.send(Payload.command("/poke", "", "U0MIA"));
        probe.jdbc().sql("delete from deed").update();
    }

    @Test
    void aFormStaysOpenWhileTheDatabaseIsGoneAndIsSavedOnceAfterwards() throws Exception {
        line.cut();
        staysOpenUntilTheLineIsHealed(GONE);
    }

    @Test
    void aFormStaysOpenWhileTheDatabaseSaysNothingAndIsSavedOnceAfterwards() throws Exception {
        line.stop();
        staysOpenUntilTheLineIsHealed(SILENT);
    }

    @Test
    void aFormStaysOpenWhenTheDatabaseIsGoneInTheMiddleOfSaving() throws Exception {
        var writes = probe.answer;
        probe.answer = request -> {
            Reply reply = writes.apply(request);
            line.cut();
            return reply;
        };
        String form = form();
        assertStaysOpen(inTime(() -> slack.interaction(form)), GONE);

        probe.answer = writes;
        isSavedOnce(form);
    }

    @Test
    void aFormStaysOpenWhenTheDatabaseFallsSilentInTheMiddleOfSaving() throws Exception {
        var writes = probe.answer;
        probe.answer = request -> {
            Reply reply = writes.apply(request);
            line.stop();
            return reply;
        };
        String form = form();
        assertStaysOpen(inTime(() -> slack.interaction(form)), SILENT);

        probe.answer = writes;
        isSavedOnce(form);
    }

    @Test
    void aCommitThatTookPlaceUnansweredIsNotDenied() throws Exception {
        var writes = probe.answer;
        probe.answer = request -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCompletion() {
                    line.keepAnswers();
                }
            });
            return writes.apply(request);
        };
        String form = form();
        assertStaysOpen(inTime(() -> slack.interaction(form)), "may not be saved");

        isSavedOnce(form);
    }

    @Test
    void aCommandIsAnsweredWithASentence() throws Exception {
        line.cut();
        assertSaysSo(inTime(() -> slack.send(Payload.command("/poke", "precious", "U0MIA"))), GONE);
        line.heal();
        await().until(() -> health("database") == 200);
        line.stop();
        assertSaysSo(inTime(() -> slack.send(Payload.command("/poke", "precious", "U0MIA"))), SILENT);
    }

    @Test
    void aFullDiskIsCalledByItsName() throws Exception {
        var writes = probe.answer;
        probe.answer = request -> {
            probe.jdbc().sql("do $$ begin raise 'could not extend file' using errcode = 'disk_full'; end $$").update();
            return Reply.done();
        };
        String form = form();
        assertStaysOpen(slack.interaction(form), "has no room left");
        assertSaysSo(slack.send(Payload.command("/poke", "precious", "U0MIA")), "has no room left");
        String event = event();
        assertThat(slack.send(event).statusCode()).isEqualTo(503);

        probe.answer = writes;
        isSavedOnce(form);
        assertThat(again(event).statusCode()).isEqualTo(200);
    }

    @Test
    void aCrowdIsAnsweredInTimeToo() throws Exception {
        line.stop();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = crowd.invokeAll(Collections.nCopies(100,
                    () -> inTime(() -> slack.send(Payload.command("/poke", "precious", "U0MIA")))));
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().body()).containsAnyOf(SILENT, GONE, "is busy")
                        .contains("nothing was done").contains("/poke precious");
            }
        }
    }

    @Test
    void anEventIsAskedForAgain() throws Exception {
        String first = event();
        line.cut();
        assertThat(inTime(() -> slack.send(first)).statusCode()).isEqualTo(503);
        line.heal();
        assertThat(again(first).statusCode()).isEqualTo(200);
        assertThat(deeds()).isEqualTo(1);

        String second = event();
        line.stop();
        assertThat(inTime(() -> slack.send(second)).statusCode()).isEqualTo(503);
        line.heal();
        assertThat(again(second).statusCode()).isEqualTo(200);
        assertThat(deeds()).isEqualTo(2);
    }

    @Test
    void anEventIsAskedForAgainWhenTheDatabaseIsGoneInTheMiddleOfIt() throws Exception {
        var writes = probe.answer;
        probe.answer = request -> {
            line.cut();
            return writes.apply(request);
        };
        assertThat(inTime(() -> slack.send(event())).statusCode()).isEqualTo(503);
    }

    @Test
    void programsAreToldToAskAgainLater() throws Exception {
        String token = BearerToken.create().text();
        List<HttpRequest.Builder> requests = List.of(at("/calendar/" + token + ".ics"), at("/changelog/" + token),
                at("/changelog/" + token + ".atom"),
                at("/api/feedback").header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")),
                at("/hooks/releases/" + UUID.randomUUID()).header("Content-Type", "application/json")
                        .header("X-Steward-Signature", "t=1,v1=00").POST(BodyPublishers.ofString("{}")));
        line.cut();
        for (var request : requests) {
            HttpResponse<String> answer = inTime(() -> HTTP.send(request.build(), BodyHandlers.ofString()));
            assertThat(answer.statusCode()).as(request.build().uri().getPath()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("in a moment").doesNotContain("Exception");
        }
        line.heal();
        await().until(() -> health("database") == 200);
        assertThat(HTTP.send(requests.getFirst().build(), BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(slack.endpoint().resolve(path));
    }

    @Test
    void itStaysInTheServiceSoThatPeopleHearOfItAndNobodyRestartsIt() throws Exception {
        line.cut();
        assertThat(health("database")).isEqualTo(503);
        assertThat(health("readiness")).isEqualTo(200);
        assertThat(health("liveness")).isEqualTo(200);
        line.heal();
        await().until(() -> health("database") == 200);

        deeds();
        line.stop();
        assertThat(health("database")).isEqualTo(503);
        assertThat(health("readiness")).isEqualTo(200);
        assertThat(health("liveness")).isEqualTo(200);
        line.heal();
        await().until(() -> health("database") == 200);
    }

    @Test
    void onlyMigrationsMayTakeAsLongAsTheyNeed() throws Exception {
        try (var work = steward.getBean(DataSource.class).getConnection();
                var migration = steward.getBean(Flyway.class).getConfiguration().getDataSource().getConnection()) {
            assertThat(work.getNetworkTimeout()).isPositive();
            assertThat(migration.getNetworkTimeout()).isZero();
        }
    }

    private static void staysOpenUntilTheLineIsHealed(String why) throws Exception {
        String form = form();
        assertStaysOpen(inTime(() -> slack.interaction(form)), why);
        isSavedOnce(form);
    }

    private static void isSavedOnce(String form) throws Exception {
        line.heal();
        await().until(() -> health("database") == 200);
        assertThat(inTime(() -> slack.send(Signed.encode(Map.of("payload", form)), "X-Slack-Retry-Num", "1")).body())
                .isEmpty();
        assertThat(inTime(() -> slack.send(Signed.encode(Map.of("payload", form)), "X-Slack-Retry-Num", "2")).body())
                .isEmpty();
        assertThat(deeds()).isEqualTo(1);
    }

    private static void assertStaysOpen(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        assertThat(json.path("response_action").asString()).isEqualTo("errors");
        assertThat(json.path("errors").path("words").asString()).contains(why)
                .contains("What you typed is still here");
    }

    private static void assertSaysSo(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        assertThat(json.path("response_type").asString()).isEqualTo("ephemeral");
        assertThat(json.path("text").asString()).contains(why);
        assertThat(json.path("blocks").toString()).contains("/poke precious");
    }

    private static HttpResponse<String> inTime(Callable<HttpResponse<String>> asking) throws Exception {
        long asked = System.nanoTime();
        HttpResponse<String> answer = asking.call();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SLACKS_PATIENCE);
        return answer;
    }

    private static HttpResponse<String> again(String event) throws Exception {
        await().until(() -> health("database") == 200);
        return inTime(() -> slack.send(event, "X-Slack-Retry-Num", "1"));
    }

    private static String form() {
        return Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "precious");
    }

    private static String event() {
        return Payload.event("channel_created", "Ev" + Payload.unique(),
                "{\"type\":\"channel_created\",\"channel\":\"C0X\",\"user\":\"U0MIA\"}");
    }

    private static int deeds() {
        return probe.jdbc().sql("select count(*) from deed").query(Integer.class).single();
    }

    private static int health(String group) throws Exception {
        URI address = slack.endpoint().resolve("/actuator/health/" + group);
        return HTTP.send(HttpRequest.newBuilder(address).timeout(SLACKS_PATIENCE).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
