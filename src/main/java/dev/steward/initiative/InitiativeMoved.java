package dev.steward.initiative;

import dev.steward.workspace.WorkspaceId;

/**
 * A gate moved an initiative. Published in the transaction that does.
 *
 * @param because the decision's reference: {@code DEC-3}
 */
public record InitiativeMoved(WorkspaceId workspace, InitiativeId initiative, Phase from, Phase to, String because) {}
