package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

import org.springframework.stereotype.Component;

import dev.steward.schedule.NoWorkingTime;
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
        return at(workspace, owner, ready, time -> time.next(ready));
    }

    /** @param nudges how often they have heard of it, at least once */
    Instant next(WorkspaceId workspace, UserId owner, int nudges, Instant now) {
        Instant week = now.plus(Duration.ofDays(7));
        return switch (nudges) {
            case 1 -> at(workspace, owner, now.plus(Duration.ofDays(1)), time -> time.plus(now, WorkingAmount.days(1)));
            case 2 -> at(workspace, owner, now.plus(Duration.ofDays(2)), time -> time.plus(now, WorkingAmount.days(2)));
            default -> at(workspace, owner, week, time -> time.next(week));
        };
    }

    /** Whoever never works hears of it all the same. */
    private Instant at(WorkspaceId workspace, UserId owner, Instant otherwise, Function<WorkingTime, Instant> when) {
        try {
            return when.apply(hours.of(workspace, owner));
        } catch (NoWorkingTime never) {
            return otherwise;
        }
    }
}
