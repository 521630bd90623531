package dev.steward.cadence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * Something that happened to a cadence.
 *
 * @param by null: Steward
 * @param to whom it concerns: who has it now
 */
record CadenceHappening(Kind kind, @Nullable UserId by, Instant at, @Nullable UserId to) {
    /** The names are kept in the database. {@link #REPLANNED} is one session skipped or moved, {@link #TURNED} a change of rotation. */
    enum Kind {
        CREATED, CHANGED, REPLANNED, TURNED, PAUSED, RESUMED, ENDED, HANDED_OVER
    }
}
