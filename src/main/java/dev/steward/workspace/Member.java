package dev.steward.workspace;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * A Slack user as this workspace sees them.
 *
 * @param teamId   the Slack team the person belongs to, which is another one for people met in shared channels
 * @param name     what to call them on screen, as typed in Slack (escape before showing)
 * @param realName their full name in Slack, which is shown nowhere; null where Slack has not told it
 * @param handle   their user name in Slack, such as {@code maya.lindqvist}; null where Slack has not told it
 * @param zone     their time zone
 * @param role     what they may do: Slack's own say, with what Steward granted
 */
public record Member(WorkspaceId workspace, UserId id, String teamId, String name, @Nullable String realName,
        @Nullable String handle, @Nullable String email, ZoneId zone, Role role, boolean bot, boolean deactivated) {
    /** Somebody of whom Slack has told one name. */
    public Member(WorkspaceId workspace, UserId id, String teamId, String name, @Nullable String email, ZoneId zone,
            Role role, boolean bot, boolean deactivated) {
        this(workspace, id, teamId, name, null, null, email, zone, role, bot, deactivated);
    }

    /** Whether they belong to another organisation. */
    public boolean outsider() {
        return role == Role.OUTSIDER;
    }

    /** Whether they can be asked for something: a member of the workspace whose account is open. */
    public boolean reachable() {
        return !bot && !deactivated && role.atLeast(Role.MEMBER);
    }

    /**
     * With what was known of them before and Slack tells no more: of a closed account it may leave out names and address, by which somebody
     * who is erased has to be found.
     */
    Member remembering(Member before) {
        return deactivated
                ? new Member(workspace, id, teamId, name, realName == null ? before.realName : realName,
                        handle == null ? before.handle : handle, email == null ? before.email : email, zone, role, bot,
                        true)
                : this;
    }
}
