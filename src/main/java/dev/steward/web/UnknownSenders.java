package dev.steward.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The bulkhead of those whose token or address has to be looked up before anybody knows whether they are known: a few at a time, so that
 * a flood of made-up ones leaves the database to the others.
 */
public final class UnknownSenders {
    /** Those behind them would hold a connection for nothing. */
    private static final int MOST_WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore lookups;
    private final RefusalLog refusals;

    /** @param most how many are looked up at once */
    public UnknownSenders(int most, RefusalLog refusals) {
        this.lookups = new Semaphore(most, true);
        this.refusals = refusals;
    }

    /**
     * What is found.
     *
     * @param where for the log: {@code /calendar/}
     * @throws WebProblem 503, when too many are being looked up
     */
    public <T> T lookUp(String where, Supplier<T> lookup) {
        boolean mine = false;
        try {
            mine = lookups.getQueueLength() < MOST_WAITING
                    && lookups.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            refusals.count(Refusal.CROWDED, where);
            throw WebProblem.later(Refusal.CROWDED.sentence());
        }
        try {
            return lookup.get();
        } finally {
            lookups.release();
        }
    }
}
