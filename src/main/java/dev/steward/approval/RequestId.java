package dev.steward.approval;

import java.util.UUID;

/** An approval request's key. */
public record RequestId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
