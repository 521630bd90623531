package dev.steward.slack;

import java.util.Optional;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The workspace and the person behind a request, from Steward's own records; Slack is asked of people where that matters. */
final class CallerResolver {
    private final Installations installations;
    private final Members members;
    private final LearnWorkspace learnWorkspace;
    private final MeetMembers meetMembers;

    CallerResolver(Installations installations, Members members, LearnWorkspace learnWorkspace,
            MeetMembers meetMembers) {
        this.installations = installations;
        this.members = members;
        this.learnWorkspace = learnWorkspace;
        this.meetMembers = meetMembers;
    }

    /** Who calls, or why nothing can be done for them. */
    sealed interface Caller {
        record Known(Actor actor) implements Caller {}

        record Refused(String sentence) implements Caller {}
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

    /**
     * Who calls. Somebody unknown is asked of Slack at once, and so is an admin whom Slack has not confirmed for a while: an event that was
     * lost must not leave them what Slack took away.
     */
    Caller caller(Installation installation, Identity identity) {
        var user = new UserId(identity.userId() == null ? installation.botUserId() : identity.userId());
        Optional<Member> known = members.find(installation.workspace(), user);
        if (known.isEmpty() && user.value().equals(installation.botUserId())) {
            return new Caller.Known(new Actor(installation.workspace(), user, team(identity), Role.MEMBER));
        }
        if (known.isEmpty() || known.get().role() == Role.ADMIN && !known.get().deactivated()) {
            known = meetMembers.now(installation, user).or(() -> members.find(installation.workspace(), user));
        }
        if (known.isEmpty()) {
            return identity.outside(installation)
                    ? new Caller.Known(new Actor(installation.workspace(), user, team(identity), Role.OUTSIDER))
                    : new Caller.Refused(Sentences.NOT_MET);
        }
        Member member = known.get();
        return member.deactivated()
                ? new Caller.Refused(Sentences.DEACTIVATED)
                : new Caller.Known(new Actor(installation.workspace(), user, member.teamId(), member.role()));
    }

    /** The same person, asked of Slack again before they are refused: they may have become more than Steward knows. */
    Actor confirmed(Installation installation, Actor actor) {
        return meetMembers.now(installation, actor.user()).filter(member -> !member.deactivated())
                .map(member -> new Actor(actor.workspace(), actor.user(), member.teamId(), member.role()))
                .orElse(actor);
    }

    private static String team(Identity identity) {
        return identity.userTeamId() != null
                ? identity.userTeamId()
                : identity.teamId() != null ? identity.teamId() : "";
    }
}
