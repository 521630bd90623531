package dev.steward.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The database's own catalogue: which columns a table has, and by which of them its rows are gone through in order. */
@Repository
class Catalogue {
    /** Steward's own tables: not those of Flyway, of Quartz and of the sandbox, which is a Slack. */
    private static final String TABLES = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname = current_schema()
              and c.relname !~ '^(flyway_|qrtz_|sandbox_)' and c.relname <> 'event_publication'
            order by c.relname
            """;

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, null) as type, a.attnotnull, a.attgenerated <> '' as made
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relname = :table and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;

    /**
     * Unique indexes of plain columns that are never null, those that begin with the workspace first, then the primary key, then the
     * shortest.
     */
    private static final String KEYS = """
            select array_agg(a.attname::text order by k.n) as columns
            from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace s on s.oid = c.relnamespace
            cross join lateral unnest(i.indkey::int[]) with ordinality as k(attnum, n)
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
            where s.nspname = current_schema() and c.relname = :table and i.indisunique and i.indpred is null
              and i.indexprs is null
            group by i.indexrelid, i.indisprimary
            having bool_and(a.attnotnull)
            order by bool_or(k.n = 1 and a.attname = 'workspace_id') desc, i.indisprimary desc, count(*)
            limit 1
            """;

    private final JdbcClient jdbc;
    private final Map<String, Layout> layouts = new ConcurrentHashMap<>();

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param type     as PostgreSQL writes it, without a length
     * @param computed whether the database makes its value itself
     */
    record Column(String name, String type, boolean nullable, boolean computed) {
        /** Whether words can stand in it. */
        boolean text() {
            return List.of("text", "character varying", "character", "json", "jsonb", "text[]", "character varying[]")
                    .contains(type);
        }

        boolean array() {
            return type.endsWith("[]");
        }

        boolean json() {
            return type.startsWith("json");
        }
    }

    /** @param key columns that are unique and never null together; empty where a table has none */
    record Layout(String table, List<Column> columns, List<Column> key) {
        Column column(String name) {
            return columns.stream().filter(each -> each.name().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(table + " has no column " + name));
        }

        List<Column> texts() {
            return columns.stream().filter(each -> each.text() && !each.computed()).toList();
        }
    }

    List<String> tables() {
        return jdbc.sql(TABLES).query(String.class).list();
    }

    /** Read once: tables change with migrations only, which run before anything else. */
    Layout layout(String table) {
        return layouts.computeIfAbsent(table, this::read);
    }

    private Layout read(String table) {
        List<Column> columns = jdbc.sql(COLUMNS).param("table", table).query((row, n) -> new Column(
                row.getString("attname"), row.getString("type"), !row.getBoolean("attnotnull"),
                row.getBoolean("made"))).list();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("There is no table " + table);
        }
        List<String> names = jdbc.sql(KEYS).param("table", table)
                .query((row, n) -> List.of((String[]) row.getArray(1).getArray())).optional().orElse(List.of());
        List<Column> key = new ArrayList<>();
        names.forEach(name -> key.add(columns.stream().filter(each -> Objects.equals(each.name(), name)).findFirst()
                .orElseThrow()));
        return new Layout(table, columns, List.copyOf(key));
    }
}
