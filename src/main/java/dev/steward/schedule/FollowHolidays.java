package dev.steward.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/**
 * Goes through all that was worked out by the days that a workspace works, once it has changed those: each {@link HolidayFollower} has a
 * timer, which sets the next one, so that neither the change nor anybody else's timers wait for thousands of them.
 */
@Component
class FollowHolidays implements TimerHandler {
    static final TimerType STEP = new TimerType("schedule.holidays");
    /** By then all instances know of the change, and whoever was just planning something by the days as they were is done with it. */
    static final Duration BEHIND = Duration.ofSeconds(3);

    private final ObjectProvider<HolidayFollower> followers;
    private final Timers timers;
    private final Clock clock;

    FollowHolidays(ObjectProvider<HolidayFollower> followers, Timers timers, Clock clock) {
        this.followers = followers;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener
    void on(HolidaysChanged changed) {
        Instant due = clock.instant().plus(BEHIND);
        Map<TimerKey, Instant> first = followers.stream()
                .collect(Collectors.toMap(follower -> step(changed.workspace(), follower, ""), follower -> due));
        timers.set(first);
    }

    @Override
    public TimerType type() {
        return STEP;
    }

    @Override
    public String title(TimerKey timer) {
        return "What follows from other holidays";
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public boolean followsUp() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        WorkspaceId workspace = timer.workspace();
        String[] step = timer.key().step().split(" ", 2);
        followers.stream().filter(follower -> follower.name().equals(step[0])).findFirst()
                .ifPresent(follower -> follower.follow(workspace, step[1])
                        .ifPresent(reached -> timers.set(step(workspace, follower, reached), timer.now())));
    }

    private static TimerKey step(WorkspaceId workspace, HolidayFollower follower, String after) {
        return STEP.of(workspace, workspace.value(), follower.name() + " " + after);
    }
}
