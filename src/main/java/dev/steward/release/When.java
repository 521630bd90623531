package dev.steward.release;

import java.time.Instant;

import dev.steward.initiative.InitiativeId;

/** When a release goes out. */
sealed interface When {
    /** As soon as somebody says so. */
    record Now() implements When {}

    record At(Instant at) implements When {}

    /**
     * When a gate approves an initiative.
     *
     * @param gate the gate's name
     */
    record OnGate(String gate, InitiativeId initiative) implements When {}
}
