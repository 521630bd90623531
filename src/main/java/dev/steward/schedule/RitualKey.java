package dev.steward.schedule;

import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * Which ritual. There is one of a key at most.
 *
 * @param kind    the {@link RitualHandler#kind} of the feature it belongs to
 * @param subject the feature's own thing that recurs
 */
public record RitualKey(WorkspaceId workspace, String kind, UUID subject) {
    @Override
    public String toString() {
        return kind + " of " + subject;
    }
}
