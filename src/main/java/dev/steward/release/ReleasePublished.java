package dev.steward.release;

import java.time.Instant;
import java.util.List;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.WorkspaceId;

/**
 * A release went out. Published once for each, in the transaction that records it.
 *
 * @param reference {@code REL-4}
 * @param title     as typed by people, with its version (escape before showing)
 * @param feedback  references of the feedback it answers, {@code FB-12}, as its author named them
 */
public record ReleasePublished(WorkspaceId workspace, ReleaseId release, String reference, String title,
        List<InitiativeId> initiatives, List<String> feedback, Instant at) {}
