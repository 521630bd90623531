package dev.steward.delivery;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * A card stands in its channel for the first time. Published in the transaction that records it.
 *
 * @param permalink null where Slack would not tell it
 */
public record CardPosted(WorkspaceId workspace, String kind, UUID thing, ChannelId channel,
        @Nullable String permalink) {}
