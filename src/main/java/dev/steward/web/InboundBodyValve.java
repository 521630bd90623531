package dev.steward.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import dev.steward.web.ConnectionLimiter.Connection;

/**
 * Stands before everything the server serves, after the valve that believes trusted proxies who sent a request. It puts each body
 * behind an {@link InboundBody}, and ends the connections of those that were not read whole: the server itself would read what nobody
 * wants, as slowly as it comes.
 */
final class InboundBodyValve extends ValveBase {
    private static final String CONNECTION = "Connection";
    /** Of a refused body, to let its sender hear the answer. */
    private static final int DRAINED = 2_000_000;
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(1);
    private static final int DRAINED_AT_ONCE = 8;

    private final BodyBudget budget;
    private final ConnectionLimiter connections;
    private final Semaphore drains = new Semaphore(DRAINED_AT_ONCE);

    InboundBodyValve(BodyBudget budget, ConnectionLimiter connections) {
        super(true);
        this.budget = budget;
        this.connections = connections;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Connection connection = LimitedEndpoint.served();
        if (connection != null) {
            connections.requestBegins(connection);
        }
        var coyote = request.getCoyoteRequest();
        var source = coyote.getInputBuffer();
        long length = coyote.getContentLengthLong();
        boolean empty = length == 0 || length < 0 && coyote.getHeader("Transfer-Encoding") == null;
        var body = new InboundBody(budget, connections, connection, ClientAddress.of(request.getRemoteAddr()), source,
                length, empty, () -> keepOpen(response));
        if (!empty) {
            // an answer may be on its way before anybody knows whether the body is read
            response.setHeader(CONNECTION, "close");
        }
        coyote.setInputBuffer(body.source());
        body.attach(request.getRequest());
        try {
            getNext().invoke(request, response);
            if (!body.whole() && !request.isAsync()) {
                endConnection(request, response, body);
            }
        } finally {
            coyote.setInputBuffer(source);
            body.end();
            if (connection != null && !request.isAsync()) {
                connections.requestEnds(connection);
            }
        }
    }

    private static void keepOpen(Response response) {
        if (!response.isCommitted()) {
            response.getCoyoteResponse().getMimeHeaders().removeHeader(CONNECTION);
        }
    }

    private void endConnection(Request request, Response response, InboundBody body)
            throws IOException {
        response.finishResponse();
        boolean waitsForLeave = request.getCoyoteRequest().hasExpectation();
        if (body.givenUp() == null && !waitsForLeave && drains.tryAcquire()) {
            try {
                body.drain(DRAINED, DRAINED_WITHIN);
            } finally {
                drains.release();
            }
        }
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
}
