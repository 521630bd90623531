package dev.steward.schedule;

import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceErasure;
import dev.steward.workspace.WorkspaceId;

/** The Quartz triggers of a workspace that left, whose rituals take place no more. */
@Component
class UnscheduleRituals implements WorkspaceErasure {
    /** Quartz locks its triggers for the whole cluster meanwhile. */
    private static final int STEP = 25;

    private final RitualRows rows;
    private final WakeRituals wake;

    UnscheduleRituals(RitualRows rows, WakeRituals wake) {
        this.rows = rows;
        this.wake = wake;
    }

    @Override
    public boolean erase(WorkspaceId workspace) {
        List<UUID> some = rows.stopSome(workspace, STEP);
        some.forEach(ritual -> wake.at(ritual, null));
        return !some.isEmpty();
    }
}
