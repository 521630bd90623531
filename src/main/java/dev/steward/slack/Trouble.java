package dev.steward.slack;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import dev.steward.transaction.CommitInDoubt;

/** The kinds of failure that people are told of in different words. */
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
    OURS;

    private static final int DEEPEST = 20;

    static Trouble of(@Nullable Throwable failure) {
        Trouble trouble = OURS;
        int depth = 0;
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            if (each instanceof CommitInDoubt) {
                return IN_DOUBT;
            }
            if (each instanceof Bulkhead.Full || isBusy(each)) {
                return BUSY;
            }
            if (isFull(each)) {
                return DATABASE_FULL;
            }
            if (isAway(each)) {
                trouble = DATABASE_AWAY;
            }
        }
        return trouble;
    }

    /** The pool has no connection to give; where it could not make one it says why. */
    private static boolean isBusy(Throwable failure) {
        return failure instanceof SQLTransientConnectionException && failure.getCause() == null;
    }

    /** 53100: disk full. */
    private static boolean isFull(Throwable failure) {
        return failure instanceof SQLException sql && "53100".equals(sql.getSQLState());
    }

    private static boolean isAway(Throwable failure) {
        if (failure instanceof DataAccessResourceFailureException || failure instanceof CannotCreateTransactionException
                || failure instanceof QueryTimeoutException || failure instanceof TransactionSystemException) {
            // the last is a rollback that failed for want of a connection, and hides what failed before it
            return true;
        }
        // 08: no connection; 57P0x: shut down, crashed, starting; 53300: too many connections
        return failure instanceof SQLException sql && sql.getSQLState() != null && (sql.getSQLState().startsWith("08")
                || sql.getSQLState().startsWith("57P0") || sql.getSQLState().equals("53300"));
    }
}
