package dev.steward.feedback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;

import org.jspecify.annotations.Nullable;

/** Those who want a number at the same moment get theirs by one call: the first to come asks for all who wait. */
final class NumberQueue {
    private final Queue<Ticket> waiting = new ArrayDeque<>();
    private final ReentrantLock asking = new ReentrantLock();

    private static final class Ticket {
        private volatile long number;
        private volatile @Nullable RuntimeException failure;

        boolean isServed() {
            return number != 0 || failure != null;
        }

        long number() {
            RuntimeException failed = failure;
            if (failed != null) {
                throw failed;
            }
            return number;
        }
    }

    /** @param last takes so many numbers and answers the last of them */
    long next(IntToLongFunction last) {
        var ticket = new Ticket();
        synchronized (waiting) {
            waiting.add(ticket);
        }
        asking.lock();
        try {
            if (!ticket.isServed()) {
                serve(last);
            }
        } finally {
            asking.unlock();
        }
        return ticket.number();
    }

    private void serve(IntToLongFunction last) {
        List<Ticket> all;
        synchronized (waiting) {
            all = new ArrayList<>(waiting);
            waiting.clear();
        }
        try {
            long number = last.applyAsLong(all.size()) - all.size();
            for (Ticket one : all) {
                one.number = ++number;
            }
        } catch (RuntimeException e) {
            all.forEach(one -> one.failure = e);
        }
    }
}
