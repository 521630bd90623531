package dev.steward.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of what is asked for. Rules look at all but {@link #WORDS}; a change of any of them may ask approvers again. */
public enum Dimension {
    AREA, PHASE, TIER, COST, RISK, AUDIENCE,
    /** What is asked, and the options that were considered. */
    WORDS;

    /** As people write it: {@code area}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whatever the case; empty when it is no part of what is asked for. */
    public static Optional<Dimension> parse(String typed) {
        return Arrays.stream(values()).filter(one -> one.word().equalsIgnoreCase(typed.strip())).findFirst();
    }
}
