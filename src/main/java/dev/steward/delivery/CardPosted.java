package dev.steward.delivery;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * A card stands in its channel, or in a member's direct messages, for the first time. Published in the transaction that records it.
 *
 * @param channel   of direct messages: the one that Slack opened
 * @param ts        which message it is: what answers it goes into its thread
 * @param permalink null where Slack would not tell it
 */
public record CardPosted(WorkspaceId workspace, String kind, UUID thing, ChannelId channel, String ts,
        @Nullable String permalink) {}
