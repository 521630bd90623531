package dev.steward.web;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of bodies under way. Senders who are not known yet share a part of it, and one address of theirs a part of that. Where it
 * does not suffice, the body that holds the most is given up, and among equals the one that has been coming longest: small bodies that
 * come in one piece, as Slack's do, always fit in. What somebody known has sent stays, and counts until it is answered; when that alone
 * fills the budget, no more is taken.
 */
final class BodyBudget {
    private static final int SMALL = 65_536;

    private final long most;
    private final long mostUnknown;
    private final long mostPerAddress;
    private final int mostBodies;
    /** Half of the processors at most check the signatures of large bodies. */
    private final Semaphore checks = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which they began. */
    private final LinkedHashSet<InboundBody> reading = new LinkedHashSet<>();
    private final Map<ClientAddress, Long> byAddress = new HashMap<>();
    private long unknown;
    private int unknownBodies;
    private long known;

    BodyBudget(WebProperties limits) {
        this.most = limits.bodyBytes();
        this.mostUnknown = most / 2;
        this.mostPerAddress = mostUnknown / 2;
        this.mostBodies = limits.bodyCount();
    }

    /** A body begins to be read. */
    void begins(InboundBody body) {
        lock.lock();
        try {
            if (reading.add(body) && !body.known) {
                unknownBodies++;
                if (unknownBodies > mostBodies) {
                    giveUpFirst();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** So many more bytes of it are there. Other bodies, or this one, may be given up for it. */
    void takes(InboundBody body, int bytes) {
        lock.lock();
        try {
            if (body.givenUp() != null) {
                return;
            }
            body.held += bytes;
            if (body.known) {
                known += bytes;
                if (known > most) {
                    giveUp(body, Refusal.CROWDED);
                }
                makeRoom();
                return;
            }
            unknown += bytes;
            byAddress.merge(body.address, (long) bytes, Long::sum);
            while (byAddress.getOrDefault(body.address, 0L) > mostPerAddress) {
                giveUpLargest(other -> other.address.equals(body.address));
            }
            makeRoom();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What shows whether the sender is known, over all of a body. A small one is checked at once; large ones leave processors to the
     * others, and those given up meanwhile are not checked any more.
     */
    <T extends @Nullable Object> T check(InboundBody body, int bytes, Supplier<T> check) throws BodyRefused {
        if (bytes <= SMALL) {
            return check.get();
        }
        checks.acquireUninterruptibly();
        try {
            Refusal givenUp = body.givenUp();
            if (givenUp != null) {
                throw new BodyRefused(givenUp);
            }
            return check.get();
        } finally {
            checks.release();
        }
    }

    /** Its sender is known: it is given up no more. */
    void verified(InboundBody body) {
        lock.lock();
        try {
            if (!body.known && reading.contains(body)) {
                leaveUnknown(body);
                known += body.held;
            }
            body.known = true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of it is kept any longer. */
    void ends(InboundBody body) {
        lock.lock();
        try {
            if (body.givenUp() == null) {
                drop(body);
            }
            body.held = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the bodies that should be there by now. */
    void sweep(long now) {
        lock.lock();
        try {
            for (InboundBody late : reading.stream().filter(body -> body.late(now)).toList()) {
                giveUp(late, Refusal.TOO_SLOW);
            }
        } finally {
            lock.unlock();
        }
    }

    long unknownBytes() {
        lock.lock();
        try {
            return unknown;
        } finally {
            lock.unlock();
        }
    }

    long knownBytes() {
        lock.lock();
        try {
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom() {
        while (unknown > 0 && (unknown > mostUnknown || unknown + known > most)) {
            giveUpLargest(any -> true);
        }
    }

    private void giveUpLargest(Predicate<InboundBody> among) {
        @Nullable
        InboundBody largest = null;
        for (InboundBody body : reading) {
            if (!body.known && among.test(body) && (largest == null || body.held > largest.held)) {
                largest = body;
            }
        }
        if (largest == null) {
            throw new IllegalStateException("Bytes are counted that no body holds");
        }
        giveUp(largest, Refusal.CROWDED);
    }

    private void giveUpFirst() {
        for (InboundBody body : reading) {
            if (!body.known) {
                giveUp(body, Refusal.CROWDED);
                return;
            }
        }
    }

    private void giveUp(InboundBody body, Refusal why) {
        drop(body);
        body.giveUp(why);
    }

    private void drop(InboundBody body) {
        if (!reading.remove(body)) {
            return;
        }
        if (body.known) {
            known -= body.held;
        } else {
            leaveUnknown(body);
        }
    }

    private void leaveUnknown(InboundBody body) {
        unknown -= body.held;
        unknownBodies--;
        byAddress.computeIfPresent(body.address, (address, bytes) -> bytes == body.held ? null : bytes - body.held);
    }
}
