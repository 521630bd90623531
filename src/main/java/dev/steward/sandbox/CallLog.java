package dev.steward.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.sandbox.SandboxReads.Call;
import dev.steward.sandbox.SandboxReads.Direction;

/** The newest calls in both directions. It is a window, not a record, so it lives in memory. */
@Component
@SandboxMode
class CallLog {
    private static final int KEPT = 500;
    private static final int BODY = 20_000;

    private final Deque<Call> calls = new ArrayDeque<>();
    private final Clock clock;
    private final SandboxFeed feed;
    private long count;

    CallLog(Clock clock, SandboxFeed feed) {
        this.clock = clock;
        this.feed = feed;
    }

    void add(Direction direction, String name, String outcome, int status, Duration took, String request,
            String response) {
        synchronized (calls) {
            calls.addFirst(new Call(++count, clock.instant(), direction, name, outcome, status, took, cut(request),
                    cut(response)));
            if (calls.size() > KEPT) {
                calls.removeLast();
            }
        }
        feed.changed(Change.of(What.CALLS));
    }

    List<Call> newest(int atMost) {
        synchronized (calls) {
            return new ArrayList<>(calls).subList(0, Math.min(atMost, calls.size()));
        }
    }

    void forget() {
        synchronized (calls) {
            calls.clear();
        }
    }

    private static String cut(String body) {
        return body.length() <= BODY ? body : body.substring(0, BODY);
    }
}
