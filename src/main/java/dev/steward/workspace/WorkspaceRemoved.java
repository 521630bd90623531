package dev.steward.workspace;

/**
 * Steward was uninstalled from a workspace, whose id will never be used again. Published in the transaction that takes its token; what was
 * kept of it is erased after that.
 */
public record WorkspaceRemoved(WorkspaceId workspace) {}
