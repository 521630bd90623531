package dev.steward.cadence;

import java.util.UUID;

/** Which cadence: the key of its row, a UUIDv7. */
public record CadenceId(UUID value) {}
