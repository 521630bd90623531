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

    /** What somebody did to it meanwhile, for whoever still sees it as it was: mrkdwn. */
    String sentence() {
        return (by == null ? "Steward" : by.mention()) + switch (kind) {
            case CREATED -> " set it up";
            case CHANGED, REPLANNED, TURNED -> " changed it";
            case PAUSED -> " paused it";
            case RESUMED -> " resumed it";
            case ENDED -> " ended it";
            case HANDED_OVER -> to == null || to.equals(by) ? " took it over" : " handed it over to " + to.mention();
        } + " meanwhile.";
    }
}
