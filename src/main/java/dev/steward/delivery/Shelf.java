package dev.steward.delivery;

/** The three lists of what did not arrive, or not yet. */
enum Shelf {
    HELD, FAILED, WAITING;

    /** As the database has it. */
    String state() {
        return switch (this) {
            case HELD -> "held";
            case FAILED -> "failed";
            case WAITING -> "pending";
        };
    }
}
