package dev.steward.schedule;

import java.time.Instant;
import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * A timer whose time has come.
 *
 * @param due when it was to be handled
 * @param now when it is; later than {@code due} by the time Steward was down or it failed
 */
public record DueTimer(TimerKey key, Instant due, Instant now) {
    public WorkspaceId workspace() {
        return key.workspace();
    }

    public UUID subject() {
        return key.subject();
    }

    public String step() {
        return key.step();
    }
}
