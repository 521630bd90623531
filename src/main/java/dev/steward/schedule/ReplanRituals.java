package dev.steward.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/** Works out anew when rituals take place. */
@Component
class ReplanRituals implements HolidayFollower {
    private static final int STEP = 50;

    private final RitualRows rows;
    private final SettleOccurrences settle;
    private final Clock clock;

    ReplanRituals(RitualRows rows, SettleOccurrences settle, Clock clock) {
        this.rows = rows;
        this.settle = settle;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "schedule.ritual";
    }

    @Override
    public Optional<String> follow(WorkspaceId workspace, String after) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Ritual> some = after.isEmpty()
                ? rows.lock(workspace, "", new UUID(0, 0), STEP)
                : rows.lock(workspace, after.substring(0, after.indexOf(' ')),
                        UUID.fromString(after.substring(after.indexOf(' ') + 1)), STEP);
        settle.replan(some, now);
        rows.changed(some, now);
        return some.size() < STEP
                ? Optional.empty()
                : Optional.of(some.getLast().key().kind() + " " + some.getLast().key().subject());
    }
}
