package dev.steward.workspace;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.WorkspaceTables.WorkspaceTable;

/** What is erased of a workspace that left, on the tables as all modules migrate them. */
class EraseWorkspacesTest {
    /** Tables whose rows are of no workspace, and why; anything else has a {@code workspace_id} or refers to something that has. */
    private static final Map<String, String> OF_NO_WORKSPACE = Map.of(
            "workspace", "the installations themselves",
            "flyway_.*", "what was migrated",
            "restore", "which backups were restored",
            "qrtz_.*", "Quartz's own: what wakes the sweep",
            "sweep_heartbeat", "since when Steward sweeps, for all of them",
            "sandbox_.*", "not Steward's, but its Slack's");

    private static final HikariDataSource SOURCE = new HikariDataSource();
    private final JdbcClient jdbc = JdbcClient.create(SOURCE);
    private final WorkspaceTables tables = new WorkspaceTables(jdbc);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(SOURCE);
    private final Installations installations = new Installations(jdbc, Workspaces.cipher(), Clock.systemUTC(),
            event -> {
            });
    private final EraseWorkspaces erase = erase(transactions);

    @BeforeAll
    static void migrate() {
        SOURCE.setJdbcUrl(TestDatabase.create().url());
        SOURCE.setMaximumPoolSize(5);
        Migrations.run(SOURCE, modules().toArray(String[]::new));
        // rows are made up here; what they may say is not what is tested
        JdbcClient.create(SOURCE).sql("""
                do $$ declare c record; begin
                    for c in select conrelid::regclass as t, conname from pg_constraint
                             where contype = 'c' and connamespace = current_schema()::regnamespace
                               and conrelid <> 'workspace'::regclass loop
                        execute format('alter table %s drop constraint %I', c.t, c.conname);
                    end loop;
                end $$
                """).update();
    }

    @AfterAll
    static void close() {
        SOURCE.close();
    }

    @BeforeEach
    void empty() {
        unguarded("truncate table " + Stream.concat(Stream.of("workspace"), names()).collect(joining(", ")));
    }

    @Test
    void everyTableIsOfAWorkspaceOrSaysWhyNot() {
        List<String> covered = names().toList();

        assertThat(jdbc.sql("select tablename from pg_tables where schemaname = current_schema()").query(String.class)
                .list()).filteredOn(table -> OF_NO_WORKSPACE.keySet().stream().noneMatch(table::matches))
                .as("a new table names its workspace, or nobody erases its rows when that leaves")
                .isSubsetOf(covered);
        assertThat(covered).hasSizeGreaterThan(50);
    }

    @Test
    void nothingIsLeftOfAWorkspaceThatLeftAndAllOfAnother() {
        WorkspaceId leaves = install("T0LEAVES");
        WorkspaceId stays = install("T0STAYS");
        fill(leaves);
        fill(stays);

        installations.remove(leaves, null);
        erase.all();

        assertThat(with(leaves)).isEmpty();
        assertThat(with(stays)).containsExactlyElementsOf(names().toList());
        assertThat(jdbc.sql("select id from workspace").query(UUID.class).list()).containsExactly(stays.value());
        for (String table : names().toList()) {
            assertThat(jdbc.sql("select count(*) from " + table).query(Integer.class).single()).as(table).isOne();
        }
    }

    @Test
    void whoTakesOverGoesOnWhereAnotherDied() {
        WorkspaceId leaves = install("T0LARGE");
        fill(leaves);
        items(leaves, 3_000);
        WorkspaceId stays = install("T0STAYS");
        fill(stays);
        installations.remove(leaves, null);

        erase(new JdbcTransactionManager(SOURCE) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                if (count(leaves) <= 2_001) {
                    throw new IllegalStateException("killed");
                }
                super.doCommit(status);
            }
        }).all();
        assertThat(count(leaves)).isBetween(2_000, 2_999);

        var both = Stream.generate(() -> CompletableFuture.runAsync(() -> erase(transactions).all())).limit(2).toList();
        both.forEach(CompletableFuture::join);
        erase.all();

        assertThat(with(leaves)).isEmpty();
        assertThat(with(stays)).containsExactlyElementsOf(names().toList());
    }

    @Test
    void aStepIsShort() {
        WorkspaceId leaves = install("T0LARGE");
        items(leaves, 3_000);
        installations.remove(leaves, null);
        List<Integer> counts = new ArrayList<>(List.of(3_000));

        erase(new JdbcTransactionManager(SOURCE) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                counts.add(count(leaves));
            }
        }).all();

        for (int i = 1; i < counts.size(); i++) {
            assertThat(counts.get(i - 1) - counts.get(i)).isBetween(0, 500);
        }
        assertThat(count(leaves)).isZero();
    }

    @Test
    void whoInstallsStewardAgainMeanwhileBeginsAnew() {
        WorkspaceId before = install("T0BACK");
        fill(before);
        installations.remove(before, null);

        WorkspaceId after = install("T0BACK");
        fill(after);
        erase.all();

        assertThat(after).isNotEqualTo(before);
        assertThat(with(before)).isEmpty();
        assertThat(with(after)).containsExactlyElementsOf(names().toList());
        assertThat(installations.find(null, "T0BACK")).map(Installation::workspace).contains(after);
    }

    @Test
    void whatWasUnderWayElsewhereIsErasedToo() {
        WorkspaceId leaves = install("T0LATE");
        fill(leaves);
        installations.remove(leaves, null);
        EraseWorkspaces patient = erase(transactions, Duration.ofMinutes(3));

        patient.all();
        assertThat(with(leaves)).isEmpty();
        fill(leaves);
        patient.all();

        assertThat(with(leaves)).isEmpty();
        assertThat(jdbc.sql("select left_at is not null and name = '' from workspace where id = ?")
                .param(leaves.value()).query(Boolean.class).single()).isTrue();
        jdbc.sql("update workspace set left_at = left_at - interval '3 minutes'").update();
        patient.all();
        assertThat(jdbc.sql("select count(*) from workspace").query(Long.class).single()).isZero();
    }

    @Test
    void whatEarlierVersionsLeftBehindIsErasedAfterAWeek() {
        WorkspaceId gone = new WorkspaceId(UUID.randomUUID());
        WorkspaceId stays = install("T0STAYS");
        fill(gone);
        fill(stays);
        jdbc.sql("""
                insert into timer (workspace_id, subject_id, type, step, due_at) values (?, ?, 'steward.own', '', now())
                """).params(WorkspaceId.STEWARD.value(), UUID.randomUUID()).update();

        erase.findAbandoned();
        erase.all();
        assertThat(with(gone)).containsExactlyElementsOf(names().toList());

        jdbc.sql("update workspace set erase_at = erase_at - interval '7 days' where left_at is not null").update();
        erase.all();
        assertThat(with(gone)).isEmpty();
        assertThat(with(stays)).containsExactlyElementsOf(names().toList());
        assertThat(with(WorkspaceId.STEWARD)).containsExactly("timer");
    }

    @Test
    void anEventThatComesLateTakesNoNewInstallation() {
        WorkspaceId workspace = install("T0AGAIN");
        var hourAgo = Clock.systemUTC().instant().minus(Duration.ofHours(1));

        installations.revokeToken(workspace, hourAgo);
        assertThat(installations.remove(workspace, hourAgo)).isFalse();

        assertThat(installations.get(workspace).botToken()).isEqualTo("xoxb-T0AGAIN");
    }

    private EraseWorkspaces erase(PlatformTransactionManager manager) {
        return erase(manager, Duration.ZERO);
    }

    private EraseWorkspaces erase(PlatformTransactionManager manager, Duration rest) {
        return new EraseWorkspaces(jdbc, tables, manager, rest);
    }

    private WorkspaceId install(String team) {
        return installations.save(new Installation(new WorkspaceId(UUID.randomUUID()), team, null, "Acme", "A1", "U1",
                "B1", "xoxb-" + team)).workspace();
    }

    private Stream<String> names() {
        return tables.inOrder().stream().map(WorkspaceTable::name);
    }

    private int count(WorkspaceId workspace) {
        return jdbc.sql("select count(*) from feedback_item where workspace_id = ?").param(workspace.value())
                .query(Integer.class).single();
    }

    /** The tables with rows of it. */
    private List<String> with(WorkspaceId workspace) {
        return tables.inOrder().stream().filter(table -> jdbc.sql(table.exists()).param("workspace", workspace.value())
                .query(Boolean.class).single()).map(WorkspaceTable::name).toList();
    }

    /** One row in every table. What refers to another row finds it, because all values of a type are the same. */
    private void fill(WorkspaceId workspace) {
        UUID id = new UUID(workspace.value().getLeastSignificantBits(), workspace.value().getMostSignificantBits());
        Map<String, Map<String, String>> columns = new HashMap<>();
        jdbc.sql("""
                select c.relname, a.attname, format_type(a.atttypid, null) as type
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0
                  and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
                """).query(row -> {
            columns.computeIfAbsent(row.getString(1), table -> new HashMap<>()).put(row.getString(2), row.getString(3));
        });
        names().forEach(table -> {
            Map<String, String> of = columns.getOrDefault(table, Map.of());
            unguarded("insert into " + table + " (" + String.join(", ", of.keySet()) + ") values ("
                    + of.entrySet().stream().map(column -> column.getKey().equals(WorkspaceTables.COLUMN)
                            ? "'" + workspace + "'"
                            : value(column.getValue(), id)).collect(joining(", "))
                    + ")");
        });
    }

    private static String value(String type, UUID id) {
        return switch (type) {
            case "uuid" -> "'" + id + "'";
            case "text", "character varying", "tsvector" -> "'x'";
            case "boolean" -> "false";
            case "bytea" -> "''";
            case "json", "jsonb" -> "'{}'";
            case "smallint", "integer", "bigint", "numeric", "double precision", "real" -> "1";
            default -> type.endsWith("[]") ? "'{}'" : "'2026-03-02'::" + type;
        };
    }

    private void items(WorkspaceId workspace, int count) {
        jdbc.sql("""
                insert into feedback_item (id, workspace_id, number, capture_key, via, captured_at, changed_at, words,
                                           consent)
                select gen_random_uuid(), :workspace, n + 1, n::text, 'x', now(), now(), 'x', 'x'
                from generate_series(1, :count) n
                """).param("workspace", workspace.value()).param("count", count).update();
    }

    /** Without what triggers would refuse. */
    private void unguarded(String sql) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql(sql).update();
        });
    }

    private static List<String> modules() {
        List<String> order = List.of("workspace", "schedule", "slack", "delivery");
        try (Stream<Path> folders = Files.list(Path.of("src/main/resources/db/migration"))) {
            return Stream.concat(order.stream(), folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !order.contains(name)).sorted()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
