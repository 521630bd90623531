package dev.steward.delivery;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.WorkspaceId;

/**
 * One outgoing message, claimed for sending.
 *
 * @param recipient as in the table: {@code C1}, {@code C1/ts}, {@code C1@U1} or {@code @U1}
 * @param message   a notice's words, as JSON; null for a card
 * @param revision  what was claimed: a touch meanwhile makes it greater
 * @param uncertain whether an earlier attempt may have reached Slack unrecorded
 * @param ts        where the card stands already
 */
record Delivery(UUID id, WorkspaceId workspace, UUID thing, boolean card, String label, String recipient, String lane,
        @Nullable String message, long revision, int attempts, boolean uncertain, @Nullable String channel,
        @Nullable String ts, @Nullable String hash) {}
