package dev.steward.cadence;

import java.util.UUID;

record SwapId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
