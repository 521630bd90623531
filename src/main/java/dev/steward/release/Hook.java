package dev.steward.release;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * One thing that was sent, its signature good.
 *
 * @param key      names the sending at its source: a second one is answered as the first was
 * @param headers  those that matter, by their names in lower case
 * @param came     what came of it, last
 * @param replayed who had it looked at again, and when; null: nobody
 */
record Hook(UUID id, WorkspaceId workspace, SourceId source, String key, Instant receivedAt,
        Map<String, String> headers, Came came, @Nullable Replayed replayed) {

    record Replayed(UserId by, Instant at) {}

    /** The names are kept in the database. */
    enum Outcome {
        /** It changed something, or said what was known. */
        TAKEN,
        /** It is well made and no news. */
        IGNORED,
        /** It cannot be taken as it is. */
        REFUSED,
        /** Something went wrong here. */
        FAILED;

        /** What people call it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What came of it.
     *
     * @param reason   a sentence, plain text
     * @param status   what was answered, of HTTP
     * @param mistakes a sentence for each place, by its JSON pointer
     * @param release  the draft it went to; null: none
     */
    record Came(Outcome outcome, String reason, int status, Map<String, String> mistakes,
            @Nullable ReleaseId release) {
        Came(Outcome outcome, String reason, int status) {
            this(outcome, reason, status, Map.of(), null);
        }
    }
}
