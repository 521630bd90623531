package dev.steward.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much may go wrong, the least first. */
public enum Risk {
    LOW, MEDIUM, HIGH;

    /** As people write it: {@code low}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whatever the case; empty when it is no risk. */
    public static Optional<Risk> parse(String typed) {
        return Arrays.stream(values()).filter(risk -> risk.word().equalsIgnoreCase(typed.strip())).findFirst();
    }
}
