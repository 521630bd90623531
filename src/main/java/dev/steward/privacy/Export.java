package dev.steward.privacy;

import java.time.Instant;
import java.util.UUID;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * An export of everything of a workspace, for the admin who asked for it.
 *
 * @param number   of its reference, {@code EX-3}
 * @param attempts how often it was begun
 */
record Export(UUID id, WorkspaceId workspace, long number, State state, UserId askedBy, Instant askedAt, int attempts) {
    enum State {
        MAKING,
        /** Delivery has the file. */
        SENT, FAILED
    }

    /**
     * What was made.
     *
     * @param tables how many tables are in it
     * @param size   of the zip, in bytes
     * @param sha256 of the zip, 64 lower-case hexadecimal digits
     */
    record Made(long rows, int tables, long size, String sha256, Instant at) {}

    String reference() {
        return "EX-" + number;
    }
}
