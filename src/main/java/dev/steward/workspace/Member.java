package dev.steward.workspace;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * A Slack user as this workspace sees them.
 *
 * @param teamId the Slack team the person belongs to, which is another one for people met in shared channels
 * @param name   what to call them on screen, as typed in Slack (escape before showing)
 * @param zone   their time zone
 * @param role   what they may do: Slack's own say, with what Steward granted
 */
public record Member(WorkspaceId workspace, UserId id, String teamId, String name, @Nullable String email, ZoneId zone,
        Role role, boolean bot, boolean deactivated) {
    /** Whether they belong to another organisation. */
    public boolean outsider() {
        return role == Role.OUTSIDER;
    }

    /** Whether they can be asked for something: a member of the workspace whose account is open. */
    public boolean reachable() {
        return !bot && !deactivated && role.atLeast(Role.MEMBER);
    }
}
