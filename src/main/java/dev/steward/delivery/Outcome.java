package dev.steward.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** What became of one attempt to send. */
sealed interface Outcome {
    /**
     * Slack shows what it should.
     *
     * @param ts        null where nothing stands there (any more), or where Slack tells none
     * @param permalink only of a card that was posted for the first time
     * @param called    whether that took a call
     */
    record Sent(@Nullable String channel, @Nullable String ts, @Nullable String hash, @Nullable String permalink,
            boolean called) implements Outcome {}

    /** An earlier attempt did not reach Slack after all: it is as if it had not been made. */
    record NotThere() implements Outcome {}

    /** As yet: a call of a former sender may still be on its way. It is looked for again. */
    record NotThereYet(Duration rest) implements Outcome {}

    /** Slack could not take it now, or could not be reached. It is tried again. */
    record Passing(String reason, boolean uncertain) implements Outcome {}

    /** Slack wants no more of this method's calls for a while. */
    record TooMany(String method, Duration rest, boolean uncertain) implements Outcome {}

    /** Sending it again would fail again. */
    record Permanent(String reason) implements Outcome {}

    /** It may have arrived, and nothing can tell. */
    record Unknown(String reason) implements Outcome {}
}
