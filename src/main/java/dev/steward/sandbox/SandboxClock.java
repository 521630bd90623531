package dev.steward.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The clock that all of Steward reads in the sandbox: the machine's, and as much later as somebody moved it. How much that is
 * outlives a restart, so that nothing written by it ever lies in the future.
 */
@Component
@SandboxMode
class SandboxClock extends Clock {
    private final Clock machine = Clock.systemUTC();
    private final JdbcClient jdbc;
    private volatile Duration ahead;

    SandboxClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.ahead = jdbc.sql("select ahead_ms from sandbox_clock").query(Long.class).optional()
                .map(Duration::ofMillis).orElse(Duration.ZERO);
    }

    /** How much later it is than the machine's. */
    Duration ahead() {
        return ahead;
    }

    /** Makes it that time or a moment later; changes nothing when that has passed. */
    synchronized void reach(Instant then) {
        if (then.isAfter(instant())) {
            // a millisecond more than it takes: rounded down, the clock would go back in a restart
            Duration more = Duration.ofMillis(Duration.between(machine.instant(), then).toMillis() + 1);
            jdbc.sql("""
                    insert into sandbox_clock (ahead_ms) values (:ahead)
                    on conflict (one) do update set ahead_ms = excluded.ahead_ms
                    """).param("ahead", more.toMillis()).update();
            ahead = more;
        }
    }

    /** Goes back to the machine's time, for a database that was emptied. */
    synchronized void forget() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        Clock utc = this;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return utc.withZone(other);
            }

            @Override
            public Instant instant() {
                return utc.instant();
            }
        };
    }
}
