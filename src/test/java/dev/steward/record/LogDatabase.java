package dev.steward.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The log on a real database. */
final class LogDatabase implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-12-03T12:00:00.123456Z");
    static final UserId MAYA = new UserId("U0MAYA");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final HikariDataSource source = new HikariDataSource();
    final JdbcClient jdbc = JdbcClient.create(source);
    final DecisionLog log;
    final RedactLog redacts;
    final TransactionTemplate transaction;

    LogDatabase() {
        source.setJdbcUrl(TestDatabase.create().url());
        source.setMaximumPoolSize(20);
        Migrations.run(source, "workspace", "record");
        context.registerBean(DataSource.class, () -> source);
        context.register(Wiring.class);
        context.refresh();
        log = context.getBean(DecisionLog.class);
        redacts = context.getBean(RedactLog.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    WorkspaceId workspace() {
        var workspace = new WorkspaceId(UUID.randomUUID());
        jdbc.sql("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, ?, 'Acme', 'A1', 'UBOT', 'B1', '', ?)
                """).params(workspace.value(), "T" + workspace, NOON.atOffset(ZoneOffset.UTC)).update();
        return workspace;
    }

    Entry append(WorkspaceId workspace, String reference) {
        return append(workspace, decided(reference, Map.of("outcome", "approved", "reasons", reference)));
    }

    Entry append(WorkspaceId workspace, NewEntry entry) {
        return in(() -> log.append(workspace, entry));
    }

    WorkspaceId logOf(int entries) {
        WorkspaceId workspace = workspace();
        for (int i = 1; i <= entries; i++) {
            append(workspace, "AP-" + i);
        }
        return workspace;
    }

    <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    static NewEntry decided(String reference, Map<String, Object> facts) {
        return decided(reference, MAYA, facts);
    }

    static NewEntry decided(String reference, @Nullable UserId by, Map<String, Object> facts) {
        return new NewEntry("approval.decided", new UUID(7, 7), reference, by, NOON, facts);
    }

    /** As somebody does who owns the database and means harm: triggers off, change, triggers on. */
    void tamper(String sql, WorkspaceId workspace) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql(sql).param("workspace", workspace.value()).update();
        });
    }

    @Override
    public void close() {
        context.close();
        source.close();
    }

    /** Not marked as a configuration, or a whole Steward started by another test would find it too. */
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({HashChain.class, RedactLog.class})
    static class Wiring {
        @Bean
        JdbcClient client(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        NamedParameterJdbcOperations batches(DataSource source) {
            return new NamedParameterJdbcTemplate(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new JdbcTransactionManager(source);
        }
    }
}
