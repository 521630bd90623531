package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.schedule.AbsenceChanged;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingHours;
import dev.steward.schedule.WorkingTime;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What follows from an action being another than it was: its row, its timer, and the cards that show it. */
@Component
class KeepActions {
    /** More than anybody has to do; the rest is looked at within a week. */
    private static final int MOST = 200;

    private final Actions actions;
    private final Sessions sessions;
    private final WorkingHours hours;
    private final Members members;
    private final Timers timers;
    private final Cards cards;
    private final Clock clock;

    KeepActions(Actions actions, Sessions sessions, WorkingHours hours, Members members, Timers timers, Cards cards,
            Clock clock) {
        this.actions = actions;
        this.sessions = sessions;
        this.hours = hours;
        this.members = members;
        this.timers = timers;
        this.cards = cards;
        this.clock = clock;
    }

    /** That day, for whoever is to do it. */
    Action.Due due(WorkspaceId workspace, UserId owner, LocalDate day) {
        return ActionChase.due(day, members.zone(workspace, owner), usual(workspace, owner));
    }

    ActionChase chase(Action action) {
        WorkspaceId workspace = action.facts().workspace();
        UserId owner = action.owner();
        return new ActionChase(action.due(), members.zone(workspace, owner), usual(workspace, owner),
                hours.of(workspace, owner));
    }

    /** One that is new. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Action action, String key, Instant now) {
        Action told = justTold(action, now);
        actions.add(told, key);
        follow(told, now);
        ask(told);
    }

    /** One that somebody changed: its chase begins anew, and what would have come by now does not come any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    void put(Action before, Action changed, Instant now) {
        Action told = changed.open() ? justTold(changed, now) : changed;
        actions.save(told);
        follow(told, now);
        if (told.open() && !told.owner().equals(before.owner())) {
            ask(told);
        }
    }

    /** As far as its chase has come. */
    @Transactional(propagation = Propagation.MANDATORY)
    void chased(Action before, int taken, ActionChase chase, Instant now) {
        if (taken != before.taken()) {
            actions.save(before.taken(taken));
            show(before);
        }
        timers.set(timer(before), look(before.taken(taken), chase, now));
    }

    /** Whoever is away is not chased, and whoever is back is. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void awayOrBack(AbsenceChanged event) {
        Instant now = clock.instant();
        Map<TimerKey, Instant> looks = new HashMap<>();
        actions.openOf(event.workspace(), event.member(), MOST).forEach(action -> looks.put(timer(action), now));
        if (!looks.isEmpty()) {
            timers.set(looks);
        }
    }

    private Action justTold(Action action, Instant now) {
        return action.taken(chase(action).taken(now.plus(ChaseActions.JUST_TOLD)));
    }

    private void follow(Action action, Instant now) {
        if (action.open()) {
            timers.set(timer(action), look(action, chase(action), now));
        } else {
            timers.cancel(timer(action));
        }
        show(action);
    }

    /** When the next step of its chase is due, or in a week, in case something was missed. */
    private static Instant look(Action action, ActionChase chase, Instant now) {
        Instant latest = now.plus(ChaseActions.LOOK);
        Instant next = chase.at(action.taken());
        return next.isBefore(latest) ? next : latest;
    }

    private void ask(Action action) {
        cards.showTo(action.facts().workspace(), ActionCards.KIND,
                Map.of(action.facts().id().value(), action.owner()));
    }

    /** Its own card, that of the session it came from, and those that list what is open. */
    @Transactional(propagation = Propagation.MANDATORY)
    void show(Action action) {
        WorkspaceId workspace = action.facts().workspace();
        cards.changed(workspace, ActionCards.KIND, action.facts().id().value());
        Set<SessionId> shown = sessions.open(workspace, action.facts().cadence()).stream()
                .map(session -> session.facts().id()).collect(Collectors.toSet());
        shown.add(action.facts().session());
        shown.forEach(session -> cards.changed(workspace, SessionCards.NAME, session.value()));
    }

    private WorkingTime usual(WorkspaceId workspace, UserId owner) {
        return hours.withoutAbsences(workspace, List.of(owner)).values().iterator().next();
    }

    static TimerKey timer(Action action) {
        return ChaseActions.TYPE.of(action.facts().workspace(), action.facts().id().value());
    }
}
