package dev.steward.workspace;

import java.util.UUID;

/** One workspace: a Slack team, or one org-wide install. Every row belongs to one. */
public record WorkspaceId(UUID value) {
    /** Steward itself, whose own rituals are of no installation. */
    public static final WorkspaceId STEWARD = new WorkspaceId(new UUID(0, 0));

    @Override
    public String toString() {
        return value.toString();
    }
}
