package dev.steward.cadence;

import java.time.Instant;

import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;

/** Saves what somebody changed of a cadence, and tells its channel where others would otherwise be surprised. */
@Component
class SaveChange {
    private final ChangeCadence changes;
    private final TellOfCadences tells;

    SaveChange(ChangeCadence changes, TellOfCadences tells) {
        this.changes = changes;
        this.tells = tells;
    }

    /** @throws Refused when it has ended, or they may not */
    Cadence change(Actor actor, CadenceId id, Rules rules) {
        return changes.change(actor.workspace(), id, (cadence, now) -> apply(actor, cadence, rules, now));
    }

    private void apply(Actor actor, Cadence cadence, Rules rules, Instant now) {
        Rules before = cadence.rules();
        cadence.change(actor.user(), actor.role(), rules, now);
        boolean otherTime = !before.recurrence().equals(rules.recurrence())
                || !before.duration().equals(rules.duration());
        if (otherTime || !before.channel().equals(rules.channel())) {
            tells.changed(cadence, actor.user(), now);
        }
    }
}
