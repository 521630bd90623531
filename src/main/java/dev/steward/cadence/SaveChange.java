package dev.steward.cadence;

import java.time.Instant;

import org.springframework.stereotype.Component;

import dev.steward.cadence.FormMemory.Changes;
import dev.steward.slack.Actor;

/** Saves what somebody changed of a cadence, and tells its channel where others would otherwise be surprised. */
@Component
class SaveChange {
    private final ChangeCadence changes;
    private final TellOfCadences tells;
    private final CadenceJson json;

    SaveChange(ChangeCadence changes, TellOfCadences tells, CadenceJson json) {
        this.changes = changes;
        this.tells = tells;
        this.json = json;
    }

    /** Of what a form shows of a cadence: what a session skipped or moved changes is no change of what people chose. */
    String mark(Cadence cadence) {
        Rules rules = cadence.rules();
        return Integer.toHexString(json.write(rules.recurring(Following.rule(rules.recurrence()))).hashCode());
    }

    /**
     * Saves it where it is as it was shown.
     *
     * @throws Outdated when somebody else changed it since
     * @throws Refused  when it has ended, or they may not
     */
    Cadence change(Actor actor, Changes shown, Rules rules) {
        return changes.change(actor.workspace(), shown.cadence(), (cadence, now) -> {
            if (!shown.mark().equals(mark(cadence))) {
                throw new Outdated("*Somebody else changed this review while you were here.*");
            }
            apply(actor, cadence, rules, now);
        });
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
