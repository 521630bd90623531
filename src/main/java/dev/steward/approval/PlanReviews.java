package dev.steward.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Deadlines;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingHours;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Says when a prediction comes back to be scored: on its day at nine where the requester is, or when they work next. */
@Component
class PlanReviews {
    static final TimerType REVIEW = new TimerType("approval.review");
    private static final LocalTime NINE = LocalTime.of(9, 0);

    private final Timers timers;
    private final Members members;
    private final WorkingHours hours;

    PlanReviews(Timers timers, Members members, WorkingHours hours) {
        this.timers = timers;
        this.members = members;
        this.hours = hours;
    }

    /** In the transaction that records the decision. What was rejected did not happen, and has nothing to come true. */
    void plan(Decision decision, UserId requester) {
        LocalDate day = decision.review();
        if (day != null && decision.outcome().approved()) {
            plan(decision, requester, day);
        }
    }

    void plan(Decision decision, UserId requester, LocalDate day) {
        timers.set(REVIEW.of(decision.workspace(), decision.id()), due(decision.workspace(), requester, day));
    }

    private Instant due(WorkspaceId workspace, UserId requester, LocalDate day) {
        ZoneId zone = members.zone(workspace, requester);
        return Deadlines.next(hours.of(workspace, requester), day.atTime(NINE).atZone(zone).toInstant());
    }
}
