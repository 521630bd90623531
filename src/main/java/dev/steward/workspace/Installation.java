package dev.steward.workspace;

import org.jspecify.annotations.Nullable;

/**
 * Steward's installation in one workspace, with what is needed to call Slack on its behalf.
 *
 * @param teamId       the Slack team; null for an org-wide install
 * @param enterpriseId the Enterprise Grid organisation; null outside one
 * @param botToken     the token, in the clear: never log it
 */
public record Installation(WorkspaceId workspace, @Nullable String teamId, @Nullable String enterpriseId, String name,
        String appId, String botUserId, String botId, String botToken) {
    @Override
    public String toString() {
        return "Installation[" + workspace + ", team " + teamId + "]";
    }
}
