package dev.steward.restore;

/** What a module has to do once to a database that was restored from a backup, before anything else is done with it. */
@FunctionalInterface
public interface AfterRestore {
    /** Answers what was done, for the log: "12 messages are looked for"; in a transaction with all else that follows. */
    String take();
}
