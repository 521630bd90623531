package dev.steward.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** Tells a feature of an occurrence that was missed and is not held. */
@Component
class PassOver implements TimerHandler {
    static final TimerType MISSED = new TimerType("schedule.missed");

    private final RitualRows rows;
    private final RitualHandlers handlers;

    PassOver(RitualRows rows, RitualHandlers handlers) {
        this.rows = rows;
        this.handlers = handlers;
    }

    @Override
    public TimerType type() {
        return MISSED;
    }

    @Override
    public String title(TimerKey timer) {
        Optional<Ritual> ritual = rows.find(timer.subject());
        return ritual.flatMap(found -> handlers.of(found.key()).map(handler -> handler.title(found.key())))
                .orElse("A ritual that is gone");
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        LocalDateTime planned = LocalDateTime.parse(timer.step());
        rows.find(timer.subject()).ifPresent(ritual -> rows.missed(ritual.id(), planned)
                .ifPresent(missed -> handlers.require(ritual.key()).missed(ritual.key(), planned, missed.at(),
                        missed.coalesced(), timer.now())));
    }
}
