package dev.steward.schedule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * Things to be looked at again later. Every method joins the caller's transaction, and fails at once with an
 * {@link IllegalStateException} where there is none. When a timer is due its type's {@link TimerHandler} is called, and the timer
 * is gone with the same commit. A method that meets a timer being handled at that moment waits until it is done.
 */
public interface Timers {
    /**
     * From now on this timer is due then, whether it was there before, was due at another time, or was parked. An instant that has
     * passed is due at once. Kept to the microsecond.
     */
    void set(TimerKey timer, Instant due);

    /** As above, for many at once. */
    void set(Map<TimerKey, Instant> timers);

    /** As {@link #set(TimerKey, Instant)}, if the timer is there; answers whether it was. One that was handled is not there. */
    boolean move(TimerKey timer, Instant due);

    /** Answers whether it was there. */
    boolean cancel(TimerKey timer);

    /** Cancels whatever the subject has, of every type; answers how many. */
    int cancelAll(WorkspaceId workspace, UUID subject);

    /** When it is due, or was when it is parked; empty when there is none. */
    Optional<Instant> due(TimerKey timer);

    /** Whether it kept failing, and waits for somebody to look at it ({@link ParkedTimers}). Needs no transaction. */
    boolean parked(TimerKey timer);
}
