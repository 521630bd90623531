package dev.steward.schedule;

import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * Which timer. There is one of a key at most; made by {@link TimerType#of}.
 *
 * @param subject the thing it is about
 * @param step    tells several of one subject and type apart, such as the rungs of a ladder; may be empty
 */
public record TimerKey(WorkspaceId workspace, TimerType type, UUID subject, String step) {
    @Override
    public String toString() {
        return type.name() + " of " + subject + (step.isEmpty() ? "" : " (" + step + ")");
    }
}
