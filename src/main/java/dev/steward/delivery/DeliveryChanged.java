package dev.steward.delivery;

import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * A copy of a card was posted, updated or taken away, failed, is held, or somebody decided about it: {@link DeliveryStatus} may
 * tell something else now. Published in the transaction that records it; many may follow each other.
 *
 * @param kind the card's
 */
public record DeliveryChanged(WorkspaceId workspace, String kind, UUID thing) {}
