package dev.steward.schedule;

import java.util.UUID;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz runs when a ritual is due. Should it fail, the sweep does the same a moment later. */
class RitualJob implements Job {
    private final SettleOccurrences settle;

    RitualJob(SettleOccurrences settle) {
        this.settle = settle;
    }

    @Override
    public void execute(JobExecutionContext context) {
        settle.of(UUID.fromString(context.getTrigger().getKey().getName()));
    }
}
