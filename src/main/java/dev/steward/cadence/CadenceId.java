package dev.steward.cadence;

import java.util.List;
import java.util.UUID;

import dev.steward.slack.Codec;

/** Which cadence: the key of its row, a UUIDv7. */
public record CadenceId(UUID value) {
    static final Codec<CadenceId> CODEC = Codec.of(id -> List.of(id.value()), in -> new CadenceId(in.id()));
}
