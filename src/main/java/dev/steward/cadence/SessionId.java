package dev.steward.cadence;

import java.util.List;
import java.util.UUID;

import dev.steward.slack.Codec;

/** Which session: the key of its row, a UUIDv7. */
public record SessionId(UUID value) {
    static final Codec<SessionId> CODEC = Codec.of(id -> List.of(id.value()), in -> new SessionId(in.id()));
}
