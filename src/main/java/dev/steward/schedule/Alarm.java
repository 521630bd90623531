package dev.steward.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes this instance's sweep: now, or when the next thing is due. What it forgets, the next look at the rows finds. */
@Component
class Alarm {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Instant next;

    Alarm(Clock clock) {
        this.clock = clock;
    }

    void ring() {
        ringAt(Instant.MIN);
    }

    void ringAt(Instant at) {
        lock.lock();
        try {
            if (next == null || at.isBefore(next)) {
                next = at;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void ringAfterCommit(Instant at) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ringAt(at);
            }
        });
    }

    /** Returns when it rings, or after {@code longest} of real time. */
    void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Instant now = clock.instant();
                Instant due = next;
                if (due != null && !due.isAfter(now)) {
                    break;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                changed.awaitNanos(due == null || due.isAfter(now.plus(longest))
                        ? left
                        : Math.min(left, Duration.between(now, due).toNanos()));
            }
            next = null;
        } finally {
            lock.unlock();
        }
    }
}
