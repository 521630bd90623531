package dev.steward.slack;

/** The kinds of failure that people are told of in different words, see {@link Diagnosis}. */
enum Trouble {
    /** There was no room, or no connection, for longer than a request may wait: nothing was begun. */
    BUSY,
    /** It was given up because Slack waits no longer: nothing is done. */
    LATE,
    /** It was given up during its commit: it may be done. */
    LATE_COMMIT,
    /** The database could not be reached: nothing is done. */
    DATABASE_AWAY,
    /** The database has no room left on its disk: nothing is done. */
    DATABASE_FULL,
    /** A commit was not answered: it may be done. */
    IN_DOUBT,
    /** Steward's own fault: nothing is done. */
    OURS
}
