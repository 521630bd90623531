package dev.steward.cadence;

import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/**
 * Who does something to a session, and what they are to it, as established from Steward's own records.
 *
 * @param owner       whether they own its cadence
 * @param facilitator whether they facilitate it
 * @param participant whether they take part in it
 */
record Standing(UserId user, Role role, boolean owner, boolean facilitator, boolean participant) {
    /** Whether they may start, steer and close it. */
    boolean leads() {
        return facilitator || owner || role.atLeast(Role.OPS);
    }

    /** Whether they may note what came of it. */
    boolean takesPart() {
        return participant || leads();
    }

    void requireLead() {
        if (!leads()) {
            throw new Refused("Only whoever facilitates it, its owner, ops people and admins can do that.");
        }
    }

    void requirePart() {
        if (!takesPart()) {
            throw new Refused("Only those who take part can do that.");
        }
    }
}
