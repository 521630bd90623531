package dev.steward.cadence;

import java.time.Instant;
import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * A session of a cadence took place and is over. Published in the transaction in which it closes.
 *
 * @param session   which one, for ever
 * @param reference what people call its cadence: {@code REV-2}
 * @param title     of its cadence, as typed (escape before showing)
 * @param written   whether everybody answered in writing; else they met
 * @param at        when it closed
 */
public record SessionClosed(WorkspaceId workspace, UUID session, String reference, String title, boolean written,
        Instant at) {}
