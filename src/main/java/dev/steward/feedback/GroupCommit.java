package dev.steward.feedback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Those who come while a transaction is being flushed share the next one: the first of them does the work of all, and the others
 * wait for their share. Nobody waits when nobody else is there.
 */
final class GroupCommit<T, R> {
    private static final int MOST = 64;

    private final Function<List<T>, List<R>> work;
    private final Queue<Ticket<T, R>> waiting = new ArrayDeque<>();
    private boolean busy;

    /** @param work does all or nothing, and answers in the order it was asked */
    GroupCommit(Function<List<T>, List<R>> work) {
        this.work = work;
    }

    /** Answers what the work made of {@code one}, or throws what it threw. */
    R join(T one) {
        var ticket = new Ticket<T, R>(one);
        boolean leads;
        synchronized (waiting) {
            waiting.add(ticket);
            leads = !busy;
            busy = true;
        }
        if (leads || ticket.isToldToLead.join()) {
            lead();
        }
        return ticket.result();
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void lead() {
        List<Ticket<T, R>> group = new ArrayList<>();
        synchronized (waiting) {
            while (group.size() < MOST && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
        }
        try {
            serve(group);
        } finally {
            handOver();
            group.forEach(served -> served.isToldToLead.complete(false));
        }
    }

    private void handOver() {
        Ticket<T, R> next;
        synchronized (waiting) {
            next = waiting.peek();
            busy = next != null;
        }
        if (next != null) {
            next.isToldToLead.complete(true);
        }
    }

    private void serve(List<Ticket<T, R>> group) {
        try {
            List<R> results = work.apply(group.stream().map(ticket -> ticket.one).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            if (group.size() == 1 || isTheDatabases(e)) {
                group.forEach(ticket -> ticket.failure = e);
            } else {
                // one of them is to blame, and the others shall not suffer for it
                group.forEach(alone -> serve(List.of(alone)));
            }
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
        private final CompletableFuture<Boolean> isToldToLead = new CompletableFuture<>();
        private @Nullable R result;
        private @Nullable RuntimeException failure;

        Ticket(T one) {
            this.one = one;
        }

        R result() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(result);
        }
    }
}
