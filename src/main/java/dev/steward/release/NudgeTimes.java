package dev.steward.release;

import java.time.Duration;
import java.time.Instant;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Deadlines;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingHours;
import dev.steward.schedule.WorkingTime;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** When an owner hears of a draft that waits: when it is ready, after one and after three working days, then every week. */
@Component
class NudgeTimes {
    private final WorkingHours hours;

    NudgeTimes(WorkingHours hours) {
        this.hours = hours;
    }

    Instant first(WorkspaceId workspace, UserId owner, Instant ready) {
        return Deadlines.next(hours.of(workspace, owner), ready);
    }

    /** @param nudges how often they have heard of it, at least once */
    Instant next(WorkspaceId workspace, UserId owner, int nudges, Instant now) {
        WorkingTime working = hours.of(workspace, owner);
        return switch (nudges) {
            case 1 -> Deadlines.after(working, now, WorkingAmount.days(1));
            case 2 -> Deadlines.after(working, now, WorkingAmount.days(2));
            default -> Deadlines.next(working, now.plus(Duration.ofDays(7)));
        };
    }
}
