package dev.steward.delivery;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** How the messages about a thing fare, for a feature to show while they go out. {@link DeliveryChanged} says when to look again. */
public interface DeliveryStatus {
    /**
     * Every message of one label about a thing, in the order they were written; one query, by key.
     *
     * @param label a card's kind, or a notice's or file's occasion
     */
    Progress of(WorkspaceId workspace, UUID thing, String label);

    /** How many cards of one kind stand in Slack as these things are now; one query, by key. */
    int standing(WorkspaceId workspace, Collection<UUID> things, String kind);

    /**
     * Sends again what failed, and answers how many messages that are. Those that may have arrived are left to an admin.
     *
     * @throws IllegalStateException outside a transaction
     */
    int retry(WorkspaceId workspace, UUID thing, String label);

    /** How one message stands. */
    enum State {
        /** Slack shows what it should. */
        DELIVERED,
        /** On its way, or waiting for Slack. */
        PENDING,
        /** Sending it again would fail again unless somebody does something. */
        FAILED,
        /** It may have arrived, and nothing can tell; an admin decides. */
        HELD,
        /** It was taken away again: its thing must not be seen. */
        REMOVED,
        /** An admin decided that it need not be sent. */
        DROPPED
    }

    /** All of them. */
    record Progress(List<To> all) {
        public Progress {
            all = List.copyOf(all);
        }

        public long count(State state) {
            return all.stream().filter(to -> to.state() == state).count();
        }
    }

    /**
     * One of them.
     *
     * @param recipient mrkdwn: {@code <#C1>}, {@code <@U1>}, {@code a thread in <#C1>}
     * @param channel   where a card goes: of one in direct messages known once it has stood there; null for a notice or a file
     * @param reason    why it waits, failed or is held: a sentence or two of mrkdwn; null where there is no trouble
     * @param stands    whether a copy of the card stands there, if perhaps not as the thing is now
     */
    record To(String recipient, @Nullable ChannelId channel, State state, @Nullable String reason, boolean stands) {}
}
