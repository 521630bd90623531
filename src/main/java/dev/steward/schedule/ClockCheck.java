package dev.steward.schedule;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A check of this machine's clock: against the database's, since timers go by the one and deliveries by the other; and against Quartz's
 * trigger, which would wait for a time that the clock had before it was set back.
 */
@Component
class ClockCheck {
    static final Duration EVERY = Duration.ofMinutes(1);
    /** Apart by more than that, somebody should hear of it. */
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(ClockCheck.class);

    private final JdbcTemplate jdbc;
    private final Scheduler scheduler;
    private final Trigger sweepTrigger;
    private final TransactionTemplate transaction;
    /** Not the one that the sandbox moves. */
    private final Clock machine;
    private volatile double ahead = Double.NaN;
    private boolean apart;

    ClockCheck(JdbcTemplate jdbc, Scheduler scheduler, Trigger sweepTrigger, PlatformTransactionManager transactions,
            MeterRegistry meters, MachineClock machine) {
        this.jdbc = jdbc;
        this.scheduler = scheduler;
        this.sweepTrigger = sweepTrigger;
        this.transaction = new TransactionTemplate(transactions);
        this.machine = machine.clock();
        Gauge.builder("steward.clock.ahead", this, ClockCheck::ahead).baseUnit("seconds")
                .description("how far this machine's clock is ahead of the database's").register(meters);
    }

    /** How many seconds this machine's clock is ahead of the database's; not a number as long as nobody knows. */
    double ahead() {
        return ahead;
    }

    synchronized void check() {
        compare();
        // Quartz's locks last as long as the caller's transaction
        transaction.executeWithoutResult(status -> wakeTheSweepAgain());
    }

    private void compare() {
        Instant asked = machine.instant();
        Timestamp there = jdbc.queryForObject("select clock_timestamp()", Timestamp.class);
        if (there == null) {
            return;
        }
        Duration half = Duration.between(asked, machine.instant()).dividedBy(2);
        Duration difference = Duration.between(there.toInstant(), asked.plus(half));
        ahead = difference.toMillis() / 1000.0;
        boolean now = difference.abs().minus(half.abs()).compareTo(MOST) > 0;
        if (now && !apart) {
            log.warn(
                    "This machine's clock is {} s {} the database's. Timers go by the one, messages by the other: have "
                            + "both set by NTP",
                    difference.abs().toSeconds(), difference.isNegative() ? "behind" : "ahead of");
        } else if (apart && !now) {
            log.info("This machine's clock agrees with the database's again");
        }
        apart = now;
    }

    private void wakeTheSweepAgain() {
        try {
            Trigger kept = scheduler.getTrigger(sweepTrigger.getKey());
            Date next = kept == null ? null : kept.getNextFireTime();
            if (next != null && next.toInstant().isAfter(machine.instant().plus(EVERY))) {
                log.warn("A clock was set back: Quartz would have woken the sweep at {} and does so from now on",
                        next.toInstant());
                scheduler.rescheduleJob(sweepTrigger.getKey(), sweepTrigger);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }
}
