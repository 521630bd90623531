package dev.steward.slack;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import dev.steward.transaction.CommitInDoubt;

/** What kind of {@link Trouble} a failure is. */
final class Diagnosis {
    private static final int DEEPEST = 20;
    /** HikariCP: {@code Connection is not available, request timed out after 1500ms (total=20, active=20, idle=0, waiting=7)}. */
    private static final Pattern NONE_TO_GIVE = Pattern
            .compile("\\(total=\\d+, active=(\\d+), idle=\\d+, waiting=\\d+\\)");

    private final int connections;

    /** @param connections that the pool has at most */
    Diagnosis(int connections) {
        this.connections = connections;
    }

    /**
     * As {@link #of(Throwable)}, of a request that may have been given up: then its connection is closed under it, which looks like a
     * database that is gone.
     */
    Trouble of(Throwable failure, boolean givenUp) {
        Trouble trouble = of(failure);
        if (!givenUp) {
            return trouble;
        }
        return switch (trouble) {
            case DATABASE_AWAY -> Trouble.LATE;
            case IN_DOUBT -> Trouble.LATE_COMMIT;
            default -> trouble;
        };
    }

    Trouble of(@Nullable Throwable failure) {
        Trouble trouble = Trouble.OURS;
        int depth = 0;
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            if (each instanceof CommitInDoubt) {
                return Trouble.IN_DOUBT;
            }
            if (each instanceof Bulkhead.Full || isBusy(each)) {
                return Trouble.BUSY;
            }
            if (isFull(each)) {
                return Trouble.DATABASE_FULL;
            }
            if (isAway(each)) {
                trouble = Trouble.DATABASE_AWAY;
            }
        }
        return trouble;
    }

    /**
     * All connections are in use. Where there are fewer than there may be, the pool could not make another: it tells the cause to the
     * first who asks only.
     */
    private boolean isBusy(Throwable failure) {
        if (!(failure instanceof SQLTransientConnectionException) || failure.getCause() != null) {
            return false;
        }
        Matcher pool = NONE_TO_GIVE.matcher(String.valueOf(failure.getMessage()));
        return !pool.find() || Integer.parseInt(pool.group(1)) >= connections;
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
