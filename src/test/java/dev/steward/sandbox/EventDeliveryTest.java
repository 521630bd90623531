package dev.steward.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;

/** Events to an app that does not always answer. */
class EventDeliveryTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    private final WireMockServer app = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());
    private final SandboxClock clock = new SandboxClock(jdbc);

    @BeforeAll
    static void migrate() {
        Migrations.run(DATABASE.dataSource(), "sandbox");
        new Teams(JdbcClient.create(DATABASE.dataSource()), Clock.systemUTC())
                .add(new Team("T1", "Team", "team", "A1", "U1", "B1", "xoxb-1", "secret"));
    }

    @BeforeEach
    void listen() {
        app.start();
        jdbc.sql("delete from sandbox_event").update();
    }

    @AfterEach
    void hangUp() {
        app.stop();
    }

    @Test
    void anAcknowledgedEventIsSentOnceAndSigned() {
        app.stubFor(any(anyUrl()).willReturn(ok()));
        EventDelivery delivery = delivery();

        delivery.enqueue("event message", event("Ev1"));
        settle(delivery);
        pass(Duration.ofMinutes(10), delivery);

        LoggedRequest request = received(1).getFirst();
        assertThat(request.getUrl()).isEqualTo("/slack/events");
        assertThat(request.header("X-Slack-Retry-Num").isPresent()).isFalse();
        assertThat(request.getHeader("X-Slack-Signature")).isEqualTo(AppClient.signature("secret",
                request.getHeader("X-Slack-Request-Timestamp"), request.getBodyAsString()));
        assertThat(waiting()).isZero();
    }

    @Test
    void aFailedEventIsSentAgainAtOnceAfterAMinuteAndAfterFive() {
        app.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        EventDelivery delivery = delivery();

        delivery.enqueue("event message", event("Ev2"));
        settle(delivery);
        assertThat(retries(received(2))).containsExactly("none", "1 http_error");

        pass(Duration.ofSeconds(59), delivery);
        received(2);
        pass(Duration.ofSeconds(2), delivery);
        received(3);
        pass(Duration.ofMinutes(4), delivery);
        received(3);
        pass(Duration.ofMinutes(2), delivery);
        assertThat(retries(received(4))).containsExactly("none", "1 http_error", "2 http_error", "3 http_error");
        assertThat(received(4)).as("the same event each time").extracting(LoggedRequest::getBodyAsString)
                .allMatch(body -> body.contains("Ev2"));

        assertThat(waiting()).as("then Slack gives up").isZero();
    }

    @Test
    void aRetryOutlivesARestart() {
        app.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        EventDelivery before = delivery();
        before.enqueue("event message", event("Ev3"));
        settle(before);
        app.stubFor(any(anyUrl()).willReturn(ok()));
        app.resetRequests();

        EventDelivery after = delivery();
        pass(Duration.ofSeconds(61), after);

        assertThat(retries(received(1))).containsExactly("2 connection_failed");
        assertThat(waiting()).isZero();
    }

    private void pass(Duration time, EventDelivery delivery) {
        clock.reach(clock.instant().plus(time));
        delivery.sendDue();
        settle(delivery);
    }

    private List<LoggedRequest> received(int count) {
        List<LoggedRequest> requests = app.getAllServeEvents().stream().map(event -> event.getRequest()).toList()
                .reversed();
        assertThat(requests).hasSize(count);
        return requests;
    }

    private static List<String> retries(List<LoggedRequest> requests) {
        return requests.stream().map(request -> request.header("X-Slack-Retry-Num").isPresent()
                ? request.getHeader("X-Slack-Retry-Num") + " " + request.getHeader("X-Slack-Retry-Reason")
                : "none").toList();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from sandbox_event").query(Long.class).single();
    }

    private static void settle(EventDelivery delivery) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5))
                .until(() -> !delivery.busy());
    }

    private EventDelivery delivery() {
        var address = new LocalAddress(
                new MockEnvironment().withProperty("local.server.port", String.valueOf(app.port())));
        return new EventDelivery(jdbc, clock,
                new AppClient(new Teams(jdbc, clock), address, clock, new CallLog(clock, new SandboxFeed())));
    }

    private static ObjectNode event(String id) {
        return Json.object().put("event_id", id).put("type", "event_callback");
    }
}
