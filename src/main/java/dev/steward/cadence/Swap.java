package dev.steward.cadence;

import java.time.Instant;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Whoever is to facilitate a session asks another to do it. The question is void once the session has begun, is at another time, does
 * not take place, or is facilitated by somebody else.
 *
 * @param startsAt when the session was to start as they were asked
 */
record Swap(SwapId id, WorkspaceId workspace, SessionId session, UserId from, UserId to, Instant askedAt,
        Instant startsAt, State state) {

    /** The names are kept in the database. {@link #VOID} for whatever was settled otherwise. */
    enum State {
        ASKED, AGREED, DECLINED, VOID
    }

    static Swap ask(Session session, UserId from, UserId to, Instant now) {
        return new Swap(new SwapId(UuidCreator.getTimeOrderedEpoch()), session.facts().workspace(),
                session.facts().id(), from, to, now, session.startsAt(), State.ASKED);
    }

    /** @throws Refused when somebody else was asked, or it is too late */
    Swap agree(UserId by, Session now) {
        requireAsked(by, now);
        return settled(State.AGREED);
    }

    /** @throws Refused when somebody else was asked, or it is too late */
    Swap decline(UserId by, Session now) {
        requireAsked(by, now);
        return settled(State.DECLINED);
    }

    /** Why it cannot be answered any more, as a sentence; empty as long as it can be. */
    Optional<String> settled(Session session) {
        return switch (state) {
            case AGREED -> Optional.of("You said you would do it.");
            case DECLINED -> Optional.of("You said you can't.");
            case ASKED, VOID -> overtaken(session)
                    .or(() -> state == State.VOID
                            ? Optional.of(from.mention() + " does not need an answer any more.")
                            : Optional.empty());
        };
    }

    private Optional<String> overtaken(Session session) {
        UserId facilitator = session.facilitator();
        if (!session.state().ahead()) {
            return Optional.of(tooLate(session));
        }
        if (!session.startsAt().equals(startsAt)) {
            return Optional.of("It is at another time now.");
        }
        return from.equals(facilitator)
                ? Optional.empty()
                : Optional.of((facilitator == null ? "Nobody" : facilitator.mention()) + " facilitates it now.");
    }

    /** What became of a session that cannot be handed on any more. */
    static String tooLate(Session session) {
        return switch (session.state()) {
            case COLLECTING, AGENDA_POSTED -> "It is still to come.";
            case RUNNING -> "It has begun.";
            case CLOSED -> "It is over.";
            case SKIPPED -> "It does not take place.";
            case MOVED -> "It was moved to another time.";
            case CANCELLED -> "It was cancelled.";
        };
    }

    private void requireAsked(UserId by, Session now) {
        if (!by.equals(to)) {
            throw new Refused("Only " + to.mention() + " was asked.");
        }
        settled(now).ifPresent(why -> {
            throw new Refused(why);
        });
    }

    Swap settled(State other) {
        return new Swap(id, workspace, session, from, to, askedAt, startsAt, other);
    }
}
