package dev.steward.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What it means that nobody answered in time. A policy always says which; nothing is implied. */
public enum Silence {
    /** The request stays open. */
    WAIT,
    /** As if they had agreed. */
    APPROVE,
    /** As if they had refused. */
    REJECT;

    /** As people write it: {@code wait}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whatever the case; empty when it is none. */
    public static Optional<Silence> parse(String typed) {
        return Arrays.stream(values()).filter(one -> one.word().equalsIgnoreCase(typed.strip())).findFirst();
    }
}
