package dev.steward.slack;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does something once an hour. Every instance does: it must harm nobody to have it done twice. */
final class EveryHour implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EveryHour.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final String what;
    private final AfterAck.Work work;
    private volatile @Nullable Thread thread;

    /** @param what for the log: "forgetting old receipts" */
    EveryHour(String what, AfterAck.Work work) {
        this.what = what;
        this.work = work;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name(what.replace(' ', '-')).start(() -> {
            try {
                while (true) {
                    Thread.sleep(PAUSE);
                    once();
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void once() throws InterruptedException {
        try {
            work.run();
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (Exception e) {
            log.warn("Failed at {}; tried again in an hour: {}", what, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
