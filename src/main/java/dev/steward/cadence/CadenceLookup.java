package dev.steward.cadence;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Finds what a person names by a reference, a button, an option or a form: claims, looked up in that person's workspace, and there among
 * what they may see. A cadence of a private channel is for its members, for those who take part, facilitate or own it, and for ops people
 * and admins; to anybody else it is as if there were none.
 */
@Component
class CadenceLookup {
    private final Cadences cadences;
    private final Sessions sessions;
    private final Participants participants;
    private final ChannelAccess channels;
    private final Members members;

    CadenceLookup(Cadences cadences, Sessions sessions, Participants participants, ChannelAccess channels,
            Members members) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.participants = participants;
        this.channels = channels;
        this.members = members;
    }

    /** A session with its cadence. */
    record Found(Cadence cadence, Session session) {
        SessionId id() {
            return session.facts().id();
        }
    }

    Optional<Cadence> find(Actor by, CadenceId id) {
        return cadences.find(by.workspace(), id).filter(cadence -> sees(by, cadence));
    }

    Optional<Cadence> find(Actor by, Reference reference) {
        return cadences.find(by.workspace(), reference).filter(cadence -> sees(by, cadence));
    }

    Optional<Found> find(Actor by, SessionId id) {
        return sessions.find(by.workspace(), id).flatMap(session -> find(by, session.facts().cadence())
                .map(cadence -> new Found(cadence, session)));
    }

    /** Somebody of whom no request tells who they are. */
    boolean sees(WorkspaceId workspace, UserId user, Cadence cadence) {
        Optional<Member> member = members.find(workspace, user).filter(Member::reachable);
        return member.isPresent() && sees(workspace, user, member.get().role(), cadence);
    }

    private boolean sees(Actor by, Cadence cadence) {
        return sees(by.workspace(), by.user(), by.role(), cadence);
    }

    private boolean sees(WorkspaceId workspace, UserId user, Role role, Cadence cadence) {
        return role.atLeast(Role.OPS) || concerns(workspace, user, cadence)
                || channels.sees(workspace, user, cadence.rules().channel());
    }

    private boolean concerns(WorkspaceId workspace, UserId user, Cadence cadence) {
        People people = cadence.rules().participants();
        return cadence.owner().equals(user) || people.members().contains(user)
                || cadence.rules().facilitators().contains(user)
                || !people.groups().isEmpty() && participants.groupsOf(workspace, user).stream()
                        .anyMatch(people.groups()::contains);
    }
}
