package dev.steward.schedule;

import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The features that have rituals; asked for when needed, because they need {@link Rituals} themselves. */
@Component
class RitualHandlers {
    private final ObjectProvider<RitualHandler> handlers;

    RitualHandlers(ObjectProvider<RitualHandler> handlers) {
        this.handlers = handlers;
    }

    Stream<RitualHandler> all() {
        return handlers.stream();
    }

    Optional<RitualHandler> of(RitualKey ritual) {
        return handlers.stream().filter(handler -> handler.kind().equals(ritual.kind())).findFirst();
    }

    RitualHandler require(RitualKey ritual) {
        return of(ritual).orElseThrow(
                () -> new IllegalStateException("No feature has rituals of kind " + ritual.kind()));
    }

    HolidayCalendar holidays(RitualKey ritual) {
        return of(ritual).map(handler -> handler.holidays(ritual)).orElse(HolidayCalendar.NONE);
    }
}
