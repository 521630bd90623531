package dev.steward.cadence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.slack.Actor;
import dev.steward.workspace.Members;
import dev.steward.workspace.Overseers;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Notices that a cadence's owner left, whenever a session is prepared, its agenda is posted, or it begins. Ops people are asked to take it over; else
 * admins; else whoever facilitates the session. Each departure is told once.
 */
@Component
class WatchOwners implements HearSessions, HearCadences {
    static final String GONE = "There is no such cadence here any more.";

    private final Departures departures;
    private final ChangeCadence changes;
    private final Rosters rosters;
    private final Overseers overseers;
    private final Members members;
    private final Cards cards;

    WatchOwners(Departures departures, ChangeCadence changes, Rosters rosters, Overseers overseers, Members members,
            Cards cards) {
        this.departures = departures;
        this.changes = changes;
        this.rosters = rosters;
        this.overseers = overseers;
        this.members = members;
        this.cards = cards;
    }

    @Override
    public void heard(Cadence cadence, Session session, SessionHappening happening) {
        switch (happening.kind()) {
            case PREPARED, AGENDA_POSTED, STARTED -> look(cadence, session, happening.at());
            default -> {
                // that is often enough
            }
        }
    }

    private void look(Cadence cadence, Session session, Instant now) {
        WorkspaceId workspace = cadence.facts().workspace();
        if (members.reachable(workspace, cadence.owner())) {
            over(cadence);
            return;
        }
        var departure = new Departure(UuidCreator.getTimeOrderedEpoch(), workspace, cadence.facts().id(),
                cadence.owner(), now, false);
        if (departures.add(departure)) {
            asked(cadence, session).forEach(
                    person -> cards.showTo(workspace, DepartureCards.NAME, Map.of(departure.id(), person)));
        }
    }

    @Override
    public void heard(Cadence cadence, CadenceHappening happening) {
        if (happening.kind() == CadenceHappening.Kind.HANDED_OVER || happening.kind() == CadenceHappening.Kind.ENDED) {
            over(cadence);
        }
    }

    /** @throws Refused when its owner is there, or somebody took it over already, or they may not */
    void takeOver(Actor by, UUID departure) {
        Departure left = departures.find(by.workspace(), Set.of(departure)).stream().findFirst()
                .orElseThrow(() -> new Refused(GONE));
        changes.change(by.workspace(), left.cadence(), (cadence, now) -> {
            if (left.over() || !cadence.owner().equals(left.owner())
                    || members.reachable(by.workspace(), cadence.owner())) {
                throw new Refused(cadence.owner().mention() + " owns it now.");
            }
            if (!by.role().atLeast(Role.OPS) && !(overseers(cadence).isEmpty()
                    && Stream.concat(rosters.participants(cadence).stream(), rosters.eligible(cadence).stream())
                            .anyMatch(by.user()::equals))) {
                throw new Refused("Ops people and admins were asked.");
            }
            cadence.takeOver(by.user(), now);
        });
    }

    private List<UserId> asked(Cadence cadence, Session session) {
        List<UserId> above = overseers(cadence);
        return above.isEmpty()
                ? Stream.concat(Stream.ofNullable(session.facilitator()), rosters.participants(cadence).stream())
                        .limit(1).toList()
                : above;
    }

    private List<UserId> overseers(Cadence cadence) {
        return overseers.of(cadence.facts().workspace(), null, List.of(cadence.owner()));
    }

    private void over(Cadence cadence) {
        WorkspaceId workspace = cadence.facts().workspace();
        departures.over(workspace, cadence.facts().id())
                .ifPresent(departure -> cards.changed(workspace, DepartureCards.NAME, departure));
    }
}
