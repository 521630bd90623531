package dev.steward.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of bodies under way. Each is counted before the memory for it is taken, and until the thread that holds it is done with it,
 * also when the body was given up meanwhile. Senders who are not known yet share a part of it, and one address of theirs a part of that.
 * Where it does not suffice, the body that holds the most is given up, and among equals the one that has been coming longest; whoever
 * needs the room waits until it is there. Small pieces are there at once, so that small bodies, as Slack's are, wait for
 * nobody: there are only twice as many of those as connections. What somebody known has sent stays, and counts until it is answered; when that alone
 * fills the budget, no more is taken.
 */
final class BodyBudget {
    /** A piece that waits for nobody: a body has two of them at most, its first and its last. */
    static final int SMALL_PIECE = 8_192;
    /** A piece of a large body. */
    static final int PIECE = 65_536;
    private static final int SMALL = 65_536;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final long most;
    private final long mostUnknown;
    private final long mostPerAddress;
    private final int mostBodies;
    private final int mostPieces;
    /** Half of the processors at most check the signatures of large bodies. */
    private final Semaphore checks = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final ReentrantLock lock = new ReentrantLock();
    /** Those that are not given up, in the order in which they began. */
    private final LinkedHashSet<InboundBody> reading = new LinkedHashSet<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** Made once: under a flood, what is thrown away is not collected as fast as it comes. */
    private final Queue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final List<InboundBody> toCut = new ArrayList<>();
    private final Map<ClientAddress, Long> byAddress = new HashMap<>();
    /** Without what was given up; so are the addresses' shares. */
    private long unknownReading;
    private int unknownBodies;
    /** All that is held, with what was given up. */
    private long unknown;
    private long known;

    /** A body that has a right to so much more, once it is free. */
    private record Waiting(InboundBody body, int bytes, Condition granted) {}

    BodyBudget(WebProperties limits) {
        this.most = limits.bodyBytes();
        this.mostUnknown = most / 2;
        this.mostPerAddress = mostUnknown / 2;
        this.mostBodies = limits.bodyCount();
        this.mostPieces = (int) (mostPerAddress / PIECE);
    }

    /** A body begins to be read. */
    void begins(InboundBody body) {
        lock.lock();
        try {
            if (body.givenUp() == null && reading.add(body) && !body.known) {
                unknownBodies++;
                if (unknownBodies > mostBodies) {
                    giveUpFirst();
                }
            }
        } finally {
            unlock();
        }
    }

    /**
     * Memory for so many more bytes of a body. Other bodies, or this one, may be given up for it.
     *
     * @throws BodyRefused when this one is, or when the room was not free in time
     */
    byte[] allocate(InboundBody body, int bytes) throws BodyRefused {
        Waiting mine = null;
        lock.lock();
        try {
            giveUpOthersFor(body, bytes);
            if (bytes <= SMALL_PIECE || waiting.isEmpty() && fits(body, bytes)) {
                count(body, bytes);
            } else {
                mine = new Waiting(body, bytes, lock.newCondition());
                waiting.addLast(mine);
            }
        } finally {
            unlock();
        }
        if (mine != null) {
            await(mine);
        }
        byte[] kept = bytes == PIECE ? pieces.poll() : null;
        return kept == null ? new byte[bytes] : kept;
    }

    /** Nobody holds this memory of it any more. */
    void release(InboundBody body, byte[] memory) {
        if (memory.length == PIECE && pieces.size() < mostPieces) {
            pieces.offer(memory);
        }
        lock.lock();
        try {
            uncount(body, memory.length);
        } finally {
            unlock();
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
            throwIfGivenUp(body);
            return check.get();
        } finally {
            checks.release();
        }
    }

    /** Its sender is known: it is given up no more. */
    void verified(InboundBody body) {
        lock.lock();
        try {
            if (body.known) {
                return;
            }
            if (reading.contains(body)) {
                leaveUnknown(body);
            }
            body.known = true;
            unknown -= body.held;
            known += body.held;
            grant();
        } finally {
            unlock();
        }
    }

    /** Nothing of it is kept any longer. */
    void ends(InboundBody body) {
        lock.lock();
        try {
            uncount(body, body.held);
            drop(body);
        } finally {
            unlock();
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
            unlock();
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

    private void giveUpOthersFor(InboundBody body, int bytes) throws BodyRefused {
        throwIfGivenUp(body);
        if (body.known && known + bytes > most) {
            giveUp(body, Refusal.CROWDED);
        }
        while (!body.known && body.givenUp() == null
                && byAddress.getOrDefault(body.address, 0L) + bytes > mostPerAddress) {
            giveUpLargest(body, bytes, other -> other.address.equals(body.address));
        }
        while (body.givenUp() == null && (!body.known && unknownReading + bytes > mostUnknown
                || unknownReading > 0 && unknownReading + known + bytes > most)) {
            giveUpLargest(body, bytes, any -> true);
        }
        throwIfGivenUp(body);
    }

    private void await(Waiting mine) throws BodyRefused {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (left > 0 && waiting.contains(mine)) {
                left = mine.granted.awaitNanos(left);
            }
            if (waiting.contains(mine)) {
                giveUp(mine.body, Refusal.CROWDED);
            }
            throwIfGivenUp(mine.body);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            giveUp(mine.body, Refusal.CROWDED);
            throwIfGivenUp(mine.body);
        } finally {
            unlock();
        }
    }

    /** In the order in which they came, so that none waits for ever. */
    private void grant() {
        for (Waiting next = waiting.peekFirst(); next != null && fits(next.body, next.bytes); next = waiting
                .peekFirst()) {
            waiting.removeFirst();
            count(next.body, next.bytes);
            next.granted.signal();
        }
    }

    private boolean fits(InboundBody body, int bytes) {
        return unknown + known + bytes <= most && (body.known || unknown + bytes <= mostUnknown);
    }

    private void count(InboundBody body, int bytes) {
        body.held += bytes;
        if (body.known) {
            known += bytes;
            return;
        }
        unknown += bytes;
        if (reading.contains(body)) {
            unknownReading += bytes;
            byAddress.merge(body.address, (long) bytes, Long::sum);
        }
    }

    private void uncount(InboundBody body, long bytes) {
        if (body.known) {
            known -= bytes;
        } else {
            unknown -= bytes;
            if (reading.contains(body)) {
                unknownReading -= bytes;
                leaveAddress(body.address, bytes);
            }
        }
        body.held -= bytes;
        grant();
    }

    private void giveUpLargest(InboundBody asking, int bytes, Predicate<InboundBody> among) {
        InboundBody largest = asking;
        long held = asking.known ? -1 : asking.held + bytes;
        for (InboundBody body : reading) {
            if (!body.known && body != asking && among.test(body) && body.held >= held
                    && (largest == asking || body.held > held)) {
                largest = body;
                held = body.held;
            }
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
        toCut.add(body);
        for (Waiting each : waiting) {
            if (each.body == body) {
                waiting.remove(each);
                each.granted.signal();
                grant();
                break;
            }
        }
    }

    /** Their inputs are ended by whoever gave them up, but without the lock. */
    private void unlock() {
        List<InboundBody> cut = List.of();
        if (!toCut.isEmpty()) {
            cut = List.copyOf(toCut);
            toCut.clear();
        }
        lock.unlock();
        cut.forEach(InboundBody::cut);
    }

    private void drop(InboundBody body) {
        if (reading.contains(body) && !body.known) {
            leaveUnknown(body);
        }
        reading.remove(body);
    }

    private void leaveUnknown(InboundBody body) {
        unknownReading -= body.held;
        unknownBodies--;
        leaveAddress(body.address, body.held);
    }

    private void leaveAddress(ClientAddress address, long bytes) {
        byAddress.computeIfPresent(address, (key, held) -> held == bytes ? null : held - bytes);
    }

    private static void throwIfGivenUp(InboundBody body) throws BodyRefused {
        Refusal givenUp = body.givenUp();
        if (givenUp != null) {
            throw new BodyRefused(givenUp);
        }
    }
}
