package dev.steward.delivery;

import java.util.Map;
import java.util.UUID;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** Cards: Slack messages that always show the current state of one thing. Every method joins the caller's transaction. */
public interface Cards {
    /** From now on this channel has a card of this thing. Saying it again changes nothing. */
    void show(WorkspaceId workspace, String kind, UUID thing, ChannelId channel);

    /** As above, for many things of a kind at once, each in its channel. */
    void show(WorkspaceId workspace, String kind, Map<UUID, ChannelId> channels);

    /** The thing changed: every copy of its card is brought up to date. */
    void changed(WorkspaceId workspace, String kind, UUID thing);
}
