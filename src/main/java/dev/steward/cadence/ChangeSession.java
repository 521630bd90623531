package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Changes a session in one transaction with everything that follows from it, its caller's where there is one. Its cadence's row is held
 * meanwhile, so that of two changes in one instant the second is made to what the first one left, and is told so where it is not possible
 * any more.
 */
@Component
class ChangeSession {
    static final String NONE = "There is no such session here.";

    private final Cadences cadences;
    private final Sessions sessions;
    private final Rosters rosters;
    private final Aftermath aftermath;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeSession(Cadences cadences, Sessions sessions, Rosters rosters, Aftermath aftermath,
            PlatformTransactionManager transactions, Clock clock) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.rosters = rosters;
        this.aftermath = aftermath;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One transition of a session, by somebody whose standing is known. */
    @FunctionalInterface
    interface Change {
        void apply(Cadence cadence, Session session, Standing who, Instant now);
    }

    /**
     * Answers the session as it is now.
     *
     * @throws Refused when there is no such session, or the change is not allowed; the caller's transaction can go on
     */
    Session change(WorkspaceId workspace, SessionId id, UserId by, Role role, Change change) {
        Made made = Objects.requireNonNull(transaction.execute(status -> make(workspace, id, by, role, change)));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.session());
    }

    /** Why the change would be refused now; empty when it would not be. Nothing is changed. */
    Optional<String> refusal(WorkspaceId workspace, SessionId id, UserId by, Role role, Change change) {
        Optional<Session> session = sessions.find(workspace, id);
        Optional<Cadence> cadence = session.flatMap(found -> cadences.find(workspace, found.facts().cadence()));
        return cadence.isEmpty()
                ? Optional.of(NONE)
                : Optional.ofNullable(refused(cadence.get(), session.orElseThrow(), by, role, now(), change))
                        .map(Refused::sentence);
    }

    /** What somebody is to a session. */
    Standing standing(Cadence cadence, Session session, UserId by, Role role) {
        return new Standing(by, role, by.equals(cadence.owner()), by.equals(session.facilitator()),
                rosters.participants(cadence).contains(by));
    }

    /** What is refused is an answer, not a failure: thrown from in here it would undo the caller's transaction. */
    private Made make(WorkspaceId workspace, SessionId id, UserId by, Role role, Change change) {
        Optional<Cadence> cadence = sessions.find(workspace, id)
                .flatMap(found -> cadences.lock(workspace, found.facts().cadence()));
        Optional<Session> session = sessions.find(workspace, id);
        if (cadence.isEmpty() || session.isEmpty()) {
            return new Made(null, new Refused(NONE));
        }
        Instant now = now();
        Refused refused = refused(cadence.get(), session.get(), by, role, now, change);
        if (refused == null && (session.get().touched() || !cadence.get().happenings().isEmpty())) {
            aftermath.changed(cadence.get(), session.get(), now);
        }
        return new Made(sessions.find(workspace, id).orElseThrow(), refused);
    }

    private @Nullable Refused refused(Cadence cadence, Session session, UserId by, Role role, Instant now,
            Change change) {
        try {
            change.apply(cadence, session, standing(cadence, session, by, role), now);
            return null;
        } catch (Refused refused) {
            return refused;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Made(@Nullable Session session, @Nullable Refused refused) {}
}
