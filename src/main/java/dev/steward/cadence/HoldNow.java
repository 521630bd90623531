package dev.steward.cadence;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Rituals;
import dev.steward.slack.Actor;

/** Holds a session besides the planned ones, at once; one at a time, however often it is pressed. */
@Component
class HoldNow {
    private final ChangeCadence changes;
    private final Sessions sessions;
    private final Rituals rituals;

    HoldNow(ChangeCadence changes, Sessions sessions, Rituals rituals) {
        this.changes = changes;
        this.sessions = sessions;
        this.rituals = rituals;
    }

    /** @throws Refused when they may not, it is not active, one is held already, or it has changed since it was shown */
    Cadence begin(Actor by, CadenceSnapshot shown) {
        return changes.change(by.workspace(), shown, (cadence, now) -> {
            cadence.requireHoldingBy(by.user(), by.role());
            boolean another = sessions.open(by.workspace(), shown.id()).stream()
                    .anyMatch(session -> session.due() || !session.state().ahead());
            if (another) {
                throw new Refused("One is held already. Close it before the next one begins.");
            }
            if (!rituals.runNow(HoldSession.ritual(cadence.facts()))) {
                throw new Refused("None could be begun. Please try again in a moment.");
            }
        });
    }
}
