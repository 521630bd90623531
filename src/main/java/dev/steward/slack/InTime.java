package dev.steward.slack;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;

/**
 * Sees to it that Slack has an answer within its three seconds whatever hangs, most likely the database. The work has a virtual
 * thread of its own: interrupting that one closes the connection it waits on, so that nothing is committed behind the back of
 * somebody who was told that it is not.
 */
final class InTime implements Middleware {
    static final Duration PATIENCE = Duration.ofMillis(2_200);
    /** What interrupted work may take to say itself how it ended. */
    private static final Duration LAST_WORD = Duration.ofMillis(300);

    /** Whether the work of this thread is given up. */
    private static final ThreadLocal<AtomicBoolean> GIVEN_UP = ThreadLocal.withInitial(AtomicBoolean::new);

    private final Middleware work;
    private final Mishaps mishaps;

    InTime(Middleware work, Mishaps mishaps) {
        this.work = work;
        this.mishaps = mishaps;
    }

    /** Whether the request that this thread works for was interrupted because its time is over. */
    static boolean gaveUp() {
        return GIVEN_UP.get().get();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        switch (request.getRequestType()) {
            // a browser waits, also for what Steward has to ask Slack meanwhile
            case OAuthStart, OAuthCallback -> {
                return work.apply(request, response, chain);
            }
            default -> {
                var givenUp = new AtomicBoolean();
                var answer = new FutureTask<Response>(() -> {
                    GIVEN_UP.set(givenUp);
                    return work.apply(request, response, chain);
                });
                Thread working = Thread.ofVirtual().name("request").start(answer);
                try {
                    return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException late) {
                    givenUp.set(true);
                    working.interrupt();
                    return lastWord(request, answer);
                } catch (ExecutionException e) {
                    throw cause(e);
                }
            }
        }
    }

    private Response lastWord(Request<?> request, FutureTask<Response> answer) throws Exception {
        try {
            return answer.get(LAST_WORD.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException stillHanging) {
            return mishaps.tooLate(request);
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static Exception cause(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof Exception exception ? exception : failed;
    }
}
