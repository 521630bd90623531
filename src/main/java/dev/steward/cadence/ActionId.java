package dev.steward.cadence;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Claims;

record ActionId(UUID value) {
    /** The id that is claimed; empty for whatever is none. */
    static Optional<ActionId> parse(@Nullable String value) {
        return Claims.id(value).map(ActionId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
