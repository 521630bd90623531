package dev.steward.schedule;

import java.time.Duration;

/**
 * What becomes of occurrences whose time passed while Steward was down. One that is no more than {@link #ON_TIME} late was not missed:
 * it is held.
 */
public sealed interface AfterDowntime {
    Duration ON_TIME = Duration.ofMinutes(5);

    /** Missed is missed. */
    record Skip() implements AfterDowntime {}

    /** Each is held late, unless it is later than this. */
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
