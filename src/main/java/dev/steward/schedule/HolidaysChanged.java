package dev.steward.schedule;

import dev.steward.workspace.WorkspaceId;

/** Told in the transaction that changed which days are holidays in a workspace. */
public record HolidaysChanged(WorkspaceId workspace) {}
