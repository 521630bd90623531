package dev.steward.web;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 over connections that are limited. Public, and made without arguments, because Tomcat makes it by its name. */
public final class LimitedProtocol extends Http11NioProtocol {
    private final LimitedEndpoint connections;

    public LimitedProtocol() {
        this(new LimitedEndpoint());
    }

    private LimitedProtocol(LimitedEndpoint connections) {
        super(connections);
        this.connections = connections;
    }

    /** @param kept connections whose buffers are kept for the next ones */
    void limit(ConnectionLimiter by, int kept) {
        connections.limit(by, kept);
        // what serves a connection is made and registered under one lock
        setProcessorCache(kept);
    }
}
