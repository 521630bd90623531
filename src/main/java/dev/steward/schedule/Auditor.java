package dev.steward.schedule;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.TimerAudit.Needed;
import dev.steward.workspace.WorkspaceId;

/** A ritual of Steward's own: every hour it looks for what is open and has no timer, sets one, and says so. */
@Component
class Auditor implements RitualHandler {
    static final RitualKey RITUAL = new RitualKey(WorkspaceId.STEWARD, "schedule.audit", new UUID(0, 0));

    private static final Logger log = LoggerFactory.getLogger(Auditor.class);
    private static final Recurrence HOURLY = Recurrence.of(LocalDateTime.parse("2026-01-01T00:17"), ZoneOffset.UTC,
            "FREQ=HOURLY");
    private static final int AT_ONCE = 1_000;
    private static final int EXAMPLES = 5;

    private final List<TimerAudit> audits;
    private final TimerRows rows;
    private final Rituals rituals;
    private final Timers timers;
    private final MeterRegistry meters;
    private final TransactionTemplate apart;

    Auditor(List<TimerAudit> audits, TimerRows rows, Rituals rituals, Timers timers, MeterRegistry meters,
            PlatformTransactionManager transactions) {
        this.audits = audits;
        this.rows = rows;
        this.rituals = rituals;
        this.timers = timers;
        this.meters = meters;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        // from zero on, or whoever watches the counter rise misses the first
        audits.forEach(audit -> missing(audit.name()));
        apart.executeWithoutResult(status -> {
            if (rituals.find(RITUAL).isEmpty()) {
                rituals.plan(RITUAL, HOURLY, new AfterDowntime.Coalesce());
            }
        });
    }

    @Override
    public String kind() {
        return RITUAL.kind();
    }

    @Override
    public String title(RitualKey ritual) {
        return "Steward's own audit of timers";
    }

    @Override
    public void hold(RitualOccurrence occurrence) {
        audits.forEach(audit -> each(audit.name(), () -> audit(audit)));
    }

    /** One feature's trouble is not another's. */
    private void each(String name, Runnable work) {
        try {
            apart.executeWithoutResult(status -> work.run());
        } catch (RuntimeException e) {
            log.error("The audit of {} failed and is made again within the hour", name, e);
        }
    }

    /** What is missing twice is: in between, a thing may have been closed and its timer with it. */
    private void audit(TimerAudit audit) {
        Map<TimerKey, Instant> suspects = missing(audit, timer -> true);
        if (suspects.isEmpty()) {
            return;
        }
        Map<TimerKey, Instant> missing = missing(audit, suspects::containsKey);
        timers.set(missing);
        report(audit.name(), missing.keySet());
    }

    private Map<TimerKey, Instant> missing(TimerAudit audit, Predicate<TimerKey> suspect) {
        Map<TimerKey, Instant> missing = new LinkedHashMap<>();
        List<Needed> some = new ArrayList<>();
        try (var needed = audit.needed()) {
            needed.filter(one -> suspect.test(one.timer())).forEach(one -> {
                some.add(one);
                if (some.size() == AT_ONCE) {
                    rows.missing(some).forEach(gone -> missing.put(gone.timer(), gone.due()));
                    some.clear();
                }
            });
        }
        rows.missing(some).forEach(gone -> missing.put(gone.timer(), gone.due()));
        return missing;
    }

    private Counter missing(String audit) {
        return meters.counter("steward.timers.missing", "audit", audit);
    }

    private void report(String audit, Collection<TimerKey> missing) {
        if (!missing.isEmpty()) {
            missing(audit).increment(missing.size());
            log.error(
                    "Found open things that nothing would have woken, and repaired them: {} of {}: {}{}. Was a backup "
                            + "restored, or were rows deleted by hand? If not, please report it",
                    missing.size(), audit,
                    missing.stream().limit(EXAMPLES).map(Auditor::words).collect(joining(", ")),
                    missing.size() > EXAMPLES ? ", ..." : "");
        }
    }

    private static String words(TimerKey missing) {
        return missing + " in workspace " + missing.workspace();
    }
}
