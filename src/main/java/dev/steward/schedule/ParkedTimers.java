package dev.steward.schedule;

import java.time.Instant;
import java.util.List;

import dev.steward.workspace.WorkspaceId;

/** Timers that kept failing and wait for somebody to look at them. What changes one joins the caller's transaction. */
public interface ParkedTimers {
    /** Those of a workspace, latest first. */
    List<Parked> of(WorkspaceId workspace, int most);

    /** It is tried again at once, as often as a new one. Answers whether it was parked. */
    boolean retry(WorkspaceId workspace, String id);

    /** It is given up. Answers whether it was parked. */
    boolean drop(WorkspaceId workspace, String id);

    /**
     * A timer that is parked.
     *
     * @param id      names it within its workspace; at most 300 characters
     * @param title   what it is about, plain text
     * @param due     when it was to be handled
     * @param failure the first line of what went wrong, for operators
     */
    record Parked(String id, String title, Instant due, Instant failedAt, int failures, String failure) {}
}
