package dev.steward.workspace;

/**
 * Steward was uninstalled from a workspace, whose id will never be used again. Published in the transaction that removes it, so
 * that modules whose rows do not go with it by themselves can delete them.
 */
public record WorkspaceRemoved(WorkspaceId workspace) {}
