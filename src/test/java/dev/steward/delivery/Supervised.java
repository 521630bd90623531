package dev.steward.delivery;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** A Steward that is started again at once, however it ends, as systemd or Kubernetes would. */
public final class Supervised implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLED = 128 + 9;

    private final StewardJar jar;
    private final String name;
    private final Map<String, String> environment;
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private volatile @Nullable Process process;
    private volatile @Nullable Thread keeper;
    private volatile boolean wanted;

    public Supervised(StewardJar jar, String name, Map<String, String> environment) {
        this.jar = jar;
        this.name = name;
        this.environment = environment;
    }

    public String name() {
        return name;
    }

    public void start() {
        wanted = true;
        keeper = Thread.ofVirtual().name(name).start(this::keepRunning);
    }

    private void keepRunning() {
        try {
            while (wanted) {
                Process running = jar.start(log(starts.incrementAndGet()), environment);
                process = running;
                if (!wanted) {
                    running.destroyForcibly();
                }
                if (running.waitFor() != KILLED && wanted) {
                    gaveUp.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its life of now; null before the first. */
    @Nullable
    Process process() {
        return process;
    }

    /** SIGKILL; returns when it is dead, and it starts anew. False where there was nothing to kill. */
    public boolean kill() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return false;
        }
        running.destroyForcibly();
        try {
            return running.waitFor() == KILLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL, for good. */
    void end() throws InterruptedException {
        wanted = false;
        kill();
        Thread keeping = keeper;
        if (keeping != null) {
            keeping.join(PATIENCE);
        }
    }

    /** In good order. */
    public void stop() throws InterruptedException {
        wanted = false;
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end: " + jar.output(log(starts.get())));
            }
        }
    }

    /** Until it is ready in the life it has now. */
    public void awaitReady() {
        await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> ready(jar, log(starts.get())));
    }

    /** How often it ended by itself, as it does when it is started while there is no database. */
    int gaveUp() {
        return gaveUp.get();
    }

    static boolean ready(StewardJar jar, String log) {
        return jar.output(log).contains("Ready after");
    }

    private String log(int start) {
        return name + "-" + start;
    }

    @Override
    public void close() throws InterruptedException {
        end();
    }
}
