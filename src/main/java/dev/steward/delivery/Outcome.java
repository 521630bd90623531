package dev.steward.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** What became of one attempt to send. */
sealed interface Outcome {
    /** @param permalink only of a card that was posted for the first time */
    record Sent(@Nullable String channel, @Nullable String ts, @Nullable String hash, @Nullable String permalink)
            implements
                Outcome {}

    /** It did not reach Slack, or Slack could not take it now. {@code pause} is null where Slack named no time. */
    record Passing(String reason, @Nullable Duration pause) implements Outcome {}

    /** The request left and no answer came back: Slack may have taken it. */
    record Unknown(String reason) implements Outcome {}

    /** Sending it again would fail again. */
    record Permanent(String reason) implements Outcome {}
}
