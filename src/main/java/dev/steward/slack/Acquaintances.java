package dev.steward.slack;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Establishes the workspace and the person behind a request, from Steward's own records. */
final class Acquaintances {
    private final Installations installations;
    private final Members members;
    private final LearnWorkspace learnWorkspace;
    private final MeetMembers meetMembers;

    Acquaintances(Installations installations, Members members, LearnWorkspace learnWorkspace,
            MeetMembers meetMembers) {
        this.installations = installations;
        this.members = members;
        this.learnWorkspace = learnWorkspace;
        this.meetMembers = meetMembers;
    }

    /** Where Steward is installed for this request; asks Slack once whose token it has when the team is new. */
    Optional<Installation> installation(Identity identity) {
        if (identity.enterpriseId() == null && identity.teamId() == null) {
            return Optional.empty();
        }
        return installations.find(identity.enterpriseId(), identity.teamId())
                .or(() -> learnWorkspace.answersFor(identity.enterpriseId(), identity.teamId()));
    }

    /** What to call somebody; their id as long as Steward has not met them. */
    String name(WorkspaceId workspace, UserId user) {
        return members.find(workspace, user).map(Member::name).orElse(user.value());
    }

    /** Who asks; null when their account is deactivated. */
    @Nullable
    Actor actor(Installation installation, Identity identity) {
        String userId = identity.userId() == null ? installation.botUserId() : identity.userId();
        var user = new UserId(userId);
        Optional<Member> known = members.find(installation.workspace(), user);
        if (known.isEmpty()) {
            if (!userId.equals(installation.botUserId())) {
                meetMembers.later(installation, user);
            }
            String team = identity.userTeamId() != null
                    ? identity.userTeamId()
                    : identity.teamId() != null ? identity.teamId() : "";
            return new Actor(installation.workspace(), user, team, Role.MEMBER, identity.outside(installation));
        }
        Member member = known.get();
        if (member.deactivated()) {
            return null;
        }
        return new Actor(installation.workspace(), user, member.teamId(),
                member.outsider() ? Role.MEMBER : member.role(), member.outsider());
    }
}
