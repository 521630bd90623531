package dev.steward.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Cards: Slack messages that always show the current state of one thing. Every method joins the caller's transaction, and fails
 * with {@link IllegalStateException} outside one. What a card looks like is said by its {@link CardKind}, whenever it is sent: a
 * thing that was retracted looks retracted, one that must not be seen looks like nothing and its copies are deleted.
 */
public interface Cards {
    /** From now on this channel has a card of this thing. Saying it again changes nothing. */
    void show(WorkspaceId workspace, String kind, UUID thing, ChannelId channel);

    /** From now on each of these channels has a card of this thing. Saying it again changes nothing. */
    void show(WorkspaceId workspace, String kind, UUID thing, Collection<ChannelId> channels);

    /** As above, for many things of a kind at once, each in its channel. */
    void show(WorkspaceId workspace, String kind, Map<UUID, ChannelId> channels);

    /**
     * From now on each of these members has a card of the thing in their direct messages with Steward. Saying it again changes
     * nothing. {@link CardKind#render} is given the channel that those direct messages are.
     */
    void showTo(WorkspaceId workspace, String kind, Map<UUID, UserId> members);

    /**
     * The thing changed: every copy of its card is brought up to date. Changes within a second cost one update of each copy, which
     * shows them all.
     */
    void changed(WorkspaceId workspace, String kind, UUID thing);

    /** As above, for many things of a kind at once. */
    default void changed(WorkspaceId workspace, String kind, Collection<UUID> things) {
        things.forEach(thing -> changed(workspace, kind, thing));
    }

    /** As above, whatever the kinds of their cards: for who knows that things look otherwise, and not how they are shown. */
    void changed(WorkspaceId workspace, Collection<UUID> things);
}
