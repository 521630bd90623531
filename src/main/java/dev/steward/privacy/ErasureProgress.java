package dev.steward.privacy;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How far an erasure, or the count before it, is: it goes on from here, on whichever instance.
 *
 * @param phase what is gone through now
 * @param table the table that is gone through; null: the first
 * @param after the key of the last row that was looked at; null: none yet
 * @param log   the number of the last entry of the decision log that was looked at
 * @param pass  which time it goes through everything: what was written meanwhile is found by the next
 * @param found how many rows this pass has changed
 */
record ErasureProgress(Phase phase, @Nullable String table, @Nullable List<String> after, long log, int pass,
        long found) {
    /** In this order. */
    enum Phase {
        THING, TABLES, LOG, OVER
    }

    static final ErasureProgress BEGIN = new ErasureProgress(Phase.THING, null, null, 0, 1, 0);

    ErasureProgress tables() {
        return new ErasureProgress(Phase.TABLES, null, null, 0, pass, found);
    }

    ErasureProgress table(@Nullable String other, @Nullable List<String> key, int rows) {
        return other == null
                ? new ErasureProgress(Phase.LOG, null, null, 0, pass, found + rows)
                : new ErasureProgress(Phase.TABLES, other, key, 0, pass, found + rows);
    }

    ErasureProgress log(long last, int entries, boolean over) {
        return new ErasureProgress(over ? Phase.OVER : Phase.LOG, null, null, last, pass, found + entries);
    }

    ErasureProgress again() {
        return new ErasureProgress(Phase.TABLES, null, null, 0, pass + 1, 0);
    }
}
