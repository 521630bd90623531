package dev.steward.slack;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a button, a chosen option, a form or an address says that it is about. Whoever sends it could have made it up: what it names
 * is looked for in their workspace, and what they may do with it is asked there.
 */
public final class Claims {
    private Claims() {}

    /** The id that is claimed, without what surrounds it; empty for null and for whatever is none. */
    public static Optional<UUID> id(@Nullable String value) {
        try {
            return value == null ? Optional.empty() : Optional.of(UUID.fromString(value.strip()));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
