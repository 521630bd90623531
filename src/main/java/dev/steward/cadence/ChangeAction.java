package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.Absences;
import dev.steward.slack.Actor;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Notes actions and changes them, each in one transaction with everything that follows, under the action's lock: of two people at it in
 * the same instant the second is told what the first one did, and so is who presses a button of before.
 */
@Component
class ChangeAction {
    static final String GONE = "There is no such action here any more.";
    /** Nobody goes through more, and a message and a view hold no more. */
    static final int MOST_OF_SESSION = 40;
    private static final int FARTHEST_YEARS = 2;

    private final Cadences cadences;
    private final Sessions sessions;
    private final ChangeSession standings;
    private final Actions actions;
    private final KeepActions keep;
    private final Absences absences;
    private final Members members;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeAction(Cadences cadences, Sessions sessions, ChangeSession standings, Actions actions, KeepActions keep,
            Absences absences, Members members, PlatformTransactionManager transactions, Clock clock) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.standings = standings;
        this.actions = actions;
        this.keep = keep;
        this.absences = absences;
        this.members = members;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What somebody noted, before anything of it is known to be so. */
    record Said(String what, UserId owner, LocalDate due) {}

    /**
     * Something that came out of a session that runs or was closed. The same doing notes it once.
     *
     * @throws Refused when they may not, it has not begun or did not take place, or what was said makes no sense
     */
    Action note(Actor by, String key, SessionId session, Said said) {
        return doing(() -> {
            WorkspaceId workspace = by.workspace();
            // one after the other: sessions are not full by two at once, and what was sent twice is there the second time
            Optional<Cadence> cadence = sessions.find(workspace, session)
                    .flatMap(found -> cadences.lock(workspace, found.facts().cadence()));
            Optional<Action> before = actions.noted(workspace, key);
            if (before.isPresent()) {
                return before.get();
            }
            Session of = sessions.find(workspace, session).filter(found -> cadence.isPresent())
                    .orElseThrow(() -> new Refused(ChangeSession.NONE));
            mayNote(by, cadence.orElseThrow(), of);
            if (actions.countOf(workspace, session) >= MOST_OF_SESSION) {
                throw new Refused("A session leaves " + MOST_OF_SESSION + " actions at most.");
            }
            Instant now = now();
            Action.Due due = due(workspace, said.owner(), said.due(), now);
            Action action = Action.noted(
                    new Action.Facts(new ActionId(UuidCreator.getTimeOrderedEpoch()), workspace,
                            of.facts().cadence(), session, of.item() == null ? null : of.item().id(), said.what(),
                            by.user(), now),
                    said.owner(), due);
            keep.add(action, key, now);
            return action;
        });
    }

    /** What cannot be as it was said, by the form's field. */
    Map<String, String> mistakes(WorkspaceId workspace, Said said) {
        return refusal(() -> mustBeReachable(workspace, said.owner())).map(why -> Map.of(ActionForm.OWNER, why))
                .or(() -> refusal(() -> due(workspace, said.owner(), said.due(), now()))
                        .map(why -> Map.of(ActionForm.DUE, why)))
                .orElse(Map.of());
    }

    Action done(Actor by, ActionSnapshot shown) {
        return change(by, shown, (action, now) -> action.done(by.user(), now));
    }

    Action drop(Actor by, ActionSnapshot shown, String reason) {
        return change(by, shown, (action, now) -> action.drop(by.user(), reason, now));
    }

    Action handOver(Actor by, ActionSnapshot shown, UserId to) {
        return change(by, shown, (action, now) -> {
            mustBeReachable(by.workspace(), to);
            return action.handOver(by.user(), to, keep.due(by.workspace(), to, action.due().on()), now);
        });
    }

    Action postpone(Actor by, ActionSnapshot shown, LocalDate day) {
        return change(by, shown, (action, now) -> action.postpone(by.user(),
                due(by.workspace(), action.owner(), day, now), now));
    }

    Action reopen(Actor by, ActionSnapshot shown) {
        return change(by, shown, (action, now) -> action.reopen(by.user(), now));
    }

    /** Why an action could not be noted now; empty when it could. Nothing is changed. */
    Optional<String> refusal(Actor by, SessionId id) {
        Optional<Session> session = sessions.find(by.workspace(), id);
        Optional<Cadence> cadence = session.flatMap(found -> cadences.find(by.workspace(), found.facts().cadence()));
        return cadence.isEmpty()
                ? Optional.of(ChangeSession.NONE)
                : refusal(() -> mayNote(by, cadence.get(), session.orElseThrow()));
    }

    /** It is open, as it was shown, and they may change it. @throws Refused when it is not so */
    Action requireChange(Actor by, ActionSnapshot shown) {
        Action action = actions.find(by.workspace(), shown.id()).orElseThrow(() -> new Refused(GONE));
        mayChange(by, action, clock.instant());
        requireAsShown(action, shown);
        action.done(by.user(), clock.instant());
        return action;
    }

    /** A card may have missed something. */
    void refresh(Actor by, ActionId id) {
        transaction.executeWithoutResult(status -> actions.find(by.workspace(), id).ifPresent(keep::show));
    }

    /** One transition of an action. */
    @FunctionalInterface
    private interface Change {
        Action of(Action action, Instant now);
    }

    private Action change(Actor by, ActionSnapshot shown, Change change) {
        return doing(() -> {
            Action action = actions.lock(by.workspace(), shown.id()).orElseThrow(() -> new Refused(GONE));
            Instant now = now();
            mayChange(by, action, now);
            requireAsShown(action, shown);
            Action changed = change.of(action, now);
            keep.put(action, changed, now);
            return changed;
        });
    }

    private void requireAsShown(Action action, ActionSnapshot shown) {
        if (!shown.holds(action)) {
            throw new Outdated(actions.history(action.facts().workspace(), action.facts().id()).getLast().sentence());
        }
    }

    private void mayNote(Actor by, Cadence cadence, Session session) {
        standings.standing(cadence, session, by.user(), by.role()).requirePart();
        switch (session.state()) {
            case RUNNING, CLOSED -> {
                // something may have come of it
            }
            case COLLECTING, AGENDA_POSTED -> throw new Refused("It has not begun yet.");
            case SKIPPED, MOVED, CANCELLED -> throw new Refused("It did not take place.");
        }
    }

    private void mayChange(Actor by, Action action, Instant now) {
        UserId owner = action.owner();
        if (by.user().equals(owner)) {
            return;
        }
        WorkspaceId workspace = by.workspace();
        Cadence cadence = cadences.find(workspace, action.facts().cadence()).orElseThrow();
        Session session = sessions.find(workspace, action.facts().session()).orElseThrow();
        if (standings.standing(cadence, session, by.user(), by.role()).leads()) {
            return;
        }
        Absences.Away away = absences.at(workspace, Set.of(owner), now).get(owner);
        if (away == null || !by.user().equals(away.standIn())) {
            throw new Refused("Only " + owner.mention() + ", who is to do it, whoever facilitated the session, "
                    + cadence.owner().mention() + ", ops people and admins can do that.");
        }
    }

    private Action.Due due(WorkspaceId workspace, UserId owner, LocalDate day, Instant now) {
        mustBeReachable(workspace, owner);
        LocalDate today = LocalDate.ofInstant(now, members.zone(workspace, owner));
        if (day.isBefore(today)) {
            throw new Refused("That day is over.");
        }
        if (day.isAfter(today.plusYears(FARTHEST_YEARS))) {
            throw new Refused("That is too far away.");
        }
        return keep.due(workspace, owner, day);
    }

    private void mustBeReachable(WorkspaceId workspace, UserId person) {
        if (!members.reachable(workspace, person)) {
            throw new Refused("Please choose a person of this workspace.");
        }
    }

    private static Optional<String> refusal(Runnable tried) {
        try {
            tried.run();
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.sentence());
        }
    }

    /** What is refused is an answer, not a failure: thrown from in there it would undo the caller's transaction. */
    private Action doing(Supplier<Action> change) {
        Made made = Objects.requireNonNull(transaction.execute(status -> {
            try {
                return new Made(change.get(), null);
            } catch (Refused refused) {
                return new Made(null, refused);
            }
        }));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.action());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Made(@Nullable Action action, @Nullable Refused refused) {}
}
