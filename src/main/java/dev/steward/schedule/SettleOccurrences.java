package dev.steward.schedule;

import static java.util.Comparator.naturalOrder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.Ritual.Fate;
import dev.steward.workspace.WorkspaceId;

/**
 * Decides of each occurrence whose time has come whether it is held, once: the row of its ritual lets one in. Rituals that are due together
 * share a commit (ADR 26). What is to be held gets a timer, which knows how to go about failures.
 */
@Component
class SettleOccurrences {
    static final TimerType HELD = new TimerType("schedule.ritual");
    private static final Logger log = LoggerFactory.getLogger(SettleOccurrences.class);
    private static final Duration OUT_OF_THE_WAY = Duration.ofMinutes(10);

    private final RitualRows rows;
    private final TimerRows timerRows;
    private final RitualHandlers handlers;
    private final Heartbeat heartbeat;
    private final Timers timers;
    private final Alarm alarm;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WorkspaceTurns turns;

    SettleOccurrences(RitualRows rows, TimerRows timerRows, RitualHandlers handlers, Heartbeat heartbeat, Timers timers,
            Alarm alarm, PlatformTransactionManager transactions, Clock clock) {
        this.rows = rows;
        this.timerRows = timerRows;
        this.handlers = handlers;
        this.heartbeat = heartbeat;
        this.timers = timers;
        this.alarm = alarm;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.turns = new WorkspaceTurns(upTo -> rows.workspacesDue(upTo, SharedCommit.MOST));
    }

    /**
     * Sees to some rituals that are due, earliest first, or in turns where many are; answers how many it met, and zero when there are none
     * that nobody else sees to.
     */
    int some(Instant upTo) {
        return turns.take(upTo, whose -> some(whose, upTo));
    }

    private int some(@Nullable WorkspaceId whose, Instant upTo) {
        SharedCommit<Ritual> shared = SharedCommit.of(transaction, (rituals, status) -> together(rituals, whose, upTo));
        if (shared.failure() != null) {
            log.debug("A group of rituals is undone, and settled one by one", shared.failure());
        }
        shared.apart().forEach(ritual -> alone(ritual.id(), upTo));
        return shared.met();
    }

    private void together(SharedCommit<Ritual> shared, @Nullable WorkspaceId whose, Instant upTo) {
        List<Ritual> claimed = shared.claimed(rows.claim(whose, upTo, SharedCommit.MOST));
        if (claimed.isEmpty()) {
            return;
        }
        timerRows.waitForLocksAtMost(SharedCommit.LOCK_WAIT);
        Instant now = clock.instant();
        List<Settling> due = new ArrayList<>();
        for (Ritual ritual : claimed) {
            shared.handle(ritual, one -> due.add(due(one, now)));
            if (shared.tookLong()) {
                break;
            }
        }
        save(settle(due, now));
    }

    private void alone(UUID id, Instant upTo) {
        try {
            transaction.executeWithoutResult(status -> rows.claim(id, upTo)
                    .ifPresent(ritual -> save(settle(ritual, clock.instant()))));
        } catch (TransientDataAccessException | RecoverableDataAccessException
                | NonTransientDataAccessResourceException | TransactionException passing) {
            throw passing;
        } catch (RuntimeException e) {
            log.error("Ritual {} cannot be worked out and is looked at again in ten minutes", id, e);
            rows.postpone(id, clock.instant().plus(OUT_OF_THE_WAY));
        }
    }

    /** With everything until now decided. In the transaction that holds its row. */
    Ritual settle(Ritual ritual, Instant now) {
        return settle(List.of(due(ritual, now)), now).getFirst();
    }

    /** Works out anew when these take place, with everything until now decided. In the transaction that holds their rows. */
    void replan(List<Ritual> rituals, Instant now) {
        save(settle(rituals.stream().map(ritual -> due(ritual, now)).toList(), now));
    }

    void save(Ritual ritual) {
        save(List.of(ritual));
    }

    private Settling due(Ritual ritual, Instant now) {
        HolidayCalendar holidays = handlers.holidays(ritual.key());
        return new Settling(ritual, ritual.due(holidays, now), ritual.from(now, holidays));
    }

    private List<Ritual> settle(List<Settling> all, Instant now) {
        Map<UUID, List<Occurrence>> due = new LinkedHashMap<>();
        all.stream().filter(one -> !one.occurrences().isEmpty())
                .forEach(one -> due.put(one.ritual().id(), one.occurrences()));
        if (!due.isEmpty()) {
            Instant upSince = heartbeat.upSince(now);
            Map<UUID, Set<LocalDateTime>> settled = rows.settled(due);
            Map<UUID, List<Fate>> fates = new LinkedHashMap<>();
            Map<TimerKey, Instant> next = new HashMap<>();
            for (Settling one : all) {
                if (due.containsKey(one.ritual().id())) {
                    List<Fate> decided = one.ritual().decide(one.occurrences(),
                            settled.getOrDefault(one.ritual().id(), Set.of()), upSince, now);
                    fates.put(one.ritual().id(), decided);
                    decided.forEach(fate -> next.put(timer(one.ritual(), fate), fate.occurrence().at()));
                    sayMissed(one.ritual(), decided);
                }
            }
            rows.decided(fates, now);
            timers.set(next);
        }
        return all.stream().map(Settling::after).toList();
    }

    private static TimerKey timer(Ritual ritual, Fate fate) {
        LocalDateTime planned = fate.occurrence().planned();
        return fate instanceof Fate.Owed
                ? timer(ritual.key().workspace(), ritual.id(), planned)
                : PassOver.MISSED.of(ritual.key().workspace(), ritual.id(), planned.toString());
    }

    private static void sayMissed(Ritual ritual, List<Fate> fates) {
        long missed = fates.stream().filter(fate -> !(fate instanceof Fate.Owed)).count();
        if (missed > 0) {
            log.info("Of {} in workspace {}, {} occurrences were missed and are {}", ritual.key(),
                    ritual.key().workspace(), missed,
                    ritual.afterDowntime() instanceof AfterDowntime.Coalesce ? "held as one" : "not held");
        }
    }

    /** The sweep is woken when the first of them is due. */
    private void save(Collection<Ritual> rituals) {
        rows.save(rituals);
        rituals.stream().flatMap(ritual -> Stream.ofNullable(ritual.next())).min(naturalOrder())
                .ifPresent(alarm::ringAfterCommit);
    }

    static TimerKey timer(WorkspaceId workspace, UUID ritual, LocalDateTime planned) {
        return HELD.of(workspace, ritual, planned.toString());
    }

    /** @param after the ritual as it is once these are settled */
    private record Settling(Ritual ritual, List<Occurrence> occurrences, Ritual after) {}
}
