package dev.steward.sandbox;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Message timestamps: Slack's ids of messages, which also order them. No two are the same, also across restarts. */
@Component
@SandboxMode
class Timestamps {
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{1,10})\\.?(\\d*)");

    private final Clock clock;
    private final JdbcClient jdbc;
    private final AtomicLong last = new AtomicLong(-1);

    Timestamps(Clock clock, JdbcClient jdbc) {
        this.clock = clock;
        this.jdbc = jdbc;
    }

    String next() {
        if (last.get() < 0) {
            last.compareAndSet(-1, jdbc.sql("select coalesce(max(ts), '0') from sandbox_message").query(String.class)
                    .optional().map(Timestamps::micros).orElse(0L));
        }
        Instant now = clock.instant();
        // Slack's sixth decimals count messages rather than microseconds, but they grow all the same
        long wanted = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        return write(last.updateAndGet(before -> Math.max(before + 1, wanted)));
    }

    /** Starts anew, for a database that was emptied. */
    void forget() {
        last.set(-1);
    }

    /** As stored, so that texts compare like times: {@code 1763683200} is {@code 1763683200.000000}; 0 for no timestamp. */
    static String canonical(String ts) {
        Matcher parts = TIMESTAMP.matcher(ts.strip());
        return parts.matches()
                ? "%010d.%s".formatted(Long.parseLong(parts.group(1)), (parts.group(2) + "000000").substring(0, 6))
                : "0000000000.000000";
    }

    private static long micros(String ts) {
        return new BigDecimal(ts).movePointRight(6).longValue();
    }

    private static String write(long micros) {
        return "%010d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
    }
}
