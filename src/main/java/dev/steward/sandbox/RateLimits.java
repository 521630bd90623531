package dev.steward.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Slack's rate limits. A method's tier allows so many calls a minute, and Slack says that it tolerates bursts: here a minute's
 * worth may come at once, then they come back evenly. Posting is one message a second in each channel, where Slack tolerates
 * short bursts without saying how long: here {@value #POSTING_BURST}. {@code steward.sandbox.pace} is another time than a second,
 * for tests that have none; {@code steward.sandbox.rate-limits=false} turns all of it off, for benchmarks.
 */
@Component
@SandboxMode
class RateLimits {
    static final int POSTING_BURST = 5;
    private static final int POSTS_PER_MINUTE = 300;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Clock clock;
    private final boolean on;
    private final double secondsPerPost;

    RateLimits(Clock clock, @Value("${steward.sandbox.rate-limits:true}") boolean on,
            @Value("${steward.sandbox.pace:1s}") Duration pace) {
        this.clock = clock;
        this.on = on;
        this.secondsPerPost = pace.toNanos() / 1e9;
    }

    /** Takes one call of the method. Empty when it is allowed; else after how many seconds to try again. */
    OptionalLong call(String method, Tier tier) {
        return tier == Tier.POSTING ? OptionalLong.empty() : take(method, tier.perMinute, 60.0 / tier.perMinute);
    }

    /** Takes one message to the channel, and one of the workspace. */
    OptionalLong post(String channel) {
        OptionalLong wait = take("channel " + channel, POSTING_BURST, secondsPerPost);
        return wait.isPresent() ? wait : take("workspace", POSTS_PER_MINUTE, 60.0 / POSTS_PER_MINUTE);
    }

    /** Starts anew. */
    void forget() {
        buckets.clear();
    }

    private OptionalLong take(String key, int capacity, double secondsPerToken) {
        if (!on) {
            return OptionalLong.empty();
        }
        return buckets.computeIfAbsent(key, k -> new Bucket(capacity, secondsPerToken, clock.instant()))
                .take(clock.instant());
    }

    enum Tier {
        ONE(1), TWO(20), THREE(50), FOUR(100), POSTING(0);

        private final int perMinute;

        Tier(int perMinute) {
            this.perMinute = perMinute;
        }
    }

    private static final class Bucket {
        private final int capacity;
        private final double secondsPerToken;
        private double tokens;
        private Instant filledAt;

        Bucket(int capacity, double secondsPerToken, Instant now) {
            this.capacity = capacity;
            this.secondsPerToken = secondsPerToken;
            this.tokens = capacity;
            this.filledAt = now;
        }

        synchronized OptionalLong take(Instant now) {
            double passed = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
            tokens = Math.min(capacity, tokens + passed / secondsPerToken);
            filledAt = now;
            if (tokens >= 1) {
                tokens -= 1;
                return OptionalLong.empty();
            }
            return OptionalLong.of(Math.max(1, (long) Math.ceil((1 - tokens) * secondsPerToken)));
        }
    }
}
