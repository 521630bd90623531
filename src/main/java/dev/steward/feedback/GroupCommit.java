package dev.steward.feedback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import dev.steward.transaction.CommitInDoubt;

/**
 * A group commit: those who come while a transaction is being flushed share the next one. A thread of its own does the work of all, so
 * that nobody's deadline ends it for the others: who is interrupted leaves, before the work begins with nothing done, and after that not
 * knowing how it ends. Work that everybody has left is interrupted.
 */
final class GroupCommit<T, R> {
    private static final int MOST = 64;
    /** What interrupted work may take to say itself how it ended. */
    private static final long LAST_WORD = TimeUnit.MILLISECONDS.toNanos(150);

    private final Function<List<T>, List<R>> work;
    /** Guards itself, and all below. */
    private final Queue<Ticket<T, R>> waiting = new ArrayDeque<>();
    private List<Ticket<T, R>> served = List.of();
    private @Nullable Thread serving;

    /** @param work does all or nothing, and answers in the order it was asked */
    GroupCommit(Function<List<T>, List<R>> work) {
        this.work = work;
    }

    /**
     * Answers what the work made of {@code one}, or throws what it threw.
     *
     * @throws QueryTimeoutException when the caller was interrupted before the work began: nothing is done
     * @throws CommitInDoubt         when the caller was interrupted while others went on with the work, or when it did not end
     */
    R join(T one) {
        var ticket = new Ticket<T, R>(one);
        synchronized (waiting) {
            waiting.add(ticket);
            if (serving == null) {
                serving = Thread.ofVirtual().name("group-commit").start(this::serveAll);
            }
        }
        try {
            return ticket.result.get();
        } catch (ExecutionException failed) {
            throw cause(failed);
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
            return leave(ticket);
        }
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private R leave(Ticket<T, R> ticket) {
        synchronized (waiting) {
            if (waiting.remove(ticket)) {
                throw new QueryTimeoutException("Others were served first until it was too late");
            }
            ticket.left = true;
            if (serving != null && !served.isEmpty() && served.stream().allMatch(each -> each.left)) {
                serving.interrupt();
            }
        }
        return lastWord(ticket);
    }

    private static <R> R lastWord(Ticket<?, R> ticket) {
        Thread.interrupted();
        try {
            return ticket.result.get(LAST_WORD, TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw cause(failed);
        } catch (TimeoutException | InterruptedException stillHanging) {
            throw new CommitInDoubt("The commit of a group did not end in time", stillHanging);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException cause(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
    }

    private void serveAll() {
        while (true) {
            List<Ticket<T, R>> group;
            synchronized (waiting) {
                // an interruption was meant for those who left
                Thread.interrupted();
                group = next();
                served = group;
                if (group.isEmpty()) {
                    serving = null;
                    return;
                }
            }
            serve(group);
        }
    }

    private List<Ticket<T, R>> next() {
        List<Ticket<T, R>> group = new ArrayList<>();
        while (group.size() < MOST && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private void serve(List<Ticket<T, R>> group) {
        try {
            List<R> results = work.apply(group.stream().map(ticket -> ticket.one).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result.complete(Objects.requireNonNull(results.get(i)));
            }
        } catch (RuntimeException e) {
            if (group.size() == 1 || isTheDatabases(e)) {
                group.forEach(ticket -> ticket.result.completeExceptionally(e));
            } else {
                // one of them is to blame, and the others shall not suffer for it
                group.forEach(alone -> serveAlone(alone, e));
            }
        } catch (Error e) {
            group.forEach(ticket -> ticket.result.completeExceptionally(e));
        }
    }

    private void serveAlone(Ticket<T, R> alone, RuntimeException together) {
        boolean left;
        synchronized (waiting) {
            left = alone.left;
        }
        if (left) {
            alone.result.completeExceptionally(together);
        } else {
            serve(List.of(alone));
        }
    }

    /** Then each alone would only wait as long again. */
    private static boolean isTheDatabases(RuntimeException e) {
        return e instanceof CannotCreateTransactionException || e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessException || e instanceof RecoverableDataAccessException
                || e instanceof TransactionSystemException;
    }

    private static final class Ticket<T, R> {
        private final T one;
        private final CompletableFuture<R> result = new CompletableFuture<>();
        /** Guarded by those who wait. */
        private boolean left;

        Ticket(T one) {
            this.one = one;
        }
    }
}
