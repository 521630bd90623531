package dev.steward.schedule;

import java.util.Optional;

import dev.steward.workspace.WorkspaceId;

/**
 * Things whose times were worked out by which days are worked: a bean of the feature, one for each kind. Where a workspace changes those days,
 * all of its things are gone through behind the change, in steps of one short transaction each; a step that fails is made again.
 */
public interface HolidayFollower {
    /** Kept in rows, so it never changes: {@code feature.what}. */
    String name();

    /**
     * Works out some of them anew, or has them looked at again, in the caller's transaction. That takes some tenths of a second at most.
     *
     * @param after where the step before ended, as it answered; empty at first
     * @return where this one ends; empty where nothing is left
     */
    Optional<String> follow(WorkspaceId workspace, String after);
}
