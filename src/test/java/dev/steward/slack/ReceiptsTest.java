package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Installations;

/** One doing has one effect, however often and wherever it is delivered. */
class ReceiptsTest {
    private final JdbcClient jdbc = WayIn.STEWARD.getBean(JdbcClient.class);

    @BeforeEach
    void reset() {
        WayIn.settled();
        WayIn.probe().reset();
        jdbc.sql("create table if not exists probe_effect (what text not null)").update();
        jdbc.sql("delete from probe_effect").update();
    }

    @Test
    void theSameSubmissionTwiceAtOnceHasOneEffectAndOneAnswer() throws Exception {
        for (int round = 0; round < 5; round++) {
            jdbc.sql("delete from probe_effect").update();
            var bothInside = new CountDownLatch(2);
            WayIn.probe().answer = request -> {
                effect("saved");
                bothInside.countDown();
                try {
                    // both are past the look for a receipt, if two threads are really here
                    bothInside.await(150, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new Reply.Updates(ProbeFeature.form());
            };
            String payload = Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "once");

            List<HttpResponse<String>> answers = atOnce(2, () -> WayIn.SIGNED.interaction(payload + " ".repeat(
                    (int) (Thread.currentThread().threadId() % 50))));

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
            assertThat(effects()).isEqualTo(1);
        }
    }

    @Test
    void theSecondOfTwoThatMeetInAFeaturesOwnUniqueKeyGetsTheFirstAnswerToo() throws Exception {
        jdbc.sql("create table if not exists probe_unique (key text primary key)").update();
        WayIn.probe().answer = request -> {
            jdbc.sql("insert into probe_unique values (:key)").param("key", request.key()).update();
            return Reply.done();
        };
        String payload = Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "once");

        List<HttpResponse<String>> answers = atOnce(4, () -> WayIn.SIGNED
                .interaction(payload + " ".repeat((int) (Thread.currentThread().threadId() % 50))));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).isEmpty());
    }

    @Test
    void aRefusedFormIsFilledInAnewAndNothingOfTheRefusalStays() throws Exception {
        WayIn.probe().answer = request -> {
            effect("half done");
            return Reply.refuses("words", "No");
        };
        String id = "V" + Payload.unique();
        assertThat(WayIn.SIGNED.interaction(Payload.submission(id, "h1", "U0MIA", "bad")).body()).contains("errors");
        assertThat(effects()).isZero();

        WayIn.probe().answer = request -> {
            effect(((SubmissionRequest) request).values().value("words") + "");
            return Reply.done();
        };
        assertThat(WayIn.SIGNED.interaction(Payload.submission(id, "h1", "U0MIA", "good")).body()).isEmpty();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aFormPressedTwiceWhileItIsDrawnAnewIsSentOnce() throws Exception {
        WayIn.probe().answer = request -> {
            effect("saved");
            return Reply.done();
        };
        String id = "V" + Payload.unique();
        assertThat(WayIn.SIGNED.interaction(Payload.submission(id, "h1", "U0MIA", "once")).body()).isEmpty();
        assertThat(WayIn.SIGNED.interaction(Payload.submission(id, "h2", "U0MIA", "once")).body()).isEmpty();
        assertThat(effects()).isEqualTo(1);

        assertThat(WayIn.SIGNED.interaction(Payload.submission("V" + Payload.unique(), "h2", "U0MIA", "other")).body())
                .isEmpty();
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void aFormThatAsksOnceMoreIsSentOnceMore() throws Exception {
        WayIn.probe().answer = request -> {
            effect("asked");
            return new Reply.Updates(ProbeFeature.form());
        };
        String id = "V" + Payload.unique();
        WayIn.SIGNED.interaction(Payload.submission(id, "h1", "U0MIA", "once"));
        WayIn.SIGNED.interaction(Payload.submission(id, "h2", "U0MIA", "sure"));
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void aFormThatIsOfferedAnewInTheSameModalIsSentAnew() throws Exception {
        String id = "V" + Payload.unique();
        WayIn.probe().answer = request -> {
            effect("saved");
            return new Reply.Updates(Modals.says("List", "There is one now."));
        };
        WayIn.SIGNED.interaction(Payload.submission(id, "h1", "U0MIA", "one"));

        WayIn.probe().answer = request -> new Reply.Updates(ProbeFeature.form());
        WayIn.SIGNED.interaction(Payload.pressInModal(id, "probe.press", "U0MIA"));

        WayIn.probe().answer = request -> {
            effect("saved");
            return Reply.done();
        };
        WayIn.SIGNED.interaction(Payload.submission(id, "h3", "U0MIA", "other"));
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void aFormWithoutAnAddressToAnswerToIsTaken() throws Exception {
        WayIn.probe().answer = request -> {
            effect("saved");
            return Reply.done();
        };
        String payload = Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "once");
        assertThat(WayIn.SIGNED.interaction(payload.replace("\"response_urls\":[]", "\"response_urls\":[null]")).body())
                .isEmpty();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aFailureLeavesNoReceiptAndNoEffect() throws Exception {
        WayIn.probe().answer = request -> {
            effect("half done");
            throw new IllegalStateException("broken");
        };
        String payload = Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "x");
        WayIn.SIGNED.interaction(payload);
        assertThat(effects()).isZero();

        WayIn.probe().answer = request -> {
            effect("done");
            return Reply.done();
        };
        assertThat(WayIn.SIGNED.interaction(payload + " ").body()).isEmpty();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aButtonPressedOnceHasOneEffect() throws Exception {
        WayIn.probe().answer = request -> {
            effect("pressed");
            return Reply.done();
        };
        String payload = Payload.press("probe.press", "1", "U0MIA");

        atOnce(3, () -> WayIn.SIGNED
                .interaction(payload + " ".repeat((int) (Thread.currentThread().threadId() % 50))));
        WayIn.SIGNED.interaction(payload + "  \n ");

        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void receiptsAreForgottenAfterADay() {
        var workspace = WayIn.STEWARD.getBean(Installations.class).find(null, WayIn.TEAM).orElseThrow().workspace();
        String key = "v:old:" + Payload.unique();
        new Receipts(jdbc, Clock.offset(Clock.systemUTC(), Duration.ofHours(-25))).keep(workspace, key,
                Answers.empty());
        var receipts = WayIn.STEWARD.getBean(Receipts.class);
        String young = "v:young:" + Payload.unique();
        receipts.keep(workspace, young, Answers.empty());

        assertThat(receipts.prune()).isEqualTo(1);

        assertThat(receipts.find(workspace, key, null)).isEmpty();
        assertThat(receipts.find(workspace, young, null)).isPresent();
    }

    private void effect(String what) {
        jdbc.sql("insert into probe_effect values (:what)").param("what", what).update();
    }

    private int effects() {
        return jdbc.sql("select count(*) from probe_effect").query(Integer.class).single();
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var ready = new CountDownLatch(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(20, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
