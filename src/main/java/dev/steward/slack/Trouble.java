package dev.steward.slack;

/** The kinds of failure that people are told of in different words, see {@link Diagnosis}. */
enum Trouble {
    /** There was no room, or no connection, for longer than a request may wait: nothing was begun. */
    BUSY,
    /** The database could not be reached, or not in time: nothing is done. */
    DATABASE_AWAY,
    /** The database has no room left on its disk: nothing is done. */
    DATABASE_FULL,
    /** A commit was not answered: it may be done. */
    IN_DOUBT,
    /** Steward's own fault: nothing is done. */
    OURS
}
