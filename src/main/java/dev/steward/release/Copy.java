package dev.steward.release;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;

/**
 * A release as it was announced in one channel.
 *
 * @param audience  whose wording it has; null: the usual one
 * @param permalink null until it stands there, and where Slack would not tell
 * @param skipped   whether somebody decided that this channel is not told
 * @param removed   whether the release does not go there any more
 * @param stood     whether it was ever seen there
 */
record Copy(ChannelId channel, @Nullable AudienceId audience, @Nullable String permalink, boolean skipped,
        boolean removed, boolean stood) {

    /** Whether it goes there. */
    boolean goes() {
        return !skipped && !removed;
    }

    /** Whether this channel is to see it as it is now: of what was retracted before it got there, it hears nothing. */
    boolean shows(State state) {
        return goes() && (state != State.RETRACTED || stood);
    }
}
