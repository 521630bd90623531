package dev.steward.cadence;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;

/** Takes a session's steps: its one timer is due at the next thing its plan foresees. */
@Component
class PassTime implements TimerHandler {
    static final TimerType STEP = new TimerType("cadence.session");

    private final Cadences cadences;
    private final Sessions sessions;
    private final Rosters rosters;
    private final Facilitators facilitators;
    private final Aftermath aftermath;

    PassTime(Cadences cadences, Sessions sessions, Rosters rosters, Facilitators facilitators, Aftermath aftermath) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.rosters = rosters;
        this.facilitators = facilitators;
        this.aftermath = aftermath;
    }

    @Override
    public TimerType type() {
        return STEP;
    }

    @Override
    public String title(TimerKey timer) {
        return sessions.find(timer.workspace(), new SessionId(timer.subject()))
                .flatMap(session -> cadences.find(timer.workspace(), session.facts().cadence()))
                .map(cadence -> "the next step of a session of " + cadence.facts().reference()).orElse("a session");
    }

    @Override
    public void handle(DueTimer timer) {
        var id = new SessionId(timer.subject());
        Optional<Cadence> cadence = sessions.find(timer.workspace(), id)
                .flatMap(session -> cadences.lock(timer.workspace(), session.facts().cadence()));
        Optional<Session> session = sessions.find(timer.workspace(), id).filter(found -> found.state().open());
        if (cadence.isPresent() && session.isPresent()) {
            facilitators.reconsider(cadence.get(), session.get(), timer.now());
            SessionPlan.pass(session.get(), rosters.around(cadence.get(), session.get(), timer.now()), timer.now());
            aftermath.changed(cadence.get(), session.get(), timer.now());
        }
    }
}
