package dev.steward.cadence;

import java.util.UUID;

/** Which item of an agenda: the key of its row, a UUIDv7. */
record ItemId(UUID value) {}
