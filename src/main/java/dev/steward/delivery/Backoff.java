package dev.steward.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling from a second to five minutes, each time a random part of a fifth less. */
final class Backoff {
    private static final long MOST_SECONDS = 300;

    /** @param attempts how many have been made, at least one */
    static Duration after(int attempts, RandomGenerator random) {
        long seconds = Math.min(MOST_SECONDS, 1L << Math.min(10, Math.max(0, attempts - 1)));
        return Duration.ofMillis((long) (seconds * 1000 * (1 - random.nextDouble() / 5)));
    }

    private Backoff() {}
}
