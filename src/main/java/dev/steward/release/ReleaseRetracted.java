package dev.steward.release;

import dev.steward.workspace.WorkspaceId;

/**
 * What a release said does not hold any more. Published once for each, in the transaction that records it.
 *
 * @param reference {@code REL-4}
 * @param because   as typed by people (escape before showing)
 */
public record ReleaseRetracted(WorkspaceId workspace, ReleaseId release, String reference, String because) {}
