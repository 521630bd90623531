package dev.steward.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A request's outcome as it was recorded, and what became of its prediction.
 *
 * @param round    the request's: one that is reopened may come to another decision
 * @param dissents who was overruled, and why they had blocked
 * @param score    null while it is open whether the prediction came true, or there is none
 */
record Decision(UUID id, WorkspaceId workspace, long number, RequestId request, int round, Outcome outcome,
        List<Dissent> dissents, @Nullable String prediction, @Nullable LocalDate review, @Nullable Instant askedAt,
        @Nullable Score score, long logNumber) {
    String reference() {
        return "DEC-" + number;
    }

    record Dissent(UserId by, @Nullable String reason) {}

    /** @param learned in the requester's words; null for none */
    record Score(CameTrue cameTrue, @Nullable String learned, Instant at) {}

    enum CameTrue {
        YES("yes"), PARTLY("partly"), NO("no"), TOO_EARLY("too early");

        private final String word;

        CameTrue(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
