package dev.steward.release;

import java.time.Instant;
import java.util.Optional;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.approval.ApprovalDecided;
import dev.steward.initiative.InitiativeId;
import dev.steward.release.Gates.Said;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;

/**
 * Lets releases go when their gate approves. Whoever decides does not wait for that: the decision is noted with a timer, and so is a
 * release that begins to wait. Whichever of the two commits last, the timer comes after it and sees both.
 */
@Component
class HearGates implements TimerHandler {
    static final TimerType DECIDED = new TimerType("release.gate");

    private final Gates gates;
    private final Releases releases;
    private final ChangeRelease changes;
    private final Timers timers;

    HearGates(Gates gates, Releases releases, ChangeRelease changes, Timers timers) {
        this.gates = gates;
        this.releases = releases;
        this.changes = changes;
        this.timers = timers;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void decided(ApprovalDecided event) {
        InitiativeId initiative = event.initiative();
        if (initiative != null) {
            gates.said(event.workspace(), initiative, event.gate(),
                    new Said(event.approved(), event.decision(), event.at()));
            timers.set(DECIDED.of(event.workspace(), initiative.value(), event.gate()), event.at());
        }
    }

    @Override
    public TimerType type() {
        return DECIDED;
    }

    @Override
    public String title(TimerKey timer) {
        return "releases that wait for the gate " + timer.step();
    }

    /** Publishing to hundreds of channels. */
    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        var initiative = new InitiativeId(timer.subject());
        String gate = timer.step();
        Optional<Said> said = gates.find(timer.workspace(), initiative, gate);
        if (said.isPresent()) {
            releases.waitingForGate(timer.workspace(), initiative, gate)
                    .forEach(id -> heard(timer, id, initiative, gate, said.get()));
        }
    }

    private void heard(DueTimer timer, ReleaseId id, InitiativeId initiative, String gate, Said said) {
        Instant now = timer.now();
        changes.change(timer.workspace(), id, (release, around) -> release.gateDecided(gate, initiative,
                said.approved(), said.decision(), said.at(), around.reach(release.content()), around.wide(), now));
    }
}
