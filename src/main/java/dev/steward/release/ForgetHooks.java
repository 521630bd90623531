package dev.steward.release;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.schedule.Rituals;
import dev.steward.workspace.WorkspaceId;

/** A ritual of Steward's own: every day it forgets what sources sent more than 90 days ago. What became of it stays. */
@Component
class ForgetHooks implements RitualHandler {
    static final Duration KEPT = Duration.ofDays(90);
    private static final RitualKey RITUAL = new RitualKey(WorkspaceId.STEWARD, "release.forget-hooks", new UUID(0, 0));
    private static final Recurrence DAILY = Recurrence.of(LocalDateTime.parse("2026-01-01T03:43"), ZoneOffset.UTC,
            "FREQ=DAILY");
    private static final int STEP = 1_000;
    private static final int STEPS = 20;

    private final Hooks hooks;
    private final Rituals rituals;
    private final Clock clock;

    ForgetHooks(Hooks hooks, Rituals rituals, Clock clock) {
        this.hooks = hooks;
        this.rituals = rituals;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void begin() {
        if (rituals.find(RITUAL).isEmpty()) {
            rituals.plan(RITUAL, DAILY, new AfterDowntime.Coalesce());
        }
    }

    @Override
    public String kind() {
        return RITUAL.kind();
    }

    @Override
    public String title(RitualKey ritual) {
        return "Forgetting what sources sent long ago";
    }

    /** Not all at once where much has piled up: the rest is for tomorrow. */
    @Override
    public void hold(RitualOccurrence occurrence) {
        Instant before = clock.instant().minus(KEPT);
        for (int step = 0; step < STEPS && hooks.forget(before, STEP) == STEP; step++) {
            // the next step
        }
    }
}
