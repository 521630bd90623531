package dev.steward.schedule;

import java.util.UUID;

public record AbsenceId(UUID value) {}
