package dev.steward.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A background worker: one virtual thread that does a piece of work again and again, after a pause, when it is woken, or at once where there
 * is more to do. What fails is logged and tried again. Every instance has one, so the work must bear being done twice, or claim its rows.
 *
 * <p>
 * As a bean it starts and stops with Steward. A stop lets the piece under way end for some seconds, and interrupts it then: long pieces look
 * at {@link Thread#isInterrupted} between their steps.
 */
public final class BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundWorker.class);
    /** The least pause after a fault. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration LAST_PIECE = Duration.ofSeconds(5);

    private final String does;
    private final Duration first;
    private final Duration pause;
    private final Work work;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /** When the work is done next. */
    public enum Next {
        /** At once: there may be more. */
        NOW,
        /** After the pause, or when the worker is woken. */
        LATER,
        /** Not again until the next start: all is done. */
        NEVER;

        public static Next nowIf(boolean more) {
            return more ? NOW : LATER;
        }
    }

    /** A piece of the work. */
    @FunctionalInterface
    public interface Work {
        Next piece() throws Exception;
    }

    /**
     * @param does  what it does, for the log and as the thread's name: "forget old receipts"
     * @param pause before the first piece, between pieces, and after a fault, but then a second at least
     */
    public BackgroundWorker(String does, Duration pause, Work work) {
        this(does, pause, pause, work);
    }

    /** @param first before the first piece */
    public BackgroundWorker(String does, Duration first, Duration pause, Work work) {
        this.does = does;
        this.first = first;
        this.pause = pause;
        this.work = work;
    }

    /** Work that is done once a pause. */
    public static BackgroundWorker every(Duration pause, String does, Step step) {
        return new BackgroundWorker(does, pause, () -> {
            step.take();
            return Next.LATER;
        });
    }

    /** A piece of work that leaves nothing for at once. */
    @FunctionalInterface
    public interface Step {
        void take() throws Exception;
    }

    /** Ends the pause. */
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void run() {
        try {
            rest(first);
            while (running) {
                Duration rest;
                try {
                    Next next = work.piece();
                    if (next == Next.NEVER) {
                        return;
                    }
                    rest = next == Next.NOW ? Duration.ZERO : pause;
                } catch (InterruptedException stopping) {
                    throw stopping;
                } catch (Exception e) {
                    rest = pause.compareTo(AFTER_FAULT) < 0 ? AFTER_FAULT : pause;
                    if (running) {
                        log.warn("Could not {}, tries again in {} s: {}", does, rest.toSeconds(), e.toString());
                    }
                }
                rest(rest);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration rest) throws InterruptedException {
        if (running && rest.isPositive()) {
            woken.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
            woken.drainPermits();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofVirtual().name(does.replace(' ', '-')).start(this::run);
    }

    @Override
    public void stop() {
        Thread ending = ends();
        if (ending != null) {
            await(ending);
        }
    }

    /** Several workers stop at the same time. */
    @Override
    public void stop(Runnable stopped) {
        Thread ending = ends();
        if (ending == null) {
            stopped.run();
            return;
        }
        Thread.ofVirtual().start(() -> {
            await(ending);
            stopped.run();
        });
    }

    private synchronized @Nullable Thread ends() {
        running = false;
        wake();
        Thread ending = thread;
        thread = null;
        return ending;
    }

    private void await(Thread ending) {
        try {
            if (!ending.join(LAST_PIECE)) {
                log.info("Interrupted in order to stop: {}", does);
                ending.interrupt();
            }
        } catch (InterruptedException e) {
            ending.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
