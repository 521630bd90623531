package dev.steward.delivery;

import java.util.Optional;
import java.util.UUID;

import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** A feature's bean that says how one kind of thing looks now. */
public interface CardKind {
    /** The kind's name, at most 40 characters, for ever: it is kept in the database. */
    String name();

    /**
     * How the thing looks now, in this channel, which may be a member's direct messages; empty when it must not be shown (any copy is then deleted). Reads state,
     * changes nothing; equal state gives equal messages.
     */
    Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel);
}
