package dev.steward.schedule;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Each ritual's own Quartz trigger, changed with the transaction that changes its row, and as the last thing in it: Quartz locks its
 * triggers for the whole cluster until that commits.
 */
@Component
class WakeRituals {
    static final JobKey JOB = new JobKey("ritual");
    static final String GROUP = "ritual";

    private final Scheduler quartz;

    WakeRituals(Scheduler quartz) {
        this.quartz = quartz;
    }

    /** @param next null when it rests or is gone */
    void at(UUID ritual, @Nullable Instant next) {
        Changes changes = (Changes) TransactionSynchronizationManager.getResource(this);
        if (changes == null) {
            changes = new Changes();
            TransactionSynchronizationManager.bindResource(this, changes);
            TransactionSynchronizationManager.registerSynchronization(changes);
        }
        changes.wakes.put(ritual, new Wake(next));
    }

    static TriggerKey key(UUID ritual) {
        return new TriggerKey(ritual.toString(), GROUP);
    }

    private void change(UUID ritual, @Nullable Instant next) {
        TriggerKey key = key(ritual);
        try {
            if (next == null) {
                quartz.unscheduleJob(key);
                return;
            }
            Trigger trigger = TriggerBuilder.newTrigger().withIdentity(key).forJob(JOB).startAt(Date.from(next))
                    .build();
            if (quartz.rescheduleJob(key, trigger) == null) {
                quartz.scheduleJob(trigger);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("The trigger of ritual " + ritual + " cannot be changed", e);
        }
    }

    private record Wake(@Nullable Instant at) {}

    /** What the transaction changes, each ritual once. */
    private final class Changes implements TransactionSynchronization {
        private final Map<UUID, Wake> wakes = new LinkedHashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(WakeRituals.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(WakeRituals.this, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            wakes.forEach((ritual, wake) -> change(ritual, wake.at()));
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(WakeRituals.this);
        }
    }
}
