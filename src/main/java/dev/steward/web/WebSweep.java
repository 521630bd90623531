package dev.steward.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Ends what takes too long, four times a second. A thread of the system: it must run when all others are busy. */
final class WebSweep implements SmartLifecycle {
    private static final long PAUSE = 250;
    private static final Logger log = LoggerFactory.getLogger(WebSweep.class);

    private final List<Runnable> sweeps;
    private volatile @Nullable Thread thread;

    WebSweep(List<Runnable> sweeps) {
        this.sweeps = sweeps;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("web-sweep").start(() -> {
            try {
                while (true) {
                    Thread.sleep(PAUSE);
                    sweeps.forEach(WebSweep::quietly);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void quietly(Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            log.error("Something that takes too long could not be ended", e);
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

    /** Before the server, and so after it when Steward stops. */
    @Override
    public int getPhase() {
        return 1_000;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
