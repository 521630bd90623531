package dev.steward.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import dev.steward.StewardApplication;
import dev.steward.testing.FrailLine;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Installations;

/** A Steward that is stopped finishes what it has begun: what waits for its answer, and what an answer still owes. */
class ShutdownTest {
    /** Of the deployment's 30 seconds, 5 are waited before. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();

    @BeforeEach
    void reset() {
        WayIn.SLACK.resetRequests();
    }

    @Test
    void workAfterTheAckIsFinishedBeforeTheDatabaseIsClosed() throws Exception {
        try (var steward = start()) {
            ProbeFeature probe = steward.getBean(ProbeFeature.class);
            probe.answer = request -> new Reply.Opens(ProbeFeature.form(), () -> {
                workUntilStopped(probe);
                return ProbeFeature.form();
            });
            Map<String, String> command = Payload.commandFields("/poke", "", "U0MIA");
            assertThat(slack(steward).form(command).statusCode()).isEqualTo(200);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(steward::close);
            awaitThatNobodyIsLetIn(steward);
            assertThat(closed).isNotDone();
            mayGoOn.countDown();
            closed.get(20, TimeUnit.SECONDS);

            assertThat(done).isTrue();
            WayIn.SLACK.verify(postRequestedFor(urlEqualTo("/api/views.update"))
                    .withHeader("Authorization", containing("xoxb-stopping")));
        }
    }

    @Test
    void whoWaitsForAnAnswerGetsItAndWhatItOwes() throws Exception {
        try (var steward = start()) {
            ProbeFeature probe = steward.getBean(ProbeFeature.class);
            probe.answer = request -> {
                workUntilStopped(probe);
                return Reply.opens(ProbeFeature.form());
            };
            Signed slack = slack(steward);
            Map<String, String> command = Payload.commandFields("/poke", "", "U0MIA");
            CompletableFuture<Integer> answered = CompletableFuture.supplyAsync(() -> {
                try {
                    return slack.form(command).statusCode();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(steward::close);
            awaitThatNobodyIsLetIn(steward);
            mayGoOn.countDown();

            assertThat(answered.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            closed.get(20, TimeUnit.SECONDS);
            assertThat(done).isTrue();
            WayIn.SLACK.verify(postRequestedFor(urlEqualTo("/api/views.open"))
                    .withHeader("Authorization", containing("xoxb-stopping"))
                    .withRequestBody(containing(command.get("trigger_id"))));
        }
    }

    @Test
    void aStopEndsInItsGraceWhereTheDatabaseSaysNothing() throws Exception {
        String url = TestDatabase.create().url();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (var line = new FrailLine(port)) {
            var steward = start(Map.of("spring.datasource.url", url.replace(":" + port, ":" + line.port())));
            line.stop();
            // something is under way
            slack(steward).form(Payload.commandFields("/poke", "", "U0MIA"));

            assertThat(CompletableFuture.runAsync(steward::close)).succeedsWithin(GRACE);
        }
    }

    private void workUntilStopped(ProbeFeature probe) {
        begun.countDown();
        try {
            assertThat(mayGoOn.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted instead of waited for", e);
        }
        assertThat(probe.jdbc().sql("select 1").query(Integer.class).single()).isEqualTo(1);
        done.set(true);
    }

    private static ConfigurableApplicationContext start() {
        return start(Map.of());
    }

    private static ConfigurableApplicationContext start(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("steward.commands.probe", "poke", "logging.structured.format.console", ""));
        properties.putAll(more);
        var steward = new SpringApplicationBuilder(StewardApplication.class, ProbeFeature.class)
                .initializers(new TestDatabase.Fresh(), WayIn.onlySteward(),
                        context -> context.getEnvironment().getPropertySources()
                                .addFirst(new MapPropertySource("shutdown", properties)))
                .run("--server.port=0", "--server.address=127.0.0.1", "--SLACK_BOT_TOKEN=xoxb-stopping",
                        "--SLACK_SIGNING_SECRET=" + Signed.SECRET,
                        "--STEWARD_SLACK_API_URL=" + WayIn.SLACK.baseUrl() + "/api/");
        await().until(() -> steward.getBean(Installations.class).find(null, WayIn.TEAM).isPresent());
        return steward;
    }

    private static int port(ConfigurableApplicationContext steward) {
        return steward.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static Signed slack(ConfigurableApplicationContext steward) {
        return new Signed(port(steward));
    }

    /** The first thing a stop does. */
    private static void awaitThatNobodyIsLetIn(ConfigurableApplicationContext steward) {
        int port = port(steward);
        await().until(() -> {
            try (var knock = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return knock.isClosed();
            } catch (IOException refused) {
                return true;
            }
        });
    }
}
