package dev.steward.schedule;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class ReplanForHolidays {
    private final Rituals rituals;

    ReplanForHolidays(Rituals rituals) {
        this.rituals = rituals;
    }

    @EventListener
    void on(HolidaysChanged changed) {
        rituals.holidaysChanged(changed.workspace());
    }
}
