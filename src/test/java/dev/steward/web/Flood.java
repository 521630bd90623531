package dev.steward.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/**
 * Many connections to a server on this machine that send large requests, kept up by one thread: whichever is closed is made anew at once.
 * It holds next to nothing itself.
 */
final class Flood implements AutoCloseable {
    /** What a connection sends: a head, and so many bytes of a body, as fast as they are taken or a few a second. */
    record Kind(LongFunction<String> head, int body, boolean fast) {
        /** Headers that never end, a few bytes a second. */
        static Kind ofHeaders(String line) {
            return new Kind(n -> line + "\r\nHost: 127.0.0.1\r\nX-Filler: " + "x".repeat(4_000), 0, false);
        }
    }

    private static final byte[] SLICE = new byte[65_536];
    /** A slow sender sends a byte so often. */
    private static final Duration DRIP = Duration.ofMillis(400);
    private static final int NEW_AT_ONCE = 200;

    private final InetSocketAddress target;
    private final Kind kind;
    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final ByteBuffer filler = ByteBuffer.allocateDirect(SLICE.length).put(SLICE);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(SLICE.length);
    private final Thread thread;
    private volatile boolean done;
    private volatile @Nullable Exception failure;
    /** Status of an answer, or what happened in its place, and how often. */
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long requests;

    Flood(int port, int connections, Kind kind) throws IOException {
        this.target = new InetSocketAddress("127.0.0.1", port);
        this.kind = kind;
        for (int i = 0; i < connections; i++) {
            lines.add(new Line());
        }
        this.thread = Thread.ofPlatform().name("flood").start(this::run);
    }

    /** Ends it, and says what became of the requests. */
    Map<String, Integer> stop() throws Exception {
        done = true;
        selector.wakeup();
        thread.join();
        Exception failed = failure;
        if (failed != null) {
            throw failed;
        }
        return outcomes;
    }

    @Override
    public void close() throws Exception {
        stop();
        selector.close();
    }

    private void run() {
        try {
            int turn = 0;
            while (!done) {
                int made = 0;
                for (Line line : lines) {
                    if (line.channel == null && made < NEW_AT_ONCE) {
                        line.begin();
                        made++;
                    }
                }
                selector.select(key -> {
                    if (key.attachment() instanceof Line line) {
                        line.ready(key);
                    }
                }, kind.fast() ? 5 : 20);
                if (!kind.fast()) {
                    // spread, so that they do not all come at once
                    long now = System.nanoTime();
                    for (int i = 0; i < lines.size(); i++) {
                        lines.get((turn + i) % lines.size()).drip(now);
                    }
                    turn++;
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            for (Line line : lines) {
                line.end(null);
            }
        }
    }

    /** One connection after the other. */
    private final class Line {
        private @Nullable SocketChannel channel;
        private @Nullable SelectionKey key;
        private ByteBuffer head = ByteBuffer.allocate(0);
        private int left;
        private long nextDrip;
        private String status = "";

        void begin() throws IOException {
            SocketChannel opened = SocketChannel.open();
            try {
                opened.configureBlocking(false);
                // what is closed leaves no port behind
                opened.setOption(StandardSocketOptions.SO_LINGER, 0);
                opened.connect(target);
                channel = opened;
                status = "";
                head = ByteBuffer.wrap(kind.head().apply(requests++).getBytes(StandardCharsets.ISO_8859_1));
                left = kind.body();
                nextDrip = System.nanoTime() + (long) (Math.random() * DRIP.toNanos());
                key = opened.register(selector, SelectionKey.OP_CONNECT, this);
            } catch (IOException noPort) {
                opened.close();
            }
        }

        void ready(SelectionKey ready) {
            SocketChannel open = channel;
            if (open == null || !ready.isValid()) {
                return;
            }
            try {
                if (ready.isConnectable() && open.finishConnect()) {
                    ready.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                }
                if (ready.isReadable()) {
                    read(open);
                } else if (ready.isWritable()) {
                    write(open, ready);
                }
            } catch (IOException cutOff) {
                end(status.isEmpty() ? "cut off" : status);
            }
        }

        private void read(SocketChannel open) throws IOException {
            answer.clear();
            int read = open.read(answer);
            if (read < 0) {
                end(status.isEmpty() ? "cut off" : status);
            } else if (status.isEmpty() && read >= 12) {
                answer.flip().position(9).limit(12);
                status = StandardCharsets.ISO_8859_1.decode(answer).toString();
                if (left == 0) {
                    end(status);
                }
            }
        }

        private void write(SocketChannel open, SelectionKey ready) throws IOException {
            if (head.hasRemaining()) {
                open.write(head);
            }
            if (!head.hasRemaining() && kind.fast() && left > 0) {
                filler.clear().limit(Math.min(left, filler.capacity()));
                left -= open.write(filler);
            }
            if (!head.hasRemaining() && (left == 0 || !kind.fast())) {
                ready.interestOps(SelectionKey.OP_READ);
            }
        }

        void drip(long now) {
            SocketChannel open = channel;
            if (open == null || !open.isConnected() || head.hasRemaining() || now - nextDrip < 0) {
                return;
            }
            nextDrip = now + DRIP.toNanos();
            try {
                filler.clear().limit(1);
                left -= open.write(filler);
            } catch (IOException cutOff) {
                end(status.isEmpty() ? "cut off" : status);
            }
        }

        void end(@Nullable String outcome) {
            SocketChannel open = channel;
            channel = null;
            if (outcome != null) {
                outcomes.merge(outcome, 1, Integer::sum);
            }
            if (key != null) {
                key.cancel();
                key = null;
            }
            if (open != null) {
                try {
                    open.close();
                } catch (IOException goneAlready) {
                    // which is what was wanted
                }
            }
        }
    }
}
