package dev.steward.workspace;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * A Slack user as this workspace sees them.
 *
 * @param teamId   the Slack team the person belongs to, which is another one for people met in shared channels
 * @param name     what to call them on screen, as typed in Slack (escape before showing)
 * @param zone     their time zone
 * @param outsider whether they belong to another organisation
 */
public record Member(WorkspaceId workspace, UserId id, String teamId, String name, @Nullable String email, ZoneId zone,
        Role role, boolean bot, boolean deactivated, boolean outsider) {
    /** Whether they can be asked for something: a person of the workspace whose account is open. */
    public boolean reachable() {
        return !bot && !deactivated && !outsider;
    }
}
