package dev.steward.cadence;

import java.util.UUID;

record AskId(UUID value) {}
