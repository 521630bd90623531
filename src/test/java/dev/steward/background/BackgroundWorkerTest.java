package dev.steward.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.steward.background.BackgroundWorker.Next;

@Timeout(30)
class BackgroundWorkerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger pieces = new AtomicInteger();
    private BackgroundWorker worker = BackgroundWorker.every(LONG, "do nothing", () -> {
    });

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void restsUntilItIsWoken() {
        start(BackgroundWorker.every(LONG, "count", pieces::incrementAndGet));
        assertThat(pieces).hasValue(0);

        worker.wake();
        awaitPieces(1);
        worker.wake();
        awaitPieces(2);
    }

    @Test
    void doesWhatIsLeftAtOnce() {
        start(new BackgroundWorker("count", Duration.ZERO, LONG, () -> Next.nowIf(pieces.incrementAndGet() < 5)));

        awaitPieces(5);
    }

    @Test
    void endsForGoodWhenAllIsDone() {
        start(new BackgroundWorker("count", Duration.ZERO, Duration.ofMillis(1), () -> {
            pieces.incrementAndGet();
            return Next.NEVER;
        }));
        awaitPieces(1);

        worker.wake();
        worker.stop();
        assertThat(pieces).hasValue(1);
        worker.start();
        awaitPieces(2);
    }

    @Test
    void triesAgainWhatFailed() {
        start(BackgroundWorker.every(Duration.ofMillis(1), "count", () -> {
            if (pieces.incrementAndGet() == 1) {
                throw new IllegalStateException("The database is away");
            }
        }));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> pieces.get() > 2);
    }

    @Test
    void aStopLetsThePieceUnderWayEnd() throws Exception {
        var begun = new CountDownLatch(1);
        var maySucceed = new CountDownLatch(1);
        start(new BackgroundWorker("count", Duration.ZERO, LONG, () -> {
            begun.countDown();
            maySucceed.await();
            pieces.incrementAndGet();
            return Next.NOW;
        }));
        begun.await();
        var stopped = new CountDownLatch(1);

        worker.stop(stopped::countDown);
        assertThat(worker.isRunning()).isFalse();
        assertThat(stopped.getCount()).isEqualTo(1);
        maySucceed.countDown();

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pieces).hasValue(1);
    }

    @Test
    void aStopInterruptsWhatDoesNotEnd() throws Exception {
        var thread = new CompletableFuture<Thread>();
        start(new BackgroundWorker("wait for ever", Duration.ZERO, LONG, () -> {
            thread.complete(Thread.currentThread());
            new CountDownLatch(1).await();
            return Next.NOW;
        }));
        Thread hanging = thread.get(10, TimeUnit.SECONDS);

        worker.stop();

        assertThat(hanging.join(Duration.ofSeconds(10))).isTrue();
    }

    private void start(BackgroundWorker started) {
        worker = started;
        worker.start();
    }

    private void awaitPieces(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> pieces.get() == count);
    }
}
