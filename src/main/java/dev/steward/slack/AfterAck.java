package dev.steward.slack;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.slack.api.methods.SlackApiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

/**
 * Does what an answer still owes once Slack has its ack. Each piece has a virtual thread; a stop waits for those begun, which is
 * why Bolt's own pool of daemon threads is left alone. So many are done at once, and so many wait, at most: where Slack hangs, each holds
 * a connection, and what waits for long finds its trigger expired.
 */
final class AfterAck implements SmartLifecycle {
    /** Starts before the web server (which is at {@code Integer.MAX_VALUE - 2048}) and so stops after it. */
    private static final int PHASE = 1_000;
    private static final int AT_ONCE = 256;
    private static final int WAITING = 2_048;
    private static final Duration SAID_AGAIN = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(AfterAck.class);

    /** A piece of work that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final Duration patience;
    private final Semaphore places;
    private final Semaphore turns;
    private final int most;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong said = new AtomicLong(System.nanoTime() - SAID_AGAIN.toNanos());
    private volatile @Nullable ExecutorService threads;

    AfterAck(Duration patience) {
        this(patience, AT_ONCE, WAITING);
    }

    AfterAck(Duration patience, int atOnce, int waiting) {
        this.patience = patience;
        this.most = atOnce + waiting;
        this.places = new Semaphore(most);
        this.turns = new Semaphore(atOnce);
    }

    /**
     * What is begun a moment later; not at all where too much waits already, of which the log tells.
     *
     * @param what for the log, where the work fails: "opening a form"
     * @return whether it will be done
     */
    boolean run(String what, Work work) {
        if (!places.tryAcquire()) {
            drop(what);
            return false;
        }
        Map<String, String> context = MDC.getCopyOfContextMap();
        Runnable guarded = () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                work.run();
            } catch (SlackApiException e) {
                log.error("Slack answered {} while {}", e.getResponse().code(), what);
            } catch (RefusedBySlack e) {
                log.error("Slack refused {} while {}", e.getMessage(), what);
            } catch (IOException e) {
                log.error("Slack could not be reached while {}: {}", what, e.toString());
            } catch (Exception e) {
                log.error("Failed after the ack: {}", what, e);
            } finally {
                MDC.clear();
                places.release();
            }
        };
        ExecutorService running = threads;
        try {
            if (running != null) {
                running.execute(() -> {
                    turns.acquireUninterruptibly();
                    try {
                        guarded.run();
                    } finally {
                        turns.release();
                    }
                });
                return true;
            }
        } catch (RejectedExecutionException stopping) {
            // done here and now instead
        }
        try {
            guarded.run();
        } finally {
            if (context != null) {
                MDC.setContextMap(context);
            }
        }
        return true;
    }

    private void drop(String what) {
        dropped.incrementAndGet();
        long last = said.get();
        long now = System.nanoTime();
        if (now - last >= SAID_AGAIN.toNanos() && said.compareAndSet(last, now)) {
            log.warn(
                    "Slack answers so slowly that {} pieces of work after acks wait: {} more were not begun, the last one {}",
                    most, dropped.getAndSet(0), what);
        }
    }

    @Override
    public void start() {
        threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("after-ack-", 0).factory());
    }

    @Override
    public void stop() {
        ExecutorService running = threads;
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (!running.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Work after acks took longer than {} and was interrupted.", patience);
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads = null;
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
