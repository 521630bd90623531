package dev.steward.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** Holds an occurrence that is owed: the feature's work and the record of it are one transaction. */
@Component
class HoldOccurrence implements TimerHandler {
    private final RitualRows rows;
    private final RitualHandlers handlers;

    HoldOccurrence(RitualRows rows, RitualHandlers handlers) {
        this.rows = rows;
        this.handlers = handlers;
    }

    @Override
    public TimerType type() {
        return SettleOccurrences.HELD;
    }

    @Override
    public String title(TimerKey timer) {
        Optional<Ritual> ritual = rows.find(timer.subject());
        return ritual.flatMap(found -> handlers.of(found.key()).map(handler -> handler.title(found.key())))
                .orElse("A ritual that is gone");
    }

    /** It may read and write much, and nobody shall wait behind it. */
    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        var found = rows.find(timer.subject());
        var owed = rows.owed(timer.subject(), LocalDateTime.parse(timer.step()));
        if (found.isEmpty() || owed.isEmpty()) {
            return;
        }
        RitualKey key = found.get().key();
        var one = owed.get();
        handlers.require(key).hold(new RitualOccurrence(key, one.planned(), one.at(), timer.now(), one.coalesced()));
        rows.held(one, timer.now());
    }
}
