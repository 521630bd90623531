package dev.steward.release;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * Something that happened to a release: kept as its history, and told to whom it concerns.
 *
 * @param by    who did it; null: time, a gate, or Steward
 * @param to    whom it concerns: who is asked, or has it now
 * @param words the reason as it was typed, or the decision's reference
 */
record Happening(Kind kind, @Nullable UserId by, Instant at, List<UserId> to, @Nullable String words) {
    Happening {
        to = List.copyOf(to);
    }

    /** The names are kept in the database. */
    enum Kind {
        DRAFTED, EDITED, PLANNED, SECOND_ASKED, AGREED, SENT_BACK, WAITS_FOR_SECOND, NEEDS_SECOND, GATE_SAID_NO, GOES_NOWHERE, CALLED_BACK, PUBLISHED, RETRACTED, DISCARDED, HANDED_OVER, SKIPPED
    }
}
