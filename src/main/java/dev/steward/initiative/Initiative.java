package dev.steward.initiative;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Something the organisation may build.
 *
 * @param number    counts up within the workspace, from 1, without gaps
 * @param name      as typed by people (escape before showing), unique in its workspace whatever the case; at most 100 characters
 * @param owner     who answers for it
 * @param area      null while it belongs to none
 * @param objective what it is for, as typed by people (escape before showing); at most 2,000 characters; null while nobody said
 * @param version   counts edits; whoever edits must have seen the newest version. A move of the phase is no edit.
 */
public record Initiative(InitiativeId id, WorkspaceId workspace, long number, String name, UserId owner,
        @Nullable AreaId area, Phase phase, @Nullable String objective, long version) {

    /** What people call it: {@code INIT-3}. */
    public String reference() {
        return "INIT-" + number;
    }

    Details details() {
        return new Details(name, owner, area, objective);
    }

    /** Its owner, and ops and admins. */
    boolean mayEdit(UserId user, Role role) {
        return role.atLeast(Role.OPS) || user.equals(owner);
    }

    Initiative with(Details now) {
        return new Initiative(id, workspace, number, now.name(), now.owner(), now.area(), phase, now.objective(),
                version);
    }
}
