package dev.steward.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;

import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

import dev.steward.web.ConnectionLimiter.Connection;

/**
 * A request's body. Nothing of it is read before an endpoint has judged the headers and says how much it takes, and within what time;
 * what is left when the answer stands is not read either, and ends the connection. The endpoint says when it knows the sender.
 */
public final class InboundBody {
    private static final String ATTRIBUTE = InboundBody.class.getName();

    /** Guarded by the budget. */
    long held;
    final ClientAddress address;
    volatile boolean known;

    private final BodyBudget budget;
    private final @Nullable ConnectionLimiter connections;
    private final @Nullable Connection connection;
    private final InputBuffer source;
    /** -1: it comes in pieces, and its length is not known. */
    private final long length;
    private final boolean empty;
    private final Runnable whenWhole;
    private volatile @Nullable Refusal givenUp;
    private volatile long deadline;
    private volatile boolean inTime = true;
    private long most = -1;
    private long arrived;
    private boolean ended;
    private boolean kept;
    private @Nullable IOException broken;

    InboundBody(BodyBudget budget, @Nullable ConnectionLimiter connections, @Nullable Connection connection,
            ClientAddress address, InputBuffer source, long length, boolean empty,
            Runnable whenWhole) {
        this.budget = budget;
        this.connections = connections;
        this.connection = connection;
        this.address = address;
        this.source = source;
        this.length = length;
        this.empty = empty;
        this.whenWhole = whenWhole;
    }

    /** The body of a request that the server took. */
    public static InboundBody of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof InboundBody body) {
            return body;
        }
        throw new IllegalStateException("This request came by another way than the server's");
    }

    /** The sender is known: by a token, or an address nobody can guess. */
    public static void senderVerified(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof InboundBody body) {
            body.verified();
        }
    }

    void attach(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The sender is known: the body stays whatever else comes, and so does the connection. */
    public void verified() {
        budget.verified(this);
        if (connections != null && connection != null) {
            connections.verified(connection);
        }
    }

    /**
     * All of it.
     *
     * @param most   bytes that are taken
     * @param within from now
     */
    public byte[] read(HttpServletRequest request, int most, Duration within) throws BodyRefused {
        open(most, within, true);
        budget.begins(this);
        byte[] body;
        try (InputStream in = request.getInputStream()) {
            body = collect(in, most);
        } catch (IOException e) {
            throw new BodyRefused(givenUp == null ? Refusal.TRUNCATED : givenUp);
        } finally {
            inTime = true;
        }
        throwIfNotWhole();
        return body;
    }

    private void throwIfNotWhole() throws BodyRefused {
        if (givenUp != null) {
            throw new BodyRefused(givenUp);
        }
        if (broken != null) {
            throw new BodyRefused(Refusal.TRUNCATED);
        }
    }

    /** In pieces, each of which is counted before there is memory for it, so that no more is taken than has come. */
    private byte[] collect(InputStream in, int mostBytes) throws IOException, BodyRefused {
        List<byte[]> pieces = new ArrayList<>();
        try {
            byte[] piece = budget.allocate(this, next(0));
            pieces.add(piece);
            int size = 0;
            int filled = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece, filled, piece.length - filled)) {
                filled += read;
                size += read;
                if (size > mostBytes) {
                    throw new BodyRefused(Refusal.TOO_LARGE);
                }
                if (filled == piece.length) {
                    if (size == length) {
                        break;
                    }
                    piece = budget.allocate(this, next(size));
                    pieces.add(piece);
                    filled = 0;
                }
            }
            throwIfNotWhole();
            if (pieces.size() == 1 && filled == piece.length) {
                // which is all of it
                pieces.clear();
                return piece;
            }
            return join(pieces, budget.allocate(this, size));
        } finally {
            pieces.forEach(piece -> budget.release(this, piece));
        }
    }

    private static byte[] join(List<byte[]> pieces, byte[] all) {
        int at = 0;
        for (byte[] piece : pieces) {
            int bytes = Math.min(piece.length, all.length - at);
            System.arraycopy(piece, 0, all, at, bytes);
            at += bytes;
        }
        return all;
    }

    private int next(int size) {
        int piece = size == 0 ? BodyBudget.SMALL_PIECE : BodyBudget.PIECE;
        return length < 0 ? piece : (int) Math.max(1, Math.min(piece, length - size));
    }

    /**
     * What shows whether the sender is known: a signature's check, which costs the more the more they sent.
     *
     * @param body all of it
     */
    public <T extends @Nullable Object> T check(byte[] body, Supplier<T> check) throws BodyRefused {
        return budget.check(this, body.length, check);
    }

    /**
     * Lets it be read as it comes, by whoever keeps none of it: its bytes are not counted. For senders who are known.
     *
     * @param most   bytes that are taken
     * @param within from now
     * @throws BodyRefused when it says already that it is larger
     */
    public void open(int most, Duration within) throws BodyRefused {
        open(most, within, false);
        budget.begins(this);
    }

    private void open(int mostBytes, Duration within, boolean keep) throws BodyRefused {
        if (length > mostBytes) {
            throw new BodyRefused(Refusal.TOO_LARGE);
        }
        this.most = mostBytes;
        this.kept = keep;
        this.deadline = System.nanoTime() + within.toNanos();
        this.inTime = false;
    }

    /** What Tomcat reads from in the place of its own. */
    InputBuffer source() {
        return new InputBuffer() {
            @Override
            public int doRead(ApplicationBufferHandler handler) throws IOException {
                return readSlice(handler);
            }

            @Override
            public int available() {
                return source.available();
            }
        };
    }

    private int readSlice(ApplicationBufferHandler handler) throws IOException {
        if (empty) {
            return source.doRead(handler);
        }
        if (most < 0) {
            throw new IOException("Nobody has said that this body may be read");
        }
        if (givenUp != null) {
            return end(null);
        }
        int read;
        try {
            read = source.doRead(handler);
        } catch (IOException e) {
            return end(e);
        }
        boolean before = whole();
        ended |= read < 0;
        arrived += Math.max(0, read);
        if (whole() && !before) {
            inTime = true;
            whenWhole.run();
        }
        if (read < 0) {
            return read;
        }
        if (!kept && arrived - read > most) {
            // the reader has had more than it takes, and may say so in its own words before this
            giveUp(Refusal.TOO_LARGE);
            cut();
        }
        return givenUp == null ? read : end(null);
    }

    /** Where an endpoint reads it all, it hears why there is no more; who reads it as it comes must not take it for whole. */
    private int end(@Nullable IOException e) throws IOException {
        broken = e == null ? new IOException(String.valueOf(givenUp)) : e;
        if (kept) {
            return -1;
        }
        throw broken;
    }

    /** Whether all of it has been read, or there was none. */
    boolean whole() {
        return empty || ended || length >= 0 && arrived >= length;
    }

    /** Reads on and keeps nothing, so that a sender who writes before they read hears the answer. */
    void drain(int bytes, Duration within) {
        deadline = System.nanoTime() + within.toNanos();
        inTime = false;
        budget.begins(this);
        var slice = new Slice();
        try {
            for (int left = bytes; left > 0 && givenUp == null && !whole();) {
                int read = source.doRead(slice);
                if (read < 0) {
                    ended = true;
                    return;
                }
                arrived += read;
                left -= Math.max(1, read);
            }
        } catch (IOException gone) {
            ended = false;
        } finally {
            inTime = true;
        }
    }

    boolean late(long now) {
        return !inTime && now - deadline > 0;
    }

    @Nullable
    Refusal givenUp() {
        return givenUp;
    }

    /** Guarded by the budget, which cuts it after. */
    void giveUp(Refusal why) {
        givenUp = why;
    }

    /** Whoever reads it sees its end. */
    void cut() {
        if (connections != null && connection != null) {
            connections.cut(connection);
        }
    }

    void end() {
        budget.ends(this);
    }

    /** Takes the server's bytes and lets them be. */
    private static final class Slice implements ApplicationBufferHandler {
        private java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(java.nio.ByteBuffer bytes) {
            buffer = bytes;
        }

        @Override
        public java.nio.ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // the server's own buffer is as large as it wants it
        }
    }
}
