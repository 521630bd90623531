package dev.steward.release;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Which launch task. */
record TaskId(UUID value) {
    /** Empty for anything that is not one. */
    static Optional<TaskId> parse(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new TaskId(UUID.fromString(text.strip())));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
