package dev.steward.feedback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What goes on behind the captures: search documents, messages to read, files to import. All of it is rows that any instance
 * may claim, so that nothing is lost with one.
 */
@Component
class Workers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    /** Gentle: captures come first. A backlog still goes at a thousand items a second. */
    private static final int BATCH = 250;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final IndexFeedback index;
    private final CaptureReactions reactions;
    private final ImportFiles imports;
    private final Drafts drafts;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Workers(IndexFeedback index, CaptureReactions reactions, ImportFiles imports, Drafts drafts) {
        this.index = index;
        this.reactions = reactions;
        this.imports = imports;
        this.drafts = drafts;
    }

    @FunctionalInterface
    private interface Work {
        /** Answers whether there may be more at once. */
        boolean some();
    }

    @Override
    public void start() {
        running = true;
        begin("feedback-index", PAUSE, () -> {
            index.some(BATCH);
            return false;
        });
        begin("feedback-reactions", PAUSE, reactions::one);
        begin("feedback-imports", Duration.ofMillis(500), imports::one);
        begin("feedback-drafts", Duration.ofMinutes(10), () -> {
            drafts.forgetOld();
            return false;
        });
    }

    private void begin(String name, Duration pause, Work work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            while (running) {
                try {
                    if (work.some()) {
                        continue;
                    }
                } catch (RuntimeException e) {
                    if (running) {
                        log.warn("{} will try again: {}", name, e.toString());
                        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                    }
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }));
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
