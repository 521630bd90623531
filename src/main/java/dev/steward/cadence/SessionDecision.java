package dev.steward.cadence;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * What a session decided.
 *
 * @param item  what was talked about; null for nothing in particular
 * @param words as typed, 1 to {@link #LONGEST} characters
 */
record SessionDecision(UUID id, SessionId session, @Nullable ItemId item, String words, UserId by, Instant at) {
    static final int LONGEST = 1_000;

    /** @throws Refused when nothing is said, or too much */
    SessionDecision {
        words = words.strip();
        if (words.isEmpty()) {
            throw new Refused("Please say what was decided.");
        }
        if (words.length() > LONGEST) {
            throw new Refused("Please say it in " + LONGEST + " characters.");
        }
    }
}
