package dev.steward.delivery;

import java.time.Duration;

/** What is still to be sent. */
public interface Unsent {
    /** Whether something waits that is to reach Slack within so much time, or should have already. */
    boolean any(Duration within);
}
