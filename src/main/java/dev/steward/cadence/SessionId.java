package dev.steward.cadence;

import java.util.UUID;

/** Which session: the key of its row, a UUIDv7. */
public record SessionId(UUID value) {}
