package dev.steward.slack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

/**
 * Does what an answer still owes once Slack has its ack. Each piece has a virtual thread; a stop waits for those begun, which is
 * why Bolt's own pool of daemon threads is left alone.
 */
final class AfterAck implements SmartLifecycle {
    /** Starts before the web server (which is at {@code Integer.MAX_VALUE - 2048}) and so stops after it. */
    private static final int PHASE = 1_000;
    private static final Logger log = LoggerFactory.getLogger(AfterAck.class);

    /** A piece of work that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final Duration patience;
    private volatile @Nullable ExecutorService threads;

    AfterAck(Duration patience) {
        this.patience = patience;
    }

    /** @param what for the log, where the work fails: "opening a form" */
    void run(String what, Work work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Runnable guarded = () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                work.run();
            } catch (Exception e) {
                log.error("Failed after the ack: {}", what, e);
            } finally {
                MDC.clear();
            }
        };
        ExecutorService running = threads;
        try {
            if (running != null) {
                running.execute(guarded);
                return;
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
