package dev.steward.slack;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Once an hour, deletes what nobody will ask for again. Every instance may do it: deleting twice does no harm. */
final class ForgetOldReceipts implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ForgetOldReceipts.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Receipts receipts;
    private final OAuthStates states;
    private volatile @Nullable Thread thread;

    ForgetOldReceipts(Receipts receipts, OAuthStates states) {
        this.receipts = receipts;
        this.states = states;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("forget-old-receipts").start(() -> {
            try {
                while (true) {
                    Thread.sleep(PAUSE);
                    forget();
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void forget() {
        try {
            log.debug("Forgot {} receipts and {} installations begun", receipts.prune(), states.prune());
        } catch (RuntimeException e) {
            log.warn("Old receipts could not be deleted: {}", String.valueOf(e.getMessage()));
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
