package dev.steward.cadence;

/** How a session stands. The names are kept in the database. */
enum SessionState {
    COLLECTING("collecting"), AGENDA_POSTED("agenda posted"), RUNNING("running"), CLOSED("closed"), SKIPPED(
            "skipped"), MOVED("moved"), CANCELLED("cancelled");

    private final String word;

    SessionState(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Whether something can still become of it. */
    boolean open() {
        return this == COLLECTING || this == AGENDA_POSTED || this == RUNNING;
    }

    /** Whether it is still to begin. */
    boolean ahead() {
        return this == COLLECTING || this == AGENDA_POSTED;
    }
}
