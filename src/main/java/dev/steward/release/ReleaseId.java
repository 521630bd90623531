package dev.steward.release;

import java.util.UUID;

/** Which release. */
public record ReleaseId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
