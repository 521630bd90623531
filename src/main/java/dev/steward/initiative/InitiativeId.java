package dev.steward.initiative;

import java.util.UUID;

/** Which initiative. */
public record InitiativeId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
