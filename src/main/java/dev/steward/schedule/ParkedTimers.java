package dev.steward.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/** Timers that kept failing and wait for somebody to look at them. What changes one joins the caller's transaction. */
public interface ParkedTimers {
    /** Those of a workspace, latest first. */
    List<Parked> of(WorkspaceId workspace, int most);

    /** It is tried again at once, as often as a new one. Answers whether it was parked. */
    boolean retry(WorkspaceId workspace, Id id);

    /** It is given up. Answers whether it was parked. */
    boolean drop(WorkspaceId workspace, Id id);

    /**
     * Which one of a workspace's timers.
     *
     * @param type the name of its {@link TimerType}, which no feature may have any more
     */
    record Id(UUID subject, String type, String step) {}

    /**
     * A timer that is parked.
     *
     * @param title   what it is about, plain text
     * @param due     when it was to be handled
     * @param failure the first line of what went wrong, for operators
     */
    record Parked(Id id, String title, Instant due, Instant failedAt, int failures, String failure) {}
}
