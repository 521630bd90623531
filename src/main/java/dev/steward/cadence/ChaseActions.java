package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.workspace.Members;

/**
 * Chases what is open until it is done. Each action that is open has a timer: the next step of its chase, or a look whether whoever is to
 * do it is still there.
 */
@Component
class ChaseActions implements TimerHandler, TimerAudit {
    static final TimerType TYPE = new TimerType("cadence.action");
    static final Duration LOOK = Duration.ofDays(7);
    /** Whoever was asked a moment ago is not reminded of it. */
    static final Duration JUST_TOLD = Duration.ofHours(1);

    private final Cadences cadences;
    private final Actions actions;
    private final KeepActions keep;
    private final TellOfActions tell;
    private final Members members;

    ChaseActions(Cadences cadences, Actions actions, KeepActions keep, TellOfActions tell, Members members) {
        this.cadences = cadences;
        this.actions = actions;
        this.keep = keep;
        this.tell = tell;
        this.members = members;
    }

    @Override
    public TimerType type() {
        return TYPE;
    }

    @Override
    public String title(TimerKey timer) {
        return actions.find(timer.workspace(), new ActionId(timer.subject())).map(action -> action.facts().what())
                .filter(what -> what.length() <= 100).orElse("an action of a session");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Action> open = actions.lock(timer.workspace(), new ActionId(timer.subject())).filter(Action::open);
        if (open.isPresent()) {
            handle(open.get(), timer.now().truncatedTo(ChronoUnit.MICROS));
        }
    }

    private void handle(Action action, Instant now) {
        Cadence cadence = cadences.find(action.facts().workspace(), action.facts().cadence()).orElseThrow();
        ActionChase chase = keep.chase(action);
        int taken = Math.max(chase.taken(now), action.taken());
        if (!members.reachable(action.facts().workspace(), action.owner())) {
            tell.nobodyLeft(cadence, action, taken);
        } else if (taken > action.taken()) {
            tell.chased(cadence, action, taken, now);
        }
        keep.chased(action, taken, chase, now);
    }

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public Stream<Needed> needed() {
        return actions.waiting().map(one -> new Needed(TYPE.of(one.workspace(), one.id().value()), one.due()));
    }
}
