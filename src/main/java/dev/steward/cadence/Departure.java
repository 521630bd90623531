package dev.steward.cadence;

import java.time.Instant;
import java.util.UUID;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A cadence's owner cannot be reached any more. There is one of a cadence at a time.
 *
 * @param over whether somebody took it over since, or they came back
 */
record Departure(UUID id, WorkspaceId workspace, CadenceId cadence, UserId owner, Instant noticedAt, boolean over) {}
