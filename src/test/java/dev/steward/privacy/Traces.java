package dev.steward.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Where in the database words stand, whatever the table: read from its catalogue, not from what Steward says of itself. */
final class Traces {
    private final JdbcClient jdbc;

    Traces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@code table.column: value} wherever one of them stands, whatever the case; not in the sandbox, which is a Slack. */
    List<String> of(String... words) {
        List<String> found = new ArrayList<>();
        jdbc.sql("""
                select table_name, column_name, data_type from information_schema.columns
                where table_schema = current_schema() and table_name not like 'sandbox_%' and table_name not like 'flyway_%'
                  and data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea', 'tsvector')
                order by 1, 2
                """).query().listOfRows().stream().collect(Collectors.groupingBy(row -> (String) row.get("table_name")))
                .forEach((table, columns) -> columns.forEach(column -> found.addAll(in(table, column, words))));
        return found;
    }

    private List<String> in(String table, Map<String, Object> column, String... words) {
        String name = "\"" + column.get("column_name") + "\"";
        String text = "bytea".equals(column.get("data_type")) ? "encode(" + name + ", 'escape')" : name + "::text";
        List<String> found = new ArrayList<>();
        for (String word : words) {
            jdbc.sql("select left(" + text + ", 400) from \"" + table + "\" where strpos(lower(" + text
                    + "), :word) > 0")
                    .param("word", word.toLowerCase(Locale.ROOT)).query(String.class).list()
                    .forEach(value -> found.add(table + "." + name + " has " + word + ": " + value));
        }
        return found;
    }
}
