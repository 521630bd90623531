package dev.steward.schedule;

import java.time.Duration;

/**
 * What becomes of occurrences whose time passed while Steward was down. One that passed no more than {@link #ON_TIME} before Steward was
 * back was not missed: it is held. Neither was one that fell due while Steward ran, however many others it had to wait for.
 */
public sealed interface AfterDowntime {
    Duration ON_TIME = Duration.ofMinutes(5);

    /** Missed is missed. */
    record Skip() implements AfterDowntime {}

    /** Each is held late, unless it was later than this when Steward was back. */
    record RunLate(Duration tolerance) implements AfterDowntime {
        public RunLate {
            if (tolerance.isNegative()) {
                throw new IllegalArgumentException("A tolerance is not negative");
            }
        }
    }

    /** One stands for all that were missed. */
    record Coalesce() implements AfterDowntime {}
}
