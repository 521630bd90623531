package dev.steward.sandbox;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Message timestamps: Slack's ids of messages, which also order them. No two are the same, also across restarts. */
@Component
@SandboxMode
class Timestamps {
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

    static String of(Instant instant) {
        return write(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
    }

    /** As stored, so that texts compare like times: {@code 1763683200} is {@code 1763683200.000000}. */
    static String canonical(String ts) {
        try {
            BigInteger micros = new BigDecimal(ts.strip()).movePointRight(6).toBigInteger();
            return write(micros.max(BigInteger.ZERO).min(BigInteger.valueOf(9_999_999_999_999_999L)).longValue());
        } catch (NumberFormatException | ArithmeticException e) {
            return "0000000000.000000";
        }
    }

    private static long micros(String ts) {
        return new BigDecimal(ts).movePointRight(6).longValue();
    }

    private static String write(long micros) {
        return "%010d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
    }
}
