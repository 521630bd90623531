package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.initiative.Phase;
import dev.steward.policy.Policies;
import dev.steward.policy.PolicyVersion;
import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Requests on a real database, as far as finding them takes. One initiative is there, INIT-3, and one policy. */
final class Lists {
    static final InitiativeId LEDGER = new InitiativeId(new UUID(3, 3));

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    final JdbcTemplate jdbc;

    Lists(DataSource source, Clock clock) {
        Migrations.run(source, "workspace", "approval");
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(Clock.class, () -> clock);
        context.register(Wiring.class);
        context.refresh();
        jdbc = the(JdbcTemplate.class);
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, ?, 'Acme', 'A1', 'UBOT', 'B1', '', ?)
                """, workspace.value(), "T" + workspace, clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Its connections go with the process, as its database does. */
    static Lists fresh(Clock clock) {
        var source = new HikariDataSource();
        source.setJdbcUrl(TestDatabase.create().url());
        source.setMaximumPoolSize(2);
        return new Lists(source, clock);
    }

    <T> T the(Class<T> type) {
        return context.getBean(type);
    }

    void inTransaction(Runnable work) {
        the(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    /** Not marked as a configuration, or a whole Steward started by another test would find it too. */
    @EnableTransactionManagement
    @Import({Areas.class, Members.class, Requests.class, RequestJson.class, FindRequests.class})
    static class Wiring {
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

        @Bean
        Policies policies() {
            return new Policies() {
                @Override
                public PolicyVersion current(WorkspaceId workspace) {
                    return version(workspace, 1);
                }

                @Override
                public PolicyVersion version(WorkspaceId workspace, long number) {
                    return new PolicyVersion(workspace, number, "", SamplePolicy.policy(), null, Instant.EPOCH);
                }
            };
        }

        @Bean
        Initiatives initiatives() {
            return new Initiatives() {
                @Override
                public Optional<Initiative> find(WorkspaceId workspace, InitiativeId id) {
                    return Optional.of(ledger(workspace)).filter(one -> one.id().equals(id));
                }

                @Override
                public Map<InitiativeId, Initiative> find(WorkspaceId workspace, Collection<InitiativeId> ids) {
                    return ids.contains(LEDGER) ? Map.of(LEDGER, ledger(workspace)) : Map.of();
                }

                @Override
                public Optional<Initiative> find(WorkspaceId workspace, String reference) {
                    return Optional.of(ledger(workspace)).filter(one -> one.reference().equals(reference));
                }

                @Override
                public List<Initiative> suggest(WorkspaceId workspace, String typed, int most) {
                    return List.of(ledger(workspace));
                }

                @Override
                public boolean move(WorkspaceId workspace, InitiativeId id, Phase from, Phase to, String because,
                        @Nullable UserId by) {
                    throw new UnsupportedOperationException("Lists move nothing");
                }

                private Initiative ledger(WorkspaceId workspace) {
                    return new Initiative(LEDGER, workspace, 3, "Ledger", SimulatedPeople.MAYA, null,
                            Phase.DEFINITION, null, 0);
                }
            };
        }
    }
}
