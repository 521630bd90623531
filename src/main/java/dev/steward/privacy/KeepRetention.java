package dev.steward.privacy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
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
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.workspace.WorkspaceId;

/** A ritual of Steward's own: every night it has looked, kind by kind and workspace by workspace, for what is not kept any longer. */
@Component
class KeepRetention implements RitualHandler {
    private static final RitualKey RITUAL = new RitualKey(WorkspaceId.STEWARD, "privacy.retention", new UUID(0, 1));
    private static final Recurrence NIGHTLY = Recurrence.of(LocalDateTime.parse("2026-01-01T02:40"), ZoneOffset.UTC,
            "FREQ=DAILY");

    private final Rituals rituals;
    private final Inventory inventory;
    private final RetentionSettings settings;
    private final Timers timers;
    private final Clock clock;

    KeepRetention(Rituals rituals, Inventory inventory, RetentionSettings settings, Timers timers, Clock clock) {
        this.rituals = rituals;
        this.inventory = inventory;
        this.settings = settings;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void begin() {
        if (rituals.find(RITUAL).isEmpty()) {
            rituals.plan(RITUAL, NIGHTLY, new AfterDowntime.Coalesce());
        }
    }

    @Override
    public String kind() {
        return RITUAL.kind();
    }

    @Override
    public String title(RitualKey ritual) {
        return "What is not kept any longer";
    }

    @Override
    public void hold(RitualOccurrence occurrence) {
        Map<TimerKey, Instant> due = new HashMap<>();
        settings.workspaces().forEach(workspace -> inventory.kinds().stream().filter(kind -> kind.retention() != null)
                .forEach(kind -> due.put(ApplyRetention.of(workspace, kind), clock.instant())));
        timers.set(due);
    }
}
