package dev.steward.delivery;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.restore.AfterRestore;

/** What waited when a backup was made has most likely been said since. */
@Component
class LookForWaiting implements AfterRestore {
    private final JdbcClient jdbc;

    LookForWaiting(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String take() {
        return jdbc.sql("update delivery set uncertain = true where due_at is not null and ts is null").update()
                + " messages that waited then are looked for in Slack before they are sent";
    }
}
