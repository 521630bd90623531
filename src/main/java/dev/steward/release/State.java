package dev.steward.release;

import java.util.Locale;
import java.util.Optional;

/** How far a release has come. The names are kept in the database. */
enum State {
    /** Being written. */
    DRAFT,
    /** Waits for its time, its gate or its second person. */
    PLANNED,
    /** Announced. */
    PUBLISHED,
    /** Announced, and taken back. */
    RETRACTED,
    /** Never announced, and never will be. */
    DISCARDED;

    /** What people call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may still be announced. */
    boolean open() {
        return this == DRAFT || this == PLANNED;
    }

    static Optional<State> of(String word) {
        for (State state : values()) {
            if (state.word().equalsIgnoreCase(word.strip())) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
