package dev.steward.approval;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * How a request ended in a decision.
 *
 * @param by     whose word was the last one needed; null: nobody's
 * @param reason as it was typed; the rule's own words where it let the requester decide alone
 */
record Outcome(boolean approved, How how, @Nullable UserId by, @Nullable String reason, Instant at) {
    enum How {
        /** Those who were asked agreed. */
        AGREED,
        /** The policy lets the requester decide alone. */
        AUTONOMOUS,
        /** Nobody answered in time, and the policy says what that means. */
        SILENCE,
        /** Somebody ruled on a block. */
        RULING
    }

    String word() {
        return approved ? "approved" : "rejected";
    }
}
