package dev.steward.approval;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * Something that happened to a request: kept as its history, and told to whom it concerns.
 *
 * @param by    who did it; null: time, or a change elsewhere
 * @param stage the stage's name; null where it is about the whole request
 * @param to    whom it concerns: who is asked, reminded, told, handed to
 * @param about whose silence, absence or block it is about
 * @param words the reason, question or answer, as it was typed
 */
record Happening(Kind kind, @Nullable UserId by, Instant at, @Nullable String stage, List<UserId> to,
        List<UserId> about, @Nullable String words) {
    Happening {
        to = List.copyOf(to);
        about = List.copyOf(about);
    }

    enum Kind {
        OPENED, ASKED, APPROVED, CHANGES_REQUESTED, BLOCKED, OVERRULED, UPHELD, DELEGATED, HANDED_OVER, LAPSED, QUESTION, ANSWER, REMINDED, CLIMBED, TIME_UP, NEEDED_NOW, STAGE_PASSED, DECIDED, WITHDRAWN, RESUBMITTED, REOPENED
    }
}
