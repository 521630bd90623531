package dev.steward.initiative;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far an initiative is, in the order phases are gone through. Only gates move an initiative: from any open phase to any other
 * phase, so forwards, past phases it does not need, or back. {@link #DONE} and {@link #STOPPED} are ends.
 */
public enum Phase {
    DISCOVERY, DEFINITION, EXECUTION, VALIDATION, DONE, STOPPED;

    /** As people write it: {@code discovery}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whatever the case; empty when it is no phase. */
    public static Optional<Phase> parse(String typed) {
        return Arrays.stream(values()).filter(phase -> phase.word().equalsIgnoreCase(typed.strip())).findFirst();
    }

    /** Whether there is still something to decide. */
    public boolean isOpen() {
        return this != DONE && this != STOPPED;
    }

    public boolean mayMoveTo(Phase to) {
        return isOpen() && to != this;
    }
}
