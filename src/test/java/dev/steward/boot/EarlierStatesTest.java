package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;

/**
 * Migrations over tables that have rows: every module is brought from each of its states to the next, with rows in every table of every
 * state, those of a workspace that is there and those that one left behind.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("EarlierStatesTest")
class EarlierStatesTest {
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'::|ARRAY\\[(\\d+)");
    private static final UUID WORKSPACE = new UUID(0, 1);

    private final TestDatabase database = TestDatabase.create();
    private final SingleConnectionDataSource connection = new SingleConnectionDataSource(database.url(), true);
    private final JdbcTemplate jdbc = new JdbcTemplate(connection);
    /** As all tables are in the end: what a check or a foreign key says only now was true of rows before. */
    private final Map<String, Table> end = new LinkedHashMap<>();
    private int made;

    @AfterEach
    void close() {
        connection.destroy();
    }

    @Test
    void everyStateBecomesTheNextWithItsRows() throws IOException {
        TestDatabase migrated = TestDatabase.create();
        Migrations.run(migrated.dataSource(), Migrations.modules().toArray(String[]::new));
        tables(new JdbcTemplate(migrated.dataSource())).forEach(table -> end.put(table.name, table));
        Map<String, List<MigrationVersion>> modules = modules();
        int rounds = modules.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<MigrationVersion>> module : modules.entrySet()) {
                if (round < module.getValue().size()) {
                    migrate(module.getKey(), module.getValue().get(round));
                }
            }
            fill();
        }
        assertThat(rows().values()).as("tables with rows").allSatisfy(many -> assertThat(many).isPositive());
        assertThat(jdbc.queryForList("select conname from pg_constraint where not convalidated", String.class))
                .as("constraints that do not hold for old rows").isEmpty();
    }

    private void migrate(String module, MigrationVersion version) {
        Map<String, Long> before = rows();
        Migrations.of(database.dataSource(), module).target(version).load().migrate();
        Map<String, Long> after = rows();
        before.keySet().retainAll(after.keySet());
        assertThat(after).as("rows after %s %s", module, version).containsAllEntriesOf(before);
    }

    /** In the order in which they run. */
    private static Map<String, List<MigrationVersion>> modules() throws IOException {
        Map<String, List<MigrationVersion>> modules = new LinkedHashMap<>();
        for (String module : Migrations.modules()) {
            try (Stream<Path> files = Files.list(Migrations.folder(module))) {
                modules.put(module, files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("V"))
                        .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                        .sorted().toList());
            }
        }
        return modules;
    }

    /** How many rows of the workspace, or of none, each table has. */
    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        List<String> counts = tables().stream().map(table -> "select '" + table.name + "', count(*) from " + table.name
                + (table.columns.containsKey("workspace_id") ? " where workspace_id = '" + WORKSPACE + "'" : ""))
                .toList();
        if (!counts.isEmpty()) {
            jdbc.query(String.join(" union all ", counts), row -> {
                rows.put(row.getString(1), row.getLong(2));
            });
        }
        return rows;
    }

    /** Of every table a row with only what it must have, one with all it can have, and one of a workspace that is gone. */
    private void fill() {
        List<Table> waiting = new ArrayList<>(tables());
        Set<String> filled = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            List<Table> ready = waiting.stream().filter(table -> table.references.stream()
                    .allMatch(to -> to.table.equals(table.name) || filled.contains(to.table))).toList();
            assertThat(ready).as("tables that refer to each other: %s", waiting).isNotEmpty();
            for (Table table : ready) {
                insert(table, WORKSPACE, false);
                insert(table, WORKSPACE, true);
                if (table.unguarded()) {
                    insert(table, UUID.randomUUID(), true);
                }
                filled.add(table.name);
            }
            waiting.removeAll(ready);
        }
    }

    private void insert(Table table, UUID workspace, boolean whole) {
        Set<String> columns = new LinkedHashSet<>();
        table.columns.values().stream().filter(column -> whole || column.needed).forEach(
                column -> columns.add(column.name));
        made++;
        for (int tries = 0;; tries++) {
            Map<String, Object> values = values(table, columns, workspace);
            try {
                jdbc.update("insert into " + table.name + " (" + String.join(", ", values.keySet()) + ") values ("
                        + String.join(", ", values.keySet().stream()
                                .map(name -> "?::" + Objects.requireNonNull(table.columns.get(name)).type).toList())
                        + ")", values.values().toArray());
                return;
            } catch (DataIntegrityViolationException e) {
                var broken = ((PSQLException) e.getMostSpecificCause()).getServerErrorMessage();
                String constraint = broken == null ? null : broken.getConstraint();
                if ("23505".equals(((PSQLException) e.getMostSpecificCause()).getSQLState())) {
                    return; // one is enough where there can be only one
                }
                List<String> about = table.checks.getOrDefault(String.valueOf(constraint), List.of()).stream()
                        .filter(name -> !Objects.requireNonNull(table.columns.get(name)).needed).toList();
                if (about.isEmpty() || tries > 3) {
                    throw e;
                }
                if (!columns.removeAll(about)) {
                    columns.addAll(about);
                }
            }
        }
    }

    private Map<String, Object> values(Table table, Set<String> columns, UUID workspace) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : columns) {
            values.put(name, Objects.requireNonNull(table.columns.get(name)).value(made));
        }
        if (values.containsKey("workspace_id")) {
            values.put("workspace_id", workspace.toString());
        }
        if (table.name.equals("workspace")) {
            boolean there = !jdbc.queryForList("select 1 from workspace where id = ?", WORKSPACE).isEmpty();
            values.put("id", (there ? UUID.randomUUID() : WORKSPACE).toString());
        }
        for (Reference reference : table.references) {
            if (values.keySet().containsAll(reference.columns)) {
                refer(reference, values, workspace);
            }
        }
        return values;
    }

    private void refer(Reference reference, Map<String, Object> values, UUID workspace) {
        String where = reference.table.equals("workspace")
                ? " where id = '" + WORKSPACE + "'"
                : values.containsKey("workspace_id") && hasWorkspace(reference.table)
                        ? " where workspace_id = '" + workspace + "'"
                        : "";
        List<Map<String, Object>> parents = jdbc.queryForList(
                "select " + String.join(", ", reference.referred) + " from " + reference.table + where + " limit 1");
        for (int n = 0; n < reference.columns.size(); n++) {
            if (!parents.isEmpty()) {
                values.put(reference.columns.get(n),
                        String.valueOf(parents.getFirst().get(reference.referred.get(n))));
            } else if (reference.own) {
                values.remove(reference.columns.get(n));
            }
        }
    }

    private boolean hasWorkspace(String table) {
        return !jdbc.queryForList("""
                select 1 from pg_attribute where attrelid = ?::regclass and attname = 'workspace_id' and not attisdropped
                """, table).isEmpty();
    }

    private List<Table> tables() {
        return tables(jdbc);
    }

    private List<Table> tables(JdbcTemplate jdbc) {
        Map<String, Table> tables = new LinkedHashMap<>();
        jdbc.query("""
                select c.relname, a.attname, format_type(a.atttypid, null) as type, a.attnum,
                    a.attnotnull and not a.atthasdef as needed
                from pg_attribute a join pg_class c on c.oid = a.attrelid
                where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0
                  and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
                  and c.relname not like 'flyway%' order by c.relname, a.attnum
                """, row -> {
            tables.computeIfAbsent(row.getString(1), Table::new).columns.put(row.getString(2),
                    new Column(row.getString(2), row.getString(3), row.getInt(4), row.getBoolean(5), null));
        });
        jdbc.query("""
                select c.relname, k.conname, k.contype, f.relname as referred, pg_get_constraintdef(k.oid) as means,
                    (select array_agg(a.attname order by n) from unnest(k.conkey) with ordinality as key (num, n)
                     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.num) as columns,
                    (select array_agg(a.attname order by n) from unnest(k.confkey) with ordinality as key (num, n)
                     join pg_attribute a on a.attrelid = k.confrelid and a.attnum = key.num) as to_columns
                from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class f on f.oid = k.confrelid
                where c.relnamespace = current_schema()::regnamespace and k.contype in ('c', 'f')
                  and c.relname not like 'flyway%'
                """, row -> {
            Table table = Objects.requireNonNull(tables.get(row.getString(1)));
            List<String> columns = List.of((String[]) row.getArray("columns").getArray());
            if (row.getString("contype").equals("f")) {
                table.references.add(new Reference(row.getString("referred"), columns,
                        List.of((String[]) row.getArray("to_columns").getArray()),
                        row.getString("referred").equals(table.name), true));
            } else {
                table.checks.put(row.getString("conname"), columns);
                Matcher first = LITERAL.matcher(row.getString("means"));
                if (columns.size() == 1 && first.find()) {
                    String word = first.group(1);
                    table.columns.computeIfPresent(columns.getFirst(),
                            (name, column) -> column.of(word == null ? first.group(2) : word));
                }
            }
        });
        tables.values().forEach(table -> meantLater(table, tables.keySet()));
        tables.values().forEach(table -> meant(table, tables));
        return List.copyOf(tables.values());
    }

    /** What no check and no foreign key says yet. */
    private void meantLater(Table table, Set<String> tables) {
        Table later = end.get(table.name);
        if (later == null) {
            return;
        }
        later.columns.values().stream().filter(column -> column.only != null).forEach(
                column -> table.columns.computeIfPresent(column.name,
                        (name, now) -> now.only == null ? now.of(column.only) : now));
        later.references.stream()
                .filter(one -> !one.table.equals("workspace") && tables.contains(one.table))
                .filter(one -> table.columns.keySet().containsAll(one.columns))
                .filter(one -> table.references.stream().noneMatch(now -> now.columns.equals(one.columns)))
                .forEach(one -> table.references
                        .add(new Reference(one.table, one.columns, one.referred, one.own, false)));
    }

    /** What no foreign key says, and rows were made by all the same. */
    private static void meant(Table table, Map<String, Table> tables) {
        for (Column column : table.columns.values()) {
            Table to = column.name.endsWith("_id")
                    ? tables.get(column.name.substring(0, column.name.length() - 3))
                    : null;
            if (to != null && to != table && to.columns.containsKey("id") && !to.name.equals("workspace")
                    && table.references.stream().noneMatch(one -> one.columns.contains(column.name))
                    && to.references.stream().noneMatch(one -> one.table.equals(table.name))) {
                table.references.add(new Reference(to.name, List.of(column.name), List.of("id"), false, false));
            }
        }
    }

    private static final class Table {
        private final String name;
        private final Map<String, Column> columns = new LinkedHashMap<>();
        private final List<Reference> references = new ArrayList<>();
        private final Map<String, List<String>> checks = new LinkedHashMap<>();

        Table(String name) {
            this.name = name;
        }

        boolean unguarded() {
            return columns.containsKey("workspace_id") && references.stream().noneMatch(Reference::enforced);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param own      whether it refers to rows of its own table
     * @param enforced whether by a foreign key
     */
    private record Reference(String table, List<String> columns, List<String> referred, boolean own,
            boolean enforced) {}

    /** @param only what a check lets stand there */
    private record Column(String name, String type, int place, boolean needed, @Nullable String only) {
        Column of(@Nullable String value) {
            return new Column(name, type, place, needed, value);
        }

        /** Another for each row and each column; of times, a later one for a later column. */
        Object value(int row) {
            if (type.endsWith("[]")) {
                return "{}";
            }
            return switch (type) {
                case "uuid" -> new UUID(place, row).toString();
                case "boolean" -> "true";
                case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> only != null
                        ? only
                        : Integer.toString(row % 1_000 + 1);
                case "timestamp with time zone", "timestamp without time zone" -> "2026-01-%02d 10:00".formatted(place);
                case "date" -> "2026-01-%02d".formatted(place);
                case "time without time zone" -> "10:00";
                case "interval" -> "1 hour";
                case "bytea" -> "\\x00";
                case "tsvector" -> "'a':1";
                case "json", "jsonb" -> "{}";
                case "character varying", "character" -> "%d.%d".formatted(place, row); // Quartz's, some of them short
                // what reads it as JSON can
                default -> only != null ? only : "{\"%s\":\"%d\"}".formatted(name, row);
            };
        }
    }
}
