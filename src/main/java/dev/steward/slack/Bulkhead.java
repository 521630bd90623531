package dev.steward.slack;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Bulkheads between kinds of work: of each there are only so many requests with a connection to the database at once, so that no crowd of
 * one kind takes them all from the others. Who finds no room waits in line for a moment, holding nothing, and is then told that Steward is
 * busy: what cannot be answered in time any more is not begun.
 */
final class Bulkhead {
    /** Leaves what follows a second until a request is given up ({@link InTime}). */
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private final Map<Work, Room> rooms = new EnumMap<>(Work.class);

    /** @param connections that the pool has */
    Bulkhead(int connections, MeterRegistry metrics) {
        for (Work work : Work.values()) {
            rooms.put(work, new Room(new Semaphore(Math.max(1, (int) (connections * work.share)), true),
                    Counter.builder("steward.busy").tag("work", work.name().toLowerCase(Locale.ROOT))
                            .description(
                                    "Requests that were told that Steward is busy, because of their kind there were too many")
                            .register(metrics)));
        }
    }

    private record Room(Semaphore places, Counter turnedAway) {}

    /** What a request wants, and the share of the pool's connections that such requests take at most. */
    enum Work {
        /** Looks things up: lists, searches, choices while somebody types, a Home tab. */
        READS(0.4),
        /** Decides or saves something: buttons, forms and events. */
        CHANGES(0.6);

        private final double share;

        Work(double share) {
            this.share = share;
        }
    }

    /** @throws Full when there was no room in time: nothing was begun */
    <T> T within(Work work, Supplier<T> does) {
        Room room = Objects.requireNonNull(rooms.get(work));
        if (!entered(room.places)) {
            room.turnedAway.increment();
            throw new Full(work);
        }
        try {
            return does.get();
        } finally {
            room.places.release();
        }
    }

    private static boolean entered(Semaphore places) {
        try {
            return places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** There was no room for a request in time. */
    @SuppressWarnings("serial")
    static final class Full extends RuntimeException {
        Full(Work work) {
            super("No room for more of those that are " + work, null, false, false);
        }
    }
}
