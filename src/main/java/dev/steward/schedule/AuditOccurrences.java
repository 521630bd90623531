package dev.steward.schedule;

import java.util.stream.Stream;

import org.springframework.stereotype.Component;

/** Occurrences that are owed have a timer that holds them. */
@Component
class AuditOccurrences implements TimerAudit {
    private final RitualRows rows;

    AuditOccurrences(RitualRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "schedule.occurrence";
    }

    @Override
    public Stream<Needed> needed() {
        return rows.allOwed();
    }
}
