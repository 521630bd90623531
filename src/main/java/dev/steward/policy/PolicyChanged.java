package dev.steward.policy;

import dev.steward.workspace.WorkspaceId;

/** Another policy is in force. Published in the transaction that keeps it. */
public record PolicyChanged(WorkspaceId workspace, long number) {}
