package dev.steward.workspace;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which rows belong to a workspace, as the catalogue of the database has it: those with a column {@code workspace_id}, and those that refer
 * to such by a foreign key. So a new table is known without being told of.
 */
@Repository
class WorkspaceTables {
    static final String COLUMN = "workspace_id";
    private static final String INSTALLATIONS = "workspace";

    private final JdbcClient jdbc;

    WorkspaceTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A table with rows of workspaces.
     *
     * @param rows      which of its rows {@code t} are of the workspace {@code :workspace}
     * @param unneeded  which of these no other row of the same table refers to; empty where none does so
     * @param unguarded whether nothing keeps it from having rows of a workspace that is not there
     */
    record WorkspaceTable(String name, String rows, String unneeded, boolean unguarded) {
        String exists() {
            return "select exists (select from " + name + " t where " + rows + ")";
        }

        /** What somebody holds at this moment is passed over. */
        String deleteSome() {
            return "delete from " + name + " where ctid = any (array(select t.ctid from " + name + " t where " + rows
                    + unneeded + " limit :most for update of t skip locked))";
        }
    }

    private record Reference(String from, String to, List<String> columns, List<String> referred) {
        String condition(String child, String parent) {
            return IntStream.range(0, columns.size())
                    .mapToObj(n -> child + "." + columns.get(n) + " = " + parent + "." + referred.get(n))
                    .collect(joining(" and "));
        }
    }

    /** In an order in which nothing is deleted before what refers to it. */
    List<WorkspaceTable> inOrder() {
        Map<String, Boolean> named = new HashMap<>();
        jdbc.sql("""
                select c.relname, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = :column
                                          and not a.attisdropped) as named
                from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
                """).param("column", COLUMN).query(row -> {
            named.put(row.getString(1), row.getBoolean(2));
        });
        List<Reference> references = references();
        List<WorkspaceTable> tables = new ArrayList<>();
        for (String name : named.keySet()) {
            rows(name, named, references, "t", 0).ifPresent(rows -> tables.add(new WorkspaceTable(name, rows,
                    unneeded(name, references), named.getOrDefault(name, false) && unguarded(name, references))));
        }
        Map<String, Integer> depths = new HashMap<>();
        tables.sort(Comparator.<WorkspaceTable>comparingInt(
                table -> -depth(table.name(), references, depths)).thenComparing(WorkspaceTable::name));
        return tables;
    }

    private List<Reference> references() {
        return jdbc.sql("""
                select c.conrelid::regclass::text, c.confrelid::regclass::text,
                       (select array_agg(a.attname::text order by k.n) from unnest(c.conkey) with ordinality k (key, n)
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.key),
                       (select array_agg(a.attname::text order by k.n) from unnest(c.confkey) with ordinality k (key, n)
                        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.key)
                from pg_constraint c
                where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
                order by c.conname
                """).query((row, n) -> new Reference(row.getString(1), row.getString(2),
                List.of((String[]) row.getArray(3).getArray()), List.of((String[]) row.getArray(4).getArray()))).list();
    }

    /** Empty for one whose rows are of no workspace. */
    private static Optional<String> rows(String table, Map<String, Boolean> named, List<Reference> references,
            String alias, int depth) {
        if (table.equals(INSTALLATIONS)) {
            return Optional.empty();
        }
        if (named.getOrDefault(table, false)) {
            return Optional.of(alias + "." + COLUMN + " = :workspace");
        }
        String parent = "p" + depth;
        return references.stream().filter(one -> one.from().equals(table) && !one.to().equals(table))
                .flatMap(one -> rows(one.to(), named, references, parent, depth + 1)
                        .map(rows -> "exists (select from " + one.to() + " " + parent + " where "
                                + one.condition(alias, parent) + " and " + rows + ")")
                        .stream())
                .findFirst();
    }

    private static String unneeded(String table, List<Reference> references) {
        return references.stream().filter(one -> one.from().equals(table) && one.to().equals(table))
                .map(one -> " and not exists (select from " + table + " c where " + one.condition("c", "t")
                        + " and c.ctid <> t.ctid)")
                .collect(joining());
    }

    private static boolean unguarded(String table, List<Reference> references) {
        return references.stream().noneMatch(one -> one.from().equals(table) && one.columns().contains(COLUMN));
    }

    /** How many tables it hangs below. */
    private static int depth(String table, List<Reference> references, Map<String, Integer> known) {
        @Nullable
        Integer before = known.get(table);
        if (before != null) {
            return before;
        }
        known.put(table, 0); // should they ever refer to each other in a circle
        int depth = references.stream().filter(one -> one.from().equals(table) && !one.to().equals(table))
                .mapToInt(one -> depth(one.to(), references, known) + 1).max().orElse(0);
        known.put(table, depth);
        return depth;
    }
}
