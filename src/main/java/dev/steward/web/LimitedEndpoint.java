package dev.steward.web;

import java.nio.channels.SocketChannel;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import dev.steward.web.ConnectionLimiter.Connection;

/** Tomcat's endpoint, which asks the limiter about each connection and says which one a thread serves. */
final class LimitedEndpoint extends NioEndpoint {
    private static final ThreadLocal<@Nullable Connection> SERVED = new ThreadLocal<>();

    private volatile @Nullable ConnectionLimiter limiter;

    void limit(ConnectionLimiter by) {
        this.limiter = by;
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
            if (limits != null) {
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
