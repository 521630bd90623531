package dev.steward.schedule;

import static dev.steward.workspace.Timestamps.utc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How many timers wait, for metrics and for {@code /actuator/health/schedule}. Counted in the database when asked, every ten seconds at
 * most. Never makes Steward unhealthy: a restart would not help.
 */
@Component("timersHealthIndicator")
class TimerGauges extends AbstractHealthIndicator {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Counts UNKNOWN = new Counts(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final ClockCheck clocks;
    private Counts counts = UNKNOWN;
    private long countedAt = System.nanoTime() - KEPT.toNanos();

    TimerGauges(JdbcTemplate jdbc, MeterRegistry meters, Clock clock, ClockCheck clocks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.clocks = clocks;
        Gauge.builder("steward.timers.due", this, gauges -> gauges.counts().due())
                .description("timers whose time has come and that are not handled yet").register(meters);
        Gauge.builder("steward.timers.late", this, gauges -> gauges.counts().late())
                .description("of these, those due for more than a minute").register(meters);
        Gauge.builder("steward.timers.parked", this, gauges -> gauges.counts().parked())
                .description("timers that kept failing and wait for somebody").register(meters);
        Gauge.builder("steward.rituals.late", this, gauges -> gauges.counts().rituals())
                .description("rituals due for more than a minute").register(meters);
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Counts now = counts();
        health.up();
        if (!Double.isNaN(clocks.ahead())) {
            health.withDetail("clockAheadSeconds", clocks.ahead());
        }
        if (!Double.isNaN(now.due())) {
            health.withDetail("timersDue", (long) now.due()).withDetail("timersLate", (long) now.late())
                    .withDetail("timersParked", (long) now.parked()).withDetail("ritualsLate", (long) now.rituals());
        }
    }

    synchronized Counts counts() {
        if (System.nanoTime() - countedAt >= KEPT.toNanos()) {
            counts = count();
            countedAt = System.nanoTime();
        }
        return counts;
    }

    private Counts count() {
        Instant now = clock.instant();
        try {
            Counts counted = jdbc.queryForObject("""
                    select (select count(*) from timer where try_at <= ?), (select count(*) from timer where try_at <= ?),
                           (select count(*) from timer where try_at is null), (select count(*) from ritual where next_at <= ?)
                    """, (row, n) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                    utc(now), utc(now.minus(LATE)), utc(now.minus(LATE)));
            return counted == null ? UNKNOWN : counted;
        } catch (DataAccessException away) {
            return UNKNOWN;
        }
    }

    record Counts(double due, double late, double parked, double rituals) {}
}
