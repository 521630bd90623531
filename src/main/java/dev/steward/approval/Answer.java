package dev.steward.approval;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What somebody who was asked said. */
record Answer(Word word, @Nullable String reason, Instant at) {
    enum Word {
        APPROVES, WANTS_CHANGES, BLOCKS,
        /** Blocked, and was overruled; the dissent stays on record. */
        OVERRULED
    }
}
