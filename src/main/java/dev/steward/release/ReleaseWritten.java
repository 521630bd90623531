package dev.steward.release;

import dev.steward.workspace.WorkspaceId;

/** A release was drafted, or says something else, is to go out at another time or has another owner. Published in the transaction that records it, which has it written already. */
record ReleaseWritten(WorkspaceId workspace, ReleaseId release) {}
