package dev.steward.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.WorkspaceId;

/**
 * One outgoing message, claimed for sending.
 *
 * @param recipient as in the table: {@code C1}, {@code C1/ts}, {@code C1@U1}, {@code @U1} or {@code >digest}
 * @param message   a notice's words, or those said with a file, as JSON; null for a card
 * @param mergeRule of a notice that may become one with others; null: it stands alone
 * @param address   an encrypted {@code response_url}
 * @param revision  what was claimed: a touch meanwhile makes it greater
 * @param claim     tells this claim from any other of the same row
 * @param uncertain whether an earlier attempt may have reached Slack unrecorded
 * @param triedAt   the first attempt, by Steward's clock
 * @param waitingFor how many seconds it has waited for its turn or for Slack
 * @param underWay  how long a call of a former sender may still be on its way
 * @param ts        where the card stands already
 */
record Delivery(UUID id, WorkspaceId workspace, UUID thing, Form form, String label, String recipient, String lane,
        @Nullable String message, @Nullable String mergeRule, @Nullable String address, long revision, Instant claim,
        int attempts, boolean uncertain, Instant triedAt, long waitingFor, Duration underWay, @Nullable String channel,
        @Nullable String ts, @Nullable String hash) {
    boolean card() {
        return form == Form.CARD;
    }

    Lane.Way way() {
        return new Lane(workspace, lane).way();
    }
}
