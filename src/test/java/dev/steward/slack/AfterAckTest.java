package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done after acks while Slack hangs. */
class AfterAckTest {
    private static final int AT_ONCE = 4;
    private static final int WAITING = 6;

    private final AfterAck afterAck = new AfterAck(Duration.ofSeconds(10), AT_ONCE, WAITING);
    private final CountDownLatch slackAnswers = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @BeforeEach
    void start() {
        afterAck.start();
    }

    @AfterEach
    void stop() {
        slackAnswers.countDown();
        afterAck.stop();
    }

    @Test
    void soManyAreDoneAtOnceSoManyWaitAndNoMoreAreTaken() {
        for (int i = 0; i < AT_ONCE + WAITING; i++) {
            assertThat(hangs()).isTrue();
        }
        await().untilAtomic(begun, is(AT_ONCE));

        assertThat(hangs()).isFalse();
        assertThat(begun).hasValue(AT_ONCE);

        slackAnswers.countDown();
        await().untilAtomic(done, is(AT_ONCE + WAITING));
        assertThat(hangs()).isTrue();
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        slackAnswers.countDown();
        for (int i = 0; i < AT_ONCE + WAITING + 1; i++) {
            await().until(() -> afterAck.run("failing", () -> {
                done.incrementAndGet();
                throw new IllegalStateException("as it happens");
            }));
        }
        await().untilAtomic(done, is(AT_ONCE + WAITING + 1));
    }

    private boolean hangs() {
        return afterAck.run("hanging", () -> {
            begun.incrementAndGet();
            slackAnswers.await();
            done.incrementAndGet();
        });
    }
}
