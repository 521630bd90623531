package dev.steward.cadence;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;

/** Finds what a person names by a reference, a button, an option or a form: claims, looked up in that person's workspace. */
@Component
class CadenceLookup {
    private final Cadences cadences;
    private final Sessions sessions;

    CadenceLookup(Cadences cadences, Sessions sessions) {
        this.cadences = cadences;
        this.sessions = sessions;
    }

    /** A session with its cadence. */
    record Found(Cadence cadence, Session session) {
        SessionId id() {
            return session.facts().id();
        }
    }

    Optional<Cadence> find(Actor by, CadenceId id) {
        return cadences.find(by.workspace(), id);
    }

    Optional<Cadence> find(Actor by, Reference reference) {
        return cadences.find(by.workspace(), reference);
    }

    Optional<Found> find(Actor by, SessionId id) {
        return sessions.find(by.workspace(), id).flatMap(session -> find(by, session.facts().cadence())
                .map(cadence -> new Found(cadence, session)));
    }
}
