package dev.steward.schedule;

import static java.util.Comparator.naturalOrder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.WorkspaceId;

/**
 * Sees to what is due, in up to four lanes of virtual threads that come as there is work. Woken by Quartz, by a commit that sets a
 * timer or plans a ritual, and when the next one it knows of is due.
 */
@Component
class Sweep implements Due, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final int LANES = 4;
    /**
     * Quartz wakes one instance every second. Should that one have died with the trigger in its hands, the cluster notices after a
     * quarter of a minute; nobody needs to wait for that.
     */
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final SettleOccurrences rituals;
    private final RitualRows ritualRows;
    private final FireTimers timers;
    private final TimerRows timerRows;
    private final Heartbeat heartbeat;
    private final Alarm alarm;
    private final Clock clock;
    private final Semaphore lanes = new Semaphore(LANES);
    private volatile @Nullable Thread watch;
    private volatile boolean running;

    Sweep(SettleOccurrences rituals, RitualRows ritualRows, FireTimers timers, TimerRows timerRows,
            Heartbeat heartbeat, Alarm alarm, Clock clock) {
        this.rituals = rituals;
        this.ritualRows = ritualRows;
        this.timers = timers;
        this.timerRows = timerRows;
        this.heartbeat = heartbeat;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> next() {
        return earliest(timerRows.next(), ritualRows.next());
    }

    @Override
    public Optional<Instant> nextOfAnyWorkspace() {
        return earliest(timerRows.nextApartFrom(WorkspaceId.STEWARD, timers.followUps()),
                ritualRows.nextApartFrom(WorkspaceId.STEWARD));
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(naturalOrder());
    }

    @Override
    public void fire(Instant upTo) {
        if (upTo.isAfter(clock.instant()) || TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalArgumentException(
                    "What is due then is handled once the clock is there, and in transactions of its own");
        }
        for (var next = next(); next.isPresent() && !next.get().isAfter(upTo); next = next()) {
            heartbeat.beat(clock.instant());
            if (rituals.some(next.get()) + timers.some(next.get()) == 0) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos()); // somebody else is at it
            }
        }
    }

    private void watch() {
        while (running) {
            try {
                Instant now = clock.instant();
                heartbeat.beat(now);
                openLane();
                earliest(timerRows.nextAfter(now), ritualRows.nextAfter(now)).ifPresent(alarm::ringAt);
                alarm.await(POLL);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException e) {
                complain(e);
            }
        }
    }

    private void openLane() {
        if (lanes.tryAcquire()) {
            Thread.ofVirtual().name("timers").start(() -> {
                try {
                    lane();
                } catch (RuntimeException e) {
                    complain(e);
                } finally {
                    lanes.release();
                }
            });
        }
    }

    /** Takes turns, so that a crowd of either kind does not keep the other waiting. */
    private void lane() {
        int met = 1;
        while (running && met > 0) {
            int settled = rituals.some(clock.instant());
            int handled = timers.some(clock.instant());
            if (Math.max(settled, handled) == SharedCommit.MOST) {
                openLane();
            }
            met = settled + handled;
        }
    }

    private void complain(RuntimeException e) {
        if (running) {
            log.warn("Cannot see to what is due, will try again: {}", e.toString());
            LockSupport.parkNanos(AFTER_FAULT.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        watch = Thread.ofVirtual().name("sweep").start(this::watch);
    }

    /** What is being handled is finished; the rest is due as before. */
    @Override
    public void stop() {
        running = false;
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
        try {
            if (lanes.tryAcquire(LANES, STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                lanes.release(LANES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
