package dev.steward.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.WorkspaceId;

/** Writes timers beside the change they belong to, and wakes the sweep once both are committed. */
@Component
class SetTimers implements Timers {
    private final TimerRows rows;
    private final Alarm alarm;

    SetTimers(TimerRows rows, Alarm alarm) {
        this.rows = rows;
        this.alarm = alarm;
    }

    @Override
    public void set(TimerKey timer, Instant due) {
        set(Map.of(timer, due));
    }

    @Override
    public void set(Map<TimerKey, Instant> timers) {
        requireTransaction();
        if (!timers.isEmpty()) {
            rows.set(timers.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, timer -> micros(timer.getValue()))));
            alarm.ringAfterCommit(Collections.min(timers.values()));
        }
    }

    @Override
    public boolean move(TimerKey timer, Instant due) {
        requireTransaction();
        boolean was = rows.move(timer, micros(due));
        alarm.ringAfterCommit(due);
        return was;
    }

    @Override
    public boolean cancel(TimerKey timer) {
        requireTransaction();
        return rows.cancel(timer);
    }

    @Override
    public int cancelAll(WorkspaceId workspace, UUID subject) {
        requireTransaction();
        return rows.cancelAll(workspace, subject);
    }

    @Override
    public Optional<Instant> due(TimerKey timer) {
        requireTransaction();
        return rows.due(timer);
    }

    @Override
    public boolean parked(TimerKey timer) {
        return rows.parked(timer);
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A timer is set in the transaction of the change it belongs to");
        }
    }
}
