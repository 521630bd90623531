package dev.steward.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import dev.steward.web.ConnectionLimiter.Connection;

/** Tomcat's endpoint, which asks the limiter about each connection and says which one a thread serves. */
final class LimitedEndpoint extends NioEndpoint {
    private static final ThreadLocal<@Nullable Connection> SERVED = new ThreadLocal<>();

    private volatile @Nullable ConnectionLimiter limiter;
    private volatile @Nullable ExecutorService closer;

    /** @param kept connections whose buffers are kept for the next ones; what is thrown away is collected too late under a flood */
    void limit(ConnectionLimiter by, int kept) {
        this.limiter = by;
        getSocketProperties().setBufferPool(kept);
    }

    @Override
    public void startInternal() throws Exception {
        closer = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("web-close").factory());
        super.startInternal();
    }

    @Override
    public void stopInternal() {
        super.stopInternal();
        ExecutorService running = closer;
        if (running != null) {
            running.shutdown();
        }
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffers) {
        return isSSLEnabled() ? super.createChannel(buffers) : new LimitedChannel(buffers);
    }

    /**
     * By a thread of its own. Closing takes a lock that the poller holds for long when many are closed, and thousands of virtual threads
     * that wait for one lock get it ever more slowly, each with all of its buffers.
     */
    private void closeLater(SocketChannel socket) {
        ExecutorService running = closer;
        try {
            if (running != null) {
                running.execute(() -> close(socket));
                return;
            }
        } catch (RejectedExecutionException stopped) {
            // closed here
        }
        close(socket);
    }

    private void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException goneAlready) {
            // which is what was wanted
        } finally {
            ConnectionLimiter limits = limiter;
            if (limits != null) {
                limits.closed(socket);
            }
        }
    }

    private final class LimitedChannel extends NioChannel {
        LimitedChannel(SocketBufferHandler buffers) {
            super(buffers);
        }

        @Override
        public void close() {
            closeLater(sc);
        }
    }

    /** The connection this thread serves; null where it serves none, or nothing limits them. */
    static @Nullable Connection served() {
        return SERVED.get();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        ConnectionLimiter limits = limiter;
        if (limits == null) {
            return super.setSocketOptions(socket);
        }
        if (!limits.admit(socket)) {
            destroySocket(socket);
            return false;
        }
        boolean set = super.setSocketOptions(socket);
        if (!set) {
            limits.closed(socket);
        }
        return set;
    }

    /** The poller has seen that something came, and passes it to a thread. */
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> wrapper, SocketEvent event, boolean dispatch) {
        ConnectionLimiter limits = limiter;
        Connection connection = limits == null ? null : limits.of(wrapper.getSocket().getIOChannel());
        if (limits != null && connection != null) {
            limits.stirs(connection);
        }
        return super.processSocket(wrapper, event, dispatch);
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Limited(handler));
    }

    private final class Limited implements Handler<NioChannel> {
        private final Handler<NioChannel> handler;

        Limited(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent status) {
            ConnectionLimiter limits = limiter;
            Connection connection = limits == null ? null : limits.of(wrapper.getSocket().getIOChannel());
            if (limits == null || connection == null) {
                return handler.process(wrapper, status);
            }
            SERVED.set(connection);
            limits.isSeen(connection);
            try {
                return handler.process(wrapper, status);
            } finally {
                SERVED.remove();
                limits.rests(connection);
            }
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> wrapper) {
            ConnectionLimiter limits = limiter;
            if (limits != null && wrapper.getSocket() instanceof LimitedChannel) {
                limits.leaves(wrapper.getSocket().getIOChannel());
            } else if (limits != null) {
                limits.closed(wrapper.getSocket().getIOChannel());
            }
            handler.release(wrapper);
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
