package dev.steward.delivery;

import java.util.Locale;

/** What a delivery is. */
enum Form {
    CARD, NOTICE, FILE;

    /** As the database has it. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Form of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
