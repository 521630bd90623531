package dev.steward.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.modulith.runtime.flyway.MigrationFilter;

/**
 * Each module's migrations run apart, in the order of {@code META-INF/spring-modulith/application-modules.json}. Without that file
 * the order would be computed from the classes at every start, which takes seconds; a test keeps it true.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
    static final int SECONDS_FOR_A_LOCK = 5;
    private static final String QUERY_MODE = "preferQueryMode";

    /** A real workspace's database has no use for the sandbox's tables. */
    @Bean
    MigrationFilter sandboxTablesOnlyInTheSandbox(@Value("${steward.mode}") String mode) {
        return (module, flyway) -> mode.equals("sandbox") || !module.toString().equals("sandbox");
    }

    /**
     * Connections of their own, on which one statement may work on a large table for longer than the pool would wait for its answer. They
     * take statements whole ({@code preferQueryMode=simple}): read in the other way, the lock that Flyway holds keeps a snapshot, for which an
     * index that is made concurrently would wait for ever.
     */
    @Bean
    FlywayConfigurationCustomizer unhurriedMigrations() {
        return configuration -> configuration.callbacks(new WaitBriefly())
                .dataSource(new DelegatingDataSource(inWholeStatements(configuration.getDataSource())) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        Connection connection = super.getConnection();
                        connection.setNetworkTimeout(Runnable::run, 0);
                        return connection;
                    }
                });
    }

    /** @throws IllegalStateException for any others, on which a migration might wait for ever */
    private static DataSource inWholeStatements(DataSource source) {
        if (source instanceof HikariDataSource pool) {
            return ofThePool(pool).with(QUERY_MODE, "simple");
        }
        if (source instanceof AbstractDriverBasedDataSource ofAnotherUser) {
            Properties properties = new Properties();
            properties.putAll(
                    Objects.requireNonNullElseGet(ofAnotherUser.getConnectionProperties(), Properties::new));
            properties.setProperty(QUERY_MODE, "simple");
            ofAnotherUser.setConnectionProperties(properties);
            return ofAnotherUser;
        }
        throw new IllegalStateException("Migrations know no connections of their own in a " + source.getClass());
    }

    private static DatabaseConnections ofThePool(HikariDataSource pool) {
        try {
            return pool.getDataSource().unwrap(DatabaseConnections.class);
        } catch (SQLException e) {
            throw new IllegalStateException("The pool makes connections that migrations cannot use", e);
        }
    }

    /** Who waits for a table keeps all others waiting for it, so a migration gives up soon, and the next start tries again. */
    private static final class WaitBriefly extends BaseCallback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                // what is made concurrently has no transaction, and waits without keeping anybody
                if (!context.getConnection().getAutoCommit()) {
                    try (Statement statement = context.getConnection().createStatement()) {
                        statement.execute("set local lock_timeout = '" + SECONDS_FOR_A_LOCK + "s'");
                    }
                }
            } catch (SQLException e) {
                throw new FlywayException("The time to wait for locks cannot be set", e);
            }
        }
    }
}
