package dev.steward.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.workspace.ChannelId;

/**
 * One message as kept.
 *
 * @param threadTs    the thread it replies in; null for a message of the channel itself, also when it has replies
 * @param author      the user id, a bot's too
 * @param ephemeralTo who alone sees it; null when everybody does
 * @param body        Slack's message object, without what is derived (replies, reactions)
 */
record StoredMessage(ChannelId channel, String ts, @Nullable String threadTs, String author,
        @Nullable String ephemeralTo, ObjectNode body) {
    boolean ephemeral() {
        return ephemeralTo != null;
    }

    StoredMessage withBody(ObjectNode other) {
        return new StoredMessage(channel, ts, threadTs, author, ephemeralTo, other);
    }
}
