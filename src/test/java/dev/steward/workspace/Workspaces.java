package dev.steward.workspace;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The module's own parts, for tests that put an instance together by hand. */
public final class Workspaces {
    public static void migrate(DataSource source) {
        Flyway.configure().dataSource(source).locations("db/migration/workspace")
                .table("flyway_schema_history_workspace").load().migrate();
    }

    public static Members members(JdbcClient jdbc) {
        return new Members(jdbc, event -> {
        });
    }

    public static TokenCipher cipher() {
        return new TokenCipher(
                new EncryptionKeys(new MockEnvironment().withProperty("STEWARD_ENCRYPTION_KEY", "for tests")));
    }

    private Workspaces() {}
}
