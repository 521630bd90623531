package dev.steward.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/**
 * What Slack allows: a message a second in each channel, some hundred a minute in a workspace, and so many calls a minute of each
 * method. Each is a bucket that holds a small burst and fills evenly, both together a little less than what is allowed in any
 * minute. Only the one who holds a workspace's lease calls for it; a new holder finds the buckets as empty as if the one before
 * had used all there was, filled since by the time nobody sent. So nothing need be kept of them, and no hand-over exceeds a limit.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack's rate limits</a>
 */
@Component
class Limits {
    static final String CHANNEL = "channel ";
    static final String WORKSPACE = "workspace";
    /** Tier 3: fifty calls a minute; the other methods used here are of tier 4. */
    private static final Set<String> TIER_3 = Set.of("chat.update", "chat.delete", "conversations.open",
            "conversations.join", "conversations.history", "conversations.replies");

    private final LongSupplier nanoTime;
    private final boolean on;
    private final Rate channel;
    private final Map<WorkspaceId, Buckets> workspaces = new ConcurrentHashMap<>();
    private final LongAdder limitedNanos = new LongAdder();

    @Autowired
    Limits(DeliveryProperties properties) {
        this(properties, System::nanoTime);
    }

    Limits(DeliveryProperties properties, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.on = properties.limits();
        this.channel = new Rate(1, properties.pace().toNanos() * 101 / 100);
    }

    /** This instance begins to send for a workspace where nobody has for {@code rested}; null: never. */
    void begin(WorkspaceId workspace, @Nullable Duration rested) {
        long now = nanoTime.getAsLong();
        workspaces.put(workspace, new Buckets(rested == null ? now - Rate.MINUTE : now - rested.toNanos()));
    }

    void end(WorkspaceId workspace) {
        workspaces.remove(workspace);
    }

    /** Slack said Retry-After. */
    void pause(WorkspaceId workspace, String method, Duration wait) {
        limitedNanos.add(wait.toNanos());
        of(workspace).pauses.merge(method, nanoTime.getAsLong() + wait.toNanos(), Math::max);
    }

    /** Sets a call of the method, in a channel where it posts, down for its turn; answers in how many nanoseconds that is. */
    long reserve(WorkspaceId workspace, String method, @Nullable String channelName) {
        Buckets buckets = of(workspace);
        long now = nanoTime.getAsLong();
        long wait = buckets.paused(method, now);
        for (var each : rates(method, channelName).entrySet()) {
            wait = Math.max(wait, buckets.bucket(each.getKey(), each.getValue()).reserve(each.getValue(), now));
        }
        return wait;
    }

    /** For how long the method rests, because Slack said so; zero or less: not at all. */
    long paused(WorkspaceId workspace, String method) {
        return of(workspace).paused(method, nanoTime.getAsLong());
    }

    /** What was reserved was not used. */
    void giveBack(WorkspaceId workspace, String method, @Nullable String channelName) {
        rates(method, channelName).forEach(of(workspace)::giveBack);
    }

    /** By name of its bucket, each limit that a call of the method counts towards. */
    private Map<String, Rate> rates(String method, @Nullable String channelName) {
        Map<String, Rate> rates = new HashMap<>();
        if (channelName != null && channel.interval > 0) {
            rates.put(CHANNEL + channelName, channel);
        }
        if (on && method.equals(Lane.Way.POST.method())) {
            rates.put(WORKSPACE, Rate.POSTS);
        } else if (on && !method.equals(Lane.Way.RESPONSE.method())) {
            rates.put(method, TIER_3.contains(method) ? Rate.TIER_3 : Rate.TIER_4);
        }
        return rates;
    }

    /** Forgets buckets that are full. */
    void tidy() {
        long now = nanoTime.getAsLong();
        workspaces.values().forEach(buckets -> {
            buckets.byName.values().removeIf(bucket -> bucket.full(now));
            buckets.pauses.values().removeIf(until -> until - now <= 0);
        });
    }

    /** How many seconds Slack has asked methods to rest, in all, since the start. */
    double limitedSeconds() {
        return limitedNanos.doubleValue() / TimeUnit.SECONDS.toNanos(1);
    }

    private Buckets of(WorkspaceId workspace) {
        return workspaces.computeIfAbsent(workspace, id -> new Buckets(nanoTime.getAsLong()));
    }

    /** @param burst how many may come at once; @param interval nanoseconds between two in the long run */
    private record Rate(int burst, long interval) {
        private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
        private static final Rate POSTS = perMinute(300);
        private static final Rate TIER_3 = perMinute(50);
        private static final Rate TIER_4 = perMinute(100);

        private static Rate perMinute(int calls) {
            int burst = calls * 4 / 100;
            return new Rate(burst, MINUTE / (calls - burst));
        }
    }

    private static final class Buckets {
        private final long emptyAt;
        private final Map<String, Bucket> byName = new ConcurrentHashMap<>();
        private final Map<String, Long> pauses = new ConcurrentHashMap<>();

        Buckets(long emptyAt) {
            this.emptyAt = emptyAt;
        }

        Bucket bucket(String name, Rate rate) {
            return byName.computeIfAbsent(name, n -> new Bucket(emptyAt + rate.burst() * rate.interval()));
        }

        void giveBack(String name, Rate rate) {
            Bucket bucket = byName.get(name);
            if (bucket != null) {
                bucket.giveBack(rate);
            }
        }

        long paused(String method, long now) {
            Long until = pauses.get(method);
            return until == null ? 0 : until - now;
        }
    }

    /**
     * The generic cell rate algorithm: kept is when the bucket will be full again.
     *
     * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">GCRA</a>
     */
    private static final class Bucket {
        private long fullAt;

        Bucket(long fullAt) {
            this.fullAt = fullAt;
        }

        synchronized long reserve(Rate rate, long now) {
            fullAt = (fullAt - now > 0 ? fullAt : now) + rate.interval();
            return fullAt - rate.burst() * rate.interval() - now;
        }

        synchronized void giveBack(Rate rate) {
            fullAt -= rate.interval();
        }

        synchronized boolean full(long now) {
            return fullAt - now <= 0;
        }
    }
}
