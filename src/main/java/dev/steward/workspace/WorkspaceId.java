package dev.steward.workspace;

import java.util.UUID;

/** One workspace: a Slack team, or one org-wide install. Every row belongs to one. */
public record WorkspaceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
