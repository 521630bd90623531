package dev.steward.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The open connections. One on which nobody has shown yet who they are is a guest: there are only so many guests, and so many from one
 * address, and a guest has a while for the whole of a request's headers. Where a newcomer finds no room, the guest who has been silent
 * longest goes, so that whoever means it gets in; when all of them are being served, the newcomer waits a while for one to be done.
 *
 * <p>
 * What goes holds memory until its thread has seen it and its socket is closed. So many may be on their way out, and no more: newcomers
 * wait outside meanwhile, with the operating system.
 *
 * <p>
 * A connection goes by an end to its input, which wakes whoever reads it, and the server closes it as it does when a peer leaves: no
 * state of the server is touched from here.
 */
final class ConnectionLimiter {
    /** What a newcomer waits for room. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);
    /** A connection from which nothing has come for less may still wait to be looked at, when much is going on. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final int most;
    private final int mostPerAddress;
    private final long silence;
    private final RefusalLog refusals;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SocketChannel, Connection> open = new ConcurrentHashMap<>();
    private final Map<ClientAddress, Guests> byAddress = new HashMap<>();
    private final Guests guests = new Guests();
    private final Condition roomMade = lock.newCondition();
    private int leaving;

    ConnectionLimiter(WebProperties limits, RefusalLog refusals, LongSupplier nanos) {
        this.most = limits.connections();
        this.mostPerAddress = limits.perAddress();
        this.silence = limits.silence().toNanos();
        this.refusals = refusals;
        this.nanos = nanos;
    }

    /** One open connection. Its fields are guarded by the lock, but for those that never change. */
    static final class Connection {
        private final SocketChannel socket;
        private final ClientAddress address;
        private long waitingSince;
        private long silentSince;
        /** Once it is none it never is again, and nothing below is kept of it: whoever reads false needs no lock. */
        private volatile boolean guest = true;
        private boolean leaving;
        private boolean inRequest;
        private int unseen;

        private Connection(SocketChannel socket, ClientAddress address) {
            this.socket = socket;
            this.address = address;
        }

        /** Ends what comes in; whoever reads it sees the end. */
        void cut() {
            try {
                socket.shutdownInput();
            } catch (IOException | RuntimeException goneAlready) {
                // which is what was wanted
            }
        }
    }

    /** Guests, all or those of an address. */
    private static final class Guests {
        /** Those from whom nothing comes, in the order in which they fell silent. */
        private final LinkedHashSet<Connection> silent = new LinkedHashSet<>();
        private int count;
    }

    /** Whether a connection may stay, right after it was accepted. */
    boolean admit(SocketChannel socket) {
        var connection = new Connection(socket, address(socket));
        lock.lock();
        try {
            if (!makeRoom(connection.address)) {
                refusals.count(Refusal.CONNECTION, "a new connection");
                return false;
            }
            open.put(socket, connection);
            guests.count++;
            byAddress.computeIfAbsent(connection.address, unknown -> new Guests()).count++;
            connection.waitingSince = nanos.getAsLong();
            fallSilent(connection);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean makeRoom(ClientAddress address) {
        long left = PATIENCE.toNanos();
        while (true) {
            Guests neighbours = byAddress.get(address);
            boolean full = guests.count >= most;
            boolean crowded = neighbours != null && neighbours.count >= mostPerAddress;
            boolean waits = leaving >= Math.max(1, most / 4);
            if (!waits && (full || crowded)) {
                Guests crowd = full ? guests : neighbours;
                Connection goes = crowd == null || crowd.silent.isEmpty() ? null : crowd.silent.getFirst();
                if (goes != null && nanos.getAsLong() - goes.silentSince >= GRACE.toNanos()) {
                    leave(goes);
                    refusals.count(Refusal.CONNECTION, "a connection that waited");
                    goes.cut();
                    continue;
                }
                waits = true;
            }
            if (!waits) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            try {
                // again soon: a guest's grace may be over
                left -= GRACE.toNanos() / 4 - Math.max(0, roomMade.awaitNanos(GRACE.toNanos() / 4));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** The connection of a socket; null when it was never admitted, or is gone. */
    @Nullable
    Connection of(SocketChannel socket) {
        return open.get(socket);
    }

    /** Something has come, and will be looked at. */
    void stirs(Connection connection) {
        if (!connection.guest) {
            return;
        }
        lock.lock();
        try {
            connection.unseen++;
            speak(connection);
        } finally {
            lock.unlock();
        }
    }

    /** A thread looks at what has come. */
    void isSeen(Connection connection) {
        if (!connection.guest) {
            return;
        }
        lock.lock();
        try {
            connection.unseen--;
        } finally {
            lock.unlock();
        }
    }

    /** What has come was looked at. Unless a request is still being served, more has to come. */
    void rests(Connection connection) {
        if (!connection.guest) {
            return;
        }
        lock.lock();
        try {
            if (connection.guest && !connection.inRequest && connection.unseen <= 0
                    && open.containsKey(connection.socket)) {
                fallSilent(connection);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The headers of a request are whole. */
    void requestBegins(Connection connection) {
        if (!connection.guest) {
            return;
        }
        lock.lock();
        try {
            connection.inRequest = true;
            speak(connection);
        } finally {
            lock.unlock();
        }
    }

    /** The answer is written, and the next request may come. */
    void requestEnds(Connection connection) {
        if (!connection.guest) {
            return;
        }
        lock.lock();
        try {
            connection.inRequest = false;
            connection.waitingSince = nanos.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody has shown who they are: the connection is no guest any more. */
    void verified(Connection connection) {
        if (!connection.guest) {
            return;
        }
        lock.lock();
        try {
            if (connection.guest) {
                forget(connection);
                roomMade.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The server closes the connection. */
    void leaves(SocketChannel socket) {
        lock.lock();
        try {
            Connection connection = open.get(socket);
            if (connection != null) {
                leave(connection);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The input of a guest was ended: it will be gone once its thread has seen that. */
    void cut(Connection connection) {
        lock.lock();
        try {
            leave(connection);
        } finally {
            lock.unlock();
        }
        connection.cut();
    }

    /** The connection is closed, and nothing holds anything of it. */
    void closed(SocketChannel socket) {
        lock.lock();
        try {
            Connection connection = open.remove(socket);
            if (connection != null) {
                leave(connection);
                if (connection.leaving) {
                    leaving--;
                    roomMade.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connections on which no whole request came in time. */
    void sweep() {
        List<Connection> late;
        lock.lock();
        try {
            // not in order: one that trickles falls silent again with each byte, and has been waiting since the first
            long now = nanos.getAsLong();
            late = guests.silent.stream().filter(guest -> now - guest.waitingSince >= silence).toList();
            late.forEach(this::leave);
        } finally {
            lock.unlock();
        }
        for (Connection connection : late) {
            refusals.count(Refusal.SILENT_CONNECTION, "a connection");
            connection.cut();
        }
    }

    int guests() {
        lock.lock();
        try {
            return guests.count;
        } finally {
            lock.unlock();
        }
    }

    private void fallSilent(Connection connection) {
        Guests neighbours = byAddress.get(connection.address);
        if (neighbours != null && guests.silent.add(connection)) {
            neighbours.silent.add(connection);
            connection.silentSince = nanos.getAsLong();
        }
    }

    private void speak(Connection connection) {
        Guests neighbours = byAddress.get(connection.address);
        if (neighbours != null && guests.silent.remove(connection)) {
            neighbours.silent.remove(connection);
        }
    }

    private void leave(Connection connection) {
        if (connection.guest) {
            forget(connection);
            connection.leaving = true;
            leaving++;
        }
    }

    private void forget(Connection connection) {
        speak(connection);
        connection.guest = false;
        guests.count--;
        Guests neighbours = byAddress.get(connection.address);
        if (neighbours != null) {
            neighbours.count--;
            forgetEmpty(connection.address, neighbours);
        }
    }

    private void forgetEmpty(ClientAddress address, Guests neighbours) {
        if (neighbours.count == 0) {
            byAddress.remove(address);
        }
    }

    private static ClientAddress address(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress inet
                    ? ClientAddress.of(inet.getAddress())
                    : ClientAddress.NONE;
        } catch (IOException goneAlready) {
            return ClientAddress.NONE;
        }
    }
}
