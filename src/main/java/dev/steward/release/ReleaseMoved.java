package dev.steward.release;

import dev.steward.workspace.WorkspaceId;

/** A release has another state now. Published in the transaction that records it, which has it written already. */
record ReleaseMoved(WorkspaceId workspace, ReleaseId release, State from, State to) {}
