package dev.steward.cadence;

import java.util.Locale;

/** How a cadence stands. The names are kept in the database. */
enum CadenceState {
    ACTIVE, PAUSED, ENDED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
