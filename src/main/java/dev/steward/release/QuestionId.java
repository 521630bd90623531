package dev.steward.release;

import java.util.UUID;

/** Which question about a release. */
record QuestionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
