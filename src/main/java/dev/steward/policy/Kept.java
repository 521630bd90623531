package dev.steward.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * One line of a workspace's history of policies.
 *
 * @param restored   of which earlier version it is a copy; null unless it was restored
 * @param redactions how often somebody was taken out of it, who was erased
 */
record Kept(UUID id, long number, Origin origin, @Nullable Long restored, @Nullable UserId by, Instant at,
        int redactions) {

    /** How a version came about. */
    enum Origin {
        DEFAULT, EDITED, IMPORTED, RESTORED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Origin of(String word) {
            return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst().orElseThrow();
        }
    }
}
