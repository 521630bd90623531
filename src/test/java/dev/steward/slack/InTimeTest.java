package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack has its answer within three seconds, whatever the work for it waits on. */
class InTimeTest {
    private static final Duration SLACKS_PATIENCE = Duration.ofSeconds(3);
    private final CompletableFuture<Void> hanging = new CompletableFuture<>();

    @BeforeEach
    void reset() {
        WayIn.settled();
        WayIn.probe().reset();
        WayIn.probe().jdbc().sql("create table if not exists tally (n integer)").update();
        WayIn.probe().jdbc().sql("delete from tally").update();
        WayIn.probe().jdbc().sql("insert into tally values (0)").update();
    }

    @AfterEach
    void letGo() {
        hanging.complete(null);
    }

    @Test
    void whatWaitsForSomebodyElsesLockIsGivenUpAndDoneOnceWhenSentAgain() throws Exception {
        WayIn.probe().answer = request -> {
            WayIn.probe().jdbc().sql("update tally set n = n + 1").update();
            return Reply.done();
        };
        String form = Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "precious");
        try (Connection other = holdsTheTally()) {
            assertThat(inTime(() -> WayIn.SIGNED.interaction(form)).body()).contains("\"errors\"")
                    .contains("That took Steward too long, so nothing is saved yet. What you typed is still here");
            other.rollback();
        }
        assertThat(tally()).isZero();

        assertThat(again(form).body()).isEmpty();
        assertThat(again(form).body()).isEmpty();
        await().during(Duration.ofMillis(100)).until(InTimeTest::tally, n -> n == 1);
    }

    @Test
    void whatIsGivenUpLeavesTheDatabaseTooWhileTheLockIsHeld() throws Exception {
        WayIn.probe().answer = request -> {
            WayIn.probe().jdbc().sql("update tally set n = n + 1").update();
            return Reply.done();
        };
        try (Connection other = holdsTheTally();
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> form = () -> WayIn.SIGNED
                    .interaction(Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "precious"));
            for (Future<HttpResponse<String>> answer : people.invokeAll(Collections.nCopies(10, form))) {
                assertThat(answer.get().body()).contains("What you typed is still here");
            }
            await().atMost(Duration.ofSeconds(5)).until(InTimeTest::waitingForLocks, waiting -> waiting == 0);
            other.rollback();
        }
        assertThat(tally()).isZero();
    }

    /** Somebody else, who holds the lock until they roll back. */
    private static Connection holdsTheTally() throws SQLException {
        Connection other = WayIn.STEWARD.getBean(DataSource.class).getConnection();
        other.setAutoCommit(false);
        try (var lock = other.createStatement()) {
            lock.execute("select n from tally for update");
        }
        return other;
    }

    private static int waitingForLocks() {
        return WayIn.probe().jdbc().sql("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                """).query(Integer.class).single();
    }

    @Test
    void whereNobodyKnowsHowItEndsTheAnswerSaysSo() throws Exception {
        WayIn.probe().answer = request -> {
            hanging.join();
            return Reply.done();
        };

        var form = CompletableFuture.supplyAsync(() -> asked(() -> WayIn.SIGNED
                .interaction(Payload.submission("V" + Payload.unique(), "h1", "U0MIA", "precious"))));
        var event = CompletableFuture.supplyAsync(() -> asked(() -> WayIn.SIGNED
                .send(Payload.event("channel_created", "Ev" + Payload.unique(),
                        "{\"type\":\"channel_created\",\"channel\":\"C0X\",\"user\":\"U0MIA\"}"))));
        HttpResponse<String> command = inTime(() -> WayIn.SIGNED.send(Payload.command("/poke", "precious", "U0MIA")));

        assertThat(command.body()).contains("may not be done").contains("/poke precious");
        assertThat(form.join().body()).contains("\"errors\"").contains("may not be saved");
        assertThat(event.join().statusCode()).isEqualTo(503);
    }

    private static HttpResponse<String> again(String form) throws Exception {
        return WayIn.SIGNED.send(Signed.encode(Map.of("payload", form)), "X-Slack-Retry-Num", "1");
    }

    private static int tally() {
        return WayIn.probe().jdbc().sql("select n from tally").query(Integer.class).single();
    }

    private static HttpResponse<String> asked(Callable<HttpResponse<String>> asking) {
        try {
            return inTime(asking);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> inTime(Callable<HttpResponse<String>> asking) throws Exception {
        long asked = System.nanoTime();
        HttpResponse<String> answer = asking.call();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SLACKS_PATIENCE);
        return answer;
    }
}
