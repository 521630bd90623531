package dev.steward.boot;

import java.sql.Connection;
import java.sql.SQLException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.modulith.runtime.flyway.MigrationFilter;

/**
 * Each module's migrations run apart, in the order of {@code META-INF/spring-modulith/application-modules.json}. Without that file
 * the order would be computed from the classes at every start, which takes seconds; a test keeps it true.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
    /** A real workspace's database has no use for the sandbox's tables. */
    @Bean
    MigrationFilter sandboxTablesOnlyInTheSandbox(@Value("${steward.mode}") String mode) {
        return (module, flyway) -> mode.equals("sandbox") || !module.toString().equals("sandbox");
    }

    /** One statement may work on a large table for longer than the pool would wait for its answer. */
    @Bean
    FlywayConfigurationCustomizer unhurriedMigrations() {
        return configuration -> configuration.dataSource(new DelegatingDataSource(configuration.getDataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setNetworkTimeout(Runnable::run, 0);
                return connection;
            }
        });
    }
}
