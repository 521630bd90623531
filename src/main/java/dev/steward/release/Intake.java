package dev.steward.release;

import java.time.Instant;
import java.util.UUID;

import dev.steward.release.ComposeDraft.Composed;
import dev.steward.workspace.WorkspaceId;

/**
 * What arrived from a source within its window, which is one draft.
 *
 * @param closesAt what arrives from then on is another draft
 * @param composed what Steward wrote last; where the draft says otherwise, a person wrote it
 * @param nudges   how often its owner was told that it waits
 * @param waiting  whether its draft is neither planned nor settled
 */
record Intake(UUID id, WorkspaceId workspace, SourceId source, ReleaseId release, Instant openedAt, Instant closesAt,
        Composed composed, int nudges, boolean waiting) {
    Intake with(Composed other) {
        return new Intake(id, workspace, source, release, openedAt, closesAt, other, nudges, waiting);
    }
}
