package dev.steward.slack;

import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * The person behind a request, as established from the signed request and Steward's own records, never from a button's value.
 *
 * @param teamId the Slack team the person belongs to
 * @param role   what they may do in this workspace
 */
public record Actor(WorkspaceId workspace, UserId user, String teamId, Role role) {
    /** Whether they belong to another organisation (they share a channel with this one). */
    public boolean outsider() {
        return role == Role.OUTSIDER;
    }
}
