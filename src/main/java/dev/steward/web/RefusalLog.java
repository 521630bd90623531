package dev.steward.web;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refusals, as a metric and in the log: the first of a kind is a line, and those of the minute that follows are one line with
 * their number. A flood writes no more than that.
 */
public final class RefusalLog {
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    private final Map<Refusal, Kind> kinds = new EnumMap<>(Refusal.class);

    public RefusalLog(MeterRegistry metrics) {
        for (Refusal refusal : Refusal.values()) {
            kinds.put(refusal, new Kind(Counter.builder("steward.web.refused").tag("reason", refusal.word())
                    .description("Requests and connections that were refused").register(metrics)));
        }
    }

    /** @param where for the log, where this is the first in a while; no secret, no token, nothing a sender made up */
    public void count(Refusal refusal, String where) {
        Kind kind = kinds.get(refusal);
        if (kind == null) {
            throw new IllegalStateException("Unknown: " + refusal);
        }
        kind.counter.increment();
        if (kind.more.getAndIncrement() == 0) {
            kind.since.set(System.nanoTime());
            log.warn("Refused at {}: {}", where, refusal.word());
        }
    }

    /** Writes the lines of the minutes that are over. */
    void flush(boolean all) {
        kinds.forEach((refusal, kind) -> {
            long counted = kind.more.get();
            if (counted > 0 && (all || System.nanoTime() - kind.since.get() >= WINDOW.toNanos())) {
                // what comes between these two is in the metric, and at most one line late
                long refused = kind.more.getAndSet(0);
                if (refused > 1) {
                    log.warn("Refused {} more in the last minute: {}", refused - 1, refusal.word());
                }
            }
        });
    }

    private static final class Kind {
        private final Counter counter;
        private final AtomicLong more = new AtomicLong();
        private final AtomicLong since = new AtomicLong();

        Kind(Counter counter) {
            this.counter = counter;
        }
    }
}
