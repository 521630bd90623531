package dev.steward.schedule;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A member entered an absence, or took one back. Told in the transaction that recorded it. Nothing is told when an absence merely
 * begins or ends.
 */
public record AbsenceChanged(WorkspaceId workspace, UserId member) {}
