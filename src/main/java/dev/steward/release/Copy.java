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
 */
record Copy(ChannelId channel, @Nullable AudienceId audience, @Nullable String permalink, boolean skipped,
        boolean removed) {
    boolean stands() {
        return !skipped && !removed;
    }
}
