package dev.steward.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.WorkspaceId;

/** Writes rituals beside the change they belong to, and wakes the sweep when they are due. */
@Component
class PlanRituals implements Rituals {
    private final RitualRows rows;
    private final SettleOccurrences settle;
    private final RitualHandlers handlers;
    private final Timers timers;
    private final Alarm alarm;
    private final Clock clock;

    PlanRituals(RitualRows rows, SettleOccurrences settle, RitualHandlers handlers, Timers timers, Alarm alarm,
            Clock clock) {
        this.rows = rows;
        this.settle = settle;
        this.handlers = handlers;
        this.timers = timers;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public void plan(RitualKey key, Recurrence recurrence, AfterDowntime afterDowntime) {
        requireTransaction();
        Instant now = now();
        HolidayCalendar holidays = handlers.holidays(key);
        Ritual fresh = Ritual.plan(UuidCreator.getTimeOrderedEpoch(), key, recurrence, afterDowntime, holidays, now);
        if (rows.add(fresh)) {
            Optional.ofNullable(fresh.next()).ifPresent(alarm::ringAfterCommit);
        } else {
            change(key, ritual -> ritual.change(recurrence, afterDowntime, holidays, now));
        }
    }

    @Override
    public boolean pause(RitualKey key) {
        return change(key, ritual -> ritual.pause(handlers.holidays(key), now()));
    }

    @Override
    public boolean resume(RitualKey key) {
        return change(key, ritual -> ritual.paused() ? ritual.resume(handlers.holidays(key), now()) : ritual);
    }

    /** Its timers first, as whoever holds an occurrence has them: everybody takes the same way. */
    @Override
    public boolean end(RitualKey key) {
        requireTransaction();
        Optional<UUID> id = rows.id(key);
        id.ifPresent(ritual -> {
            timers.cancelAll(key.workspace(), ritual);
            rows.remove(ritual);
        });
        return id.isPresent();
    }

    @Override
    public Optional<Occurrence> skipNext(RitualKey key) {
        requireTransaction();
        HolidayCalendar holidays = handlers.holidays(key);
        Optional<Occurrence> next = rows.lock(key).filter(ritual -> !ritual.paused())
                .flatMap(ritual -> ritual.recurrence().next(now(), holidays));
        next.ifPresent(one -> skip(key, one.planned()));
        return next;
    }

    @Override
    public boolean skip(RitualKey key, LocalDateTime planned) {
        return change(key, ritual -> ritual.change(ritual.recurrence().except(planned), ritual.afterDowntime(),
                handlers.holidays(key), now()));
    }

    @Override
    public boolean again(RitualKey key, LocalDateTime planned) {
        return change(key, ritual -> {
            rows.forget(ritual.id(), planned);
            return ritual;
        });
    }

    @Override
    public boolean runNow(RitualKey key) {
        requireTransaction();
        Optional<Ritual> found = rows.lock(key);
        found.ifPresent(ritual -> {
            Instant now = now();
            LocalDateTime planned = LocalDateTime.ofInstant(now, ritual.recurrence().zone())
                    .truncatedTo(ChronoUnit.SECONDS);
            if (rows.addExtra(ritual.id(), planned, now)) {
                timers.set(SettleOccurrences.timer(key.workspace(), ritual.id(), planned), now);
            }
        });
        return found.isPresent();
    }

    @Override
    public Optional<PlannedRitual> find(RitualKey key) {
        return rows.planned(key);
    }

    @Override
    public List<PlannedRitual> all(WorkspaceId workspace, int from, int most) {
        return rows.planned(workspace, from, most);
    }

    /** What is due is settled by what held until now; then the change, and when it is next. */
    private boolean change(RitualKey key, UnaryOperator<Ritual> change) {
        requireTransaction();
        Optional<Ritual> found = rows.lock(key);
        found.ifPresent(ritual -> settle.save(change.apply(settle.settle(ritual, now()))));
        return found.isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A ritual is changed in the transaction of what it belongs to");
        }
    }
}
