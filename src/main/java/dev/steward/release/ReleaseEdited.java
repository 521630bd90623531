package dev.steward.release;

import java.util.List;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.WorkspaceId;

/**
 * A release that went out says something else now. Published in the transaction that records it.
 *
 * @param reference {@code REL-4}
 * @param title     as {@link ReleasePublished#title}
 * @param feedback  as {@link ReleasePublished#feedback}, as it is now
 */
public record ReleaseEdited(WorkspaceId workspace, ReleaseId release, String reference, String title,
        List<InitiativeId> initiatives, List<String> feedback) {}
