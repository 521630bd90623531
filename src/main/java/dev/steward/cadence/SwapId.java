package dev.steward.cadence;

import java.util.List;
import java.util.UUID;

import dev.steward.slack.Codec;

record SwapId(UUID value) {
    static final Codec<SwapId> CODEC = Codec.of(id -> List.of(id.value()), in -> new SwapId(in.id()));

    @Override
    public String toString() {
        return value.toString();
    }
}
