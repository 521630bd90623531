package dev.steward.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.Ritual.Fate;
import dev.steward.workspace.WorkspaceId;

/**
 * Decides of each occurrence whose time has come whether it is held, once. Quartz and the sweep both ask; the ritual's row lets one in.
 * What is to be held gets a timer, which knows how to go about failures.
 */
@Component
class SettleOccurrences {
    static final TimerType HELD = new TimerType("schedule.ritual");
    private static final Logger log = LoggerFactory.getLogger(SettleOccurrences.class);
    private static final Duration OUT_OF_THE_WAY = Duration.ofMinutes(10);

    private final RitualRows rows;
    private final RitualHandlers handlers;
    private final WakeRituals wake;
    private final Timers timers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SettleOccurrences(RitualRows rows, RitualHandlers handlers, WakeRituals wake, Timers timers,
            PlatformTransactionManager transactions, Clock clock) {
        this.rows = rows;
        this.handlers = handlers;
        this.wake = wake;
        this.timers = timers;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Sees to one ritual that is due; false when there is none that nobody else sees to. */
    boolean any(Instant upTo) {
        var due = rows.anyDue(upTo);
        due.ifPresent(this::of);
        return due.isPresent();
    }

    /** Sees to this ritual, if it is due. */
    void of(UUID id) {
        try {
            transaction.executeWithoutResult(status -> rows.lockDue(id, clock.instant())
                    .ifPresent(ritual -> save(settle(ritual, clock.instant()))));
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Ritual {} cannot be worked out and is looked at again in ten minutes", id, e);
            rows.postpone(id, clock.instant().plus(OUT_OF_THE_WAY));
        }
    }

    /** With everything until now decided. In the transaction that holds its row. */
    Ritual settle(Ritual ritual, Instant now) {
        HolidayCalendar holidays = handlers.holidays(ritual.key());
        List<Occurrence> due = ritual.due(holidays, now);
        if (!due.isEmpty()) {
            List<Fate> fates = ritual.decide(due, rows.settled(ritual.id(), due), now);
            rows.decided(ritual.id(), fates, now);
            timers.set(fates.stream().filter(Fate.Owed.class::isInstance).map(Fate::occurrence).collect(
                    Collectors.toMap(one -> timer(ritual.key().workspace(), ritual.id(), one.planned()),
                            Occurrence::at)));
            timers.set(fates.stream().filter(fate -> !(fate instanceof Fate.Owed)).map(Fate::occurrence).collect(
                    Collectors.toMap(one -> PassOver.MISSED.of(ritual.key().workspace(), ritual.id(),
                            one.planned().toString()), Occurrence::at)));
            long missed = fates.stream().filter(fate -> !(fate instanceof Fate.Owed)).count();
            if (missed > 0) {
                log.info("Of {} in workspace {}, {} occurrences were missed and are {}", ritual.key(),
                        ritual.key().workspace(), missed,
                        ritual.afterDowntime() instanceof AfterDowntime.Coalesce ? "held as one" : "not held");
            }
        }
        return ritual.from(now, holidays);
    }

    void save(Ritual ritual) {
        rows.save(ritual);
        wake.at(ritual.id(), ritual.next());
    }

    static TimerKey timer(WorkspaceId workspace, UUID ritual, LocalDateTime planned) {
        return HELD.of(workspace, ritual, planned.toString());
    }
}
