package dev.steward.boot;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
}
