package dev.steward.cadence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.workspace.UserId;

/** Chooses who facilitates, from the rotation and from who is there. */
@Component
class Facilitators {
    private final Rosters rosters;
    private final Sessions sessions;

    Facilitators(Rosters rosters, Sessions sessions) {
        this.rosters = rosters;
        this.sessions = sessions;
    }

    /** Who would facilitate a session that starts then, if those before it take place as planned. */
    Optional<UserId> at(Cadence cadence, Instant startsAt) {
        if (cadence.rules().written()) {
            return Optional.empty();
        }
        List<UserId> eligible = rosters.eligible(cadence);
        Rotation rotation = cadence.rotation();
        for (Session before : sessions.open(cadence.facts().workspace(), cadence.facts().id())) {
            UserId facilitator = before.facilitator();
            if (before.state().ahead() && facilitator != null && before.startsAt().isBefore(startsAt)) {
                rotation = rotation.held(before.hands(), facilitator, eligible,
                        present(cadence, eligible, before.startsAt()));
            }
        }
        return rotation.next(eligible, present(cadence, eligible, startsAt));
    }

    /** A session has begun: the turn counts. */
    void count(Cadence cadence, Session session, @Nullable UserId by, Instant now) {
        UserId facilitator = session.facilitator();
        if (facilitator != null) {
            List<UserId> eligible = rosters.eligible(cadence);
            Set<UserId> present = present(cadence, eligible, session.startsAt());
            cadence.turn(rotation -> rotation.held(session.hands(), facilitator, eligible, present), by, now);
        }
    }

    /** Somebody else, where whoever was to facilitate it is away then, has left, or was not told yet and is not the next. */
    void reconsider(Cadence cadence, Session session, Instant now) {
        if (session.facts().written() || !session.state().ahead()) {
            return;
        }
        UserId chosen = session.facilitator();
        if (chosen == null && session.state() == SessionState.AGENDA_POSTED) {
            at(cadence, session.startsAt()).ifPresent(other -> session.facilitate(null, other, now));
            return;
        }
        if (!session.settled() || chosen == null) {
            session.wouldFacilitate(at(cadence, session.startsAt()).orElse(null));
            return;
        }
        List<UserId> eligible = rosters.eligible(cadence);
        boolean here = rosters.present(cadence.facts().workspace(), List.of(chosen), session.startsAt())
                .contains(chosen)
                && (eligible.contains(chosen) || rosters.participants(cadence).contains(chosen)
                        || chosen.equals(cadence.owner()));
        if (!here) {
            session.hands().there(eligible, present(cadence, eligible, session.startsAt()))
                    .or(() -> at(cadence, session.startsAt()))
                    .ifPresentOrElse(other -> session.facilitate(null, other, now),
                            () -> session.nobodyFacilitates(now));
        }
    }

    private Set<UserId> present(Cadence cadence, List<UserId> eligible, Instant at) {
        return rosters.present(cadence.facts().workspace(), eligible, at);
    }
}
