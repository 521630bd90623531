package dev.steward.initiative;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.initiative.KeepInitiatives.Outcome;
import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Initiatives on a real database, without Slack. */
final class InitiativeDatabase implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-12-03T12:00:00Z");
    static final UserId MAYA = new UserId("U0MAYA");
    static final UserId DIEGO = new UserId("U0DIEGO");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final HikariDataSource source = new HikariDataSource();
    final Heard heard = new Heard();
    final JdbcClient jdbc = JdbcClient.create(source);

    InitiativeDatabase() {
        source.setJdbcUrl(TestDatabase.create().url());
        source.setMaximumPoolSize(20);
        Migrations.run(source, "workspace", "initiative");
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(Heard.class, () -> heard);
        context.register(Wiring.class);
        context.refresh();
    }

    WorkspaceId workspace() {
        var workspace = new WorkspaceId(UUID.randomUUID());
        jdbc.sql("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, ?, 'Acme', 'A1', 'UBOT', 'B1', '', ?)
                """).params(workspace.value(), "T" + workspace, NOON.atOffset(ZoneOffset.UTC)).update();
        return workspace;
    }

    <T> T the(Class<T> type) {
        return context.getBean(type);
    }

    Initiative begin(WorkspaceId workspace, String name) {
        return begin(workspace, details(name, null, null));
    }

    Initiative begin(WorkspaceId workspace, Details details) {
        Outcome outcome = the(KeepInitiatives.class).create(workspace, UUID.randomUUID().toString(), MAYA, details);
        return ((Outcome.Kept) outcome).initiative();
    }

    static Details details(String name, @Nullable AreaId area, @Nullable String objective) {
        return new Details(name, MAYA, area, objective);
    }

    boolean move(Initiative initiative, Phase from, Phase to, String because) {
        return in(() -> the(Initiatives.class).move(initiative.workspace(), initiative.id(), from, to, because,
                DIEGO));
    }

    <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(the(TransactionTemplate.class).execute(status -> work.get()));
    }

    @Override
    public void close() {
        context.close();
        source.close();
    }

    /** What was published. */
    static class Heard {
        final List<InitiativeMoved> moves = new CopyOnWriteArrayList<>();

        @EventListener
        void on(InitiativeMoved moved) {
            moves.add(moved);
        }
    }

    /** Not marked as a configuration, or a whole Steward started by another test would find it too. */
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({Areas.class, Members.class, KeptInitiatives.class, KeepInitiatives.class, FindInitiatives.class,
            ShowInitiative.class})
    static class Wiring {
        @Bean
        InitiativeFacts requests() {
            return (reader, initiative) -> List.of("AP-7 Launch: approved 3 Dec");
        }

        @Bean
        InitiativeFacts releases() {
            return (reader, initiative) -> IntStream.range(0, 12).mapToObj(n -> "REL-" + n).toList();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOON, ZoneOffset.UTC);
        }

        @Bean
        JdbcTemplate jdbc(DataSource source) {
            return new JdbcTemplate(source);
        }

        @Bean
        JdbcClient client(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new JdbcTransactionManager(source);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }
    }
}
