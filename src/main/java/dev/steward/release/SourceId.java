package dev.steward.release;

import java.util.UUID;

/** Which place drafts arrive from. It stands in the address that things are sent to. */
record SourceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
