package dev.steward.release;

import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who can be given something to do: people of the workspace whose account is open. */
@Component
class Reachable {
    private final Members members;

    Reachable(Members members) {
        this.members = members;
    }

    Predicate<UserId> in(WorkspaceId workspace) {
        return user -> members.find(workspace, user).filter(Reachable::can).isPresent();
    }

    static boolean can(Member member) {
        return !member.bot() && !member.deactivated() && !member.outsider();
    }
}
