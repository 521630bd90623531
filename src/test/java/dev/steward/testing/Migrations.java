package dev.steward.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** Modules' migrations, for tests that put parts of Steward together by hand. */
public final class Migrations {
    private Migrations() {}

    /** All modules that have any, in the order in which Steward migrates them. */
    public static List<String> modules() {
        return JsonMapper.shared().readTree(
                Path.of("src/main/resources/META-INF/spring-modulith/application-modules.json").toFile())
                .propertyNames().stream().filter(module -> Files.isDirectory(folder(module))).toList();
    }

    public static Path folder(String module) {
        return Path.of("src/main/resources/db/migration").resolve(module);
    }

    /** In this order. */
    public static void run(DataSource source, String... modules) {
        for (String module : modules) {
            of(source, module).load().migrate();
        }
    }

    /** One module's, as Steward itself runs them; the order is the caller's. */
    public static FluentConfiguration of(DataSource source, String module) {
        return Flyway.configure().dataSource(source).locations("db/migration/" + module)
                .table("flyway_schema_history_" + module).baselineOnMigrate(true).baselineVersion("0")
                // an index that is made concurrently waits for every transaction, that of Flyway's own lock too
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }
}
