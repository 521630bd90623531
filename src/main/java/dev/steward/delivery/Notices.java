package dev.steward.delivery;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Notices: Slack messages said once. */
public interface Notices {
    /**
     * Says it once: a second call with the same workspace, thing, occasion and recipient does nothing. Joins the caller's
     * transaction.
     */
    void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message);

    /** Where a notice goes. */
    sealed interface Recipient {
        /** A channel, or the thread {@code threadTs} in it. */
        record Channel(ChannelId channel, @Nullable String threadTs) implements Recipient {}

        /** A member's direct messages. */
        record Direct(UserId user) implements Recipient {}

        /** Seen by one member only, in a channel. */
        record Ephemeral(ChannelId channel, UserId user) implements Recipient {}
    }
}
