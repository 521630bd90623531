package dev.steward.release;

import java.util.UUID;

/** Which audience. */
record AudienceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
