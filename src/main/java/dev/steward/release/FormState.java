package dev.steward.release;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the form remembers beside its fields, in Slack's private metadata: ids alone, so that it is never too long.
 *
 * @param writing the working copy that keeps what is typed
 * @param turn    counts how often its fields were filled anew; fields of another turn have other ids
 * @param release the one it changes; null for a new one
 */
record FormState(UUID writing, int turn, @Nullable ReleaseId release) {
    String write() {
        return writing + " " + turn + (release == null ? "" : " " + release);
    }

    /** Empty for what is not of this form. */
    static Optional<FormState> read(@Nullable String metadata) {
        String[] parts = metadata == null ? new String[0] : metadata.split(" ", -1);
        try {
            return parts.length == 2 || parts.length == 3
                    ? Optional.of(new FormState(UUID.fromString(parts[0]), Integer.parseInt(parts[1]),
                            parts.length == 2 ? null : new ReleaseId(UUID.fromString(parts[2]))))
                    : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
