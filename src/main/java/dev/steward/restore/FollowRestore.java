package dev.steward.restore;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what follows from a restore: once for each backup, on one instance, before anything is sent or answered. */
@Component
class FollowRestore implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(FollowRestore.class);

    private final Restored restored;
    private final Counters counters;
    private final List<AfterRestore> steps;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FollowRestore(Restored restored, Counters counters, List<AfterRestore> steps, JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.restored = restored;
        this.counters = counters;
        this.steps = steps;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        restored.from().ifPresent(from -> {
            transaction.executeWithoutResult(status -> follow(from));
            log.warn(
                    "STEWARD_RESTORED_FROM is set: what is said about things from before {} is looked for in Slack first. "
                            + "Remove the setting after a day",
                    from);
        });
    }

    /** Others that start at the same time wait here, and find it done. */
    private void follow(Instant from) {
        if (jdbc.sql("insert into restore (restored_from, done_at) values (:from, now()) on conflict do nothing")
                .param("from", from.atOffset(ZoneOffset.UTC)).update() == 0) {
            return;
        }
        List<String> done = new ArrayList<>();
        done.add(counters.take());
        steps.forEach(step -> done.add(step.take()));
        log.warn("Restored from a backup of {}: {}", from, String.join("; ", done));
    }
}
