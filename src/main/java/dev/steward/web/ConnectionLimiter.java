package dev.steward.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The open connections. One on which nobody has shown yet who they are is a guest: there are only so many guests, and so many from one
 * address, and a guest has a while for the whole of a request's headers. Where a newcomer finds no room, the guest who has been silent
 * longest goes, so that whoever means it gets in; only when all of them are being served is the newcomer turned away.
 *
 * <p>
 * A connection goes by an end to its input, which wakes whoever reads it, and the server closes it as it does when a peer leaves: no
 * state of the server is touched from here.
 */
final class ConnectionLimiter {
    private final int most;
    private final int mostPerAddress;
    private final long silence;
    private final RefusalLog refusals;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SocketChannel, Connection> open = new HashMap<>();
    private final Map<ClientAddress, Guests> byAddress = new HashMap<>();
    private final Guests guests = new Guests();

    ConnectionLimiter(WebProperties limits, RefusalLog refusals, LongSupplier nanos) {
        this.most = limits.unknownConnections();
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
        private boolean guest = true;
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
        Connection goes = null;
        lock.lock();
        try {
            var connection = new Connection(socket, address(socket));
            Guests neighbours = byAddress.computeIfAbsent(connection.address, unknown -> new Guests());
            boolean full = guests.count >= most;
            if (full || neighbours.count >= mostPerAddress) {
                Guests crowd = full ? guests : neighbours;
                if (crowd.silent.isEmpty()) {
                    forgetEmpty(connection.address, neighbours);
                    refusals.count(Refusal.CONNECTION, "a new connection");
                    return false;
                }
                goes = crowd.silent.getFirst();
                leave(goes);
            }
            open.put(socket, connection);
            guests.count++;
            // those who made room may have been the last of their address
            Guests own = byAddress.computeIfAbsent(connection.address, unknown -> new Guests());
            own.count++;
            connection.waitingSince = nanos.getAsLong();
            fallSilent(connection);
        } finally {
            lock.unlock();
        }
        if (goes != null) {
            refusals.count(Refusal.CONNECTION, "a connection that waited");
            goes.cut();
        }
        return true;
    }

    /** The connection of a socket; null when it was never admitted, or is gone. */
    @Nullable
    Connection of(SocketChannel socket) {
        lock.lock();
        try {
            return open.get(socket);
        } finally {
            lock.unlock();
        }
    }

    /** Something has come, and will be looked at. */
    void stirs(Connection connection) {
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
        lock.lock();
        try {
            connection.unseen--;
        } finally {
            lock.unlock();
        }
    }

    /** What has come was looked at. Unless a request is still being served, more has to come. */
    void rests(Connection connection) {
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
        lock.lock();
        try {
            leave(connection);
        } finally {
            lock.unlock();
        }
    }

    /** The connection is closed. */
    void closed(SocketChannel socket) {
        lock.lock();
        try {
            Connection connection = open.remove(socket);
            if (connection != null) {
                leave(connection);
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
        }
    }

    private void speak(Connection connection) {
        Guests neighbours = byAddress.get(connection.address);
        if (neighbours != null && guests.silent.remove(connection)) {
            neighbours.silent.remove(connection);
        }
    }

    private void leave(Connection connection) {
        if (!connection.guest) {
            return;
        }
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
