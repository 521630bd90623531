package dev.steward.restore;

import static java.util.stream.Collectors.joining;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The last numbers given out ({@code FB-12}, {@code AP-7}, ...): one row for each workspace in each table whose name ends in
 * {@code _counter}, a column of type bigint for each kind.
 */
@Component
class Counters {
    /** Further than anybody gets between two backups: a thousand, and no fewer than there ever were. */
    private static final String FURTHER = "%1$I = %1$I + greatest(1000, %1$I)";

    private final JdbcClient jdbc;

    Counters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers that were given out after the backup are not given out again. */
    String take() {
        List<Counter> all = jdbc.sql("""
                select quote_ident(table_name), string_agg(quote_ident(column_name), ',' order by ordinal_position),
                    string_agg(format('%s', column_name), ', ' order by ordinal_position)
                from information_schema.columns
                where table_schema = current_schema() and table_name like '%%\\_counter' and data_type = 'bigint'
                group by table_name
                """.formatted(FURTHER)).query((row, n) -> new Counter(row.getString(1), row.getString(2).split(","),
                row.getString(3))).list();
        for (Counter counter : all) {
            // also where none was given out before the backup
            jdbc.sql("insert into %s (workspace_id, %s) select id, %s from workspace on conflict do nothing".formatted(
                    counter.table, String.join(", ", counter.columns),
                    List.of(counter.columns).stream().map(column -> "0").collect(joining(", ")))).update();
            jdbc.sql("update " + counter.table + " set " + counter.further).update();
        }
        return "references go on a thousand further, or at twice where they were";
    }

    /** @param further what to set so that its numbers go on further */
    private record Counter(String table, String[] columns, String further) {}
}
