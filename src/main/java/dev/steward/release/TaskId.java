package dev.steward.release;

import java.util.UUID;

/** Which launch task. */
record TaskId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
