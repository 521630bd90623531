package dev.steward.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claimed rows that are handled in one transaction as long as all goes well (ADR 8). One that fails undoes them all and is to be handled
 * apart; the others are due as before.
 *
 * @param <R> a row
 */
final class SharedCommit<R> {
    /** How many rows are claimed at a time. */
    static final int MOST = 50;
    /** What took this long commits what it has done, so that nobody waits long behind slow handlers. */
    private static final Duration LONGEST = Duration.ofMillis(50);
    /**
     * A handler that meets a lock gives way, so that whoever holds it and waits for a row of the group is not the one whom the database
     * chooses to end the deadlock, after a second.
     */
    static final Duration LOCK_WAIT = Duration.ofMillis(100);

    private final List<R> handled = new ArrayList<>();
    private final List<R> apart = new ArrayList<>();
    private long end;
    private int met;
    private @Nullable Throwable failure;

    private SharedCommit() {}

    /**
     * @param work claims rows and handles them
     * @return what became of them
     * @throws RuntimeException when the transaction failed before any row was handled
     */
    static <R> SharedCommit<R> of(TransactionTemplate transaction,
            BiConsumer<SharedCommit<R>, TransactionStatus> work) {
        var shared = new SharedCommit<R>();
        try {
            transaction.executeWithoutResult(status -> work.accept(shared, status));
        } catch (Undone undone) {
            shared.handled.clear();
        } catch (RuntimeException commitFailed) {
            if (shared.handled.isEmpty()) {
                throw commitFailed;
            }
            shared.failure = commitFailed;
            shared.apart.addAll(shared.handled);
            shared.handled.clear();
        }
        return shared;
    }

    /** Notes what was claimed; from now on it is to be quick. */
    List<R> claimed(List<R> rows) {
        met += rows.size();
        end = System.nanoTime() + LONGEST.toNanos();
        return rows;
    }

    /** Leaves a row to be handled apart, though nothing is wrong. */
    void leave(R row) {
        apart.add(row);
    }

    /** Handles a row; when that fails, the transaction ends and all it did is undone. */
    void handle(R row, Consumer<R> work) {
        try {
            work.accept(row);
        } catch (Throwable e) {
            failure = e;
            apart.clear();
            apart.add(row);
            throw new Undone(e);
        }
        handled.add(row);
    }

    /** Whether it is time to commit. */
    boolean tookLong() {
        return System.nanoTime() - end > 0;
    }

    /** What was handled and committed. */
    List<R> handled() {
        return handled;
    }

    /** What is still to be handled, each by itself. */
    List<R> apart() {
        return apart;
    }

    /** How many rows were claimed. */
    int met() {
        return met;
    }

    /** Why it was undone; null when it was not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private static final class Undone extends RuntimeException {
        Undone(Throwable cause) {
            super(cause);
        }
    }
}
