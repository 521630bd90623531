package dev.steward.boot;

import java.sql.Connection;
import javax.sql.DataSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the database answers. Stands in for Spring Boot's own, which asks one that hangs for as long as it hangs. */
@Component("dbHealthIndicator")
final class DatabaseHealth extends AbstractHealthIndicator {
    private static final int SECONDS = 1;

    private final DataSource database;

    DatabaseHealth(DataSource database) {
        super("The database does not answer");
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        try (Connection connection = database.getConnection()) {
            health.status(connection.isValid(SECONDS) ? "UP" : "DOWN");
        }
    }
}
