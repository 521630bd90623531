package dev.steward.privacy;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Catalogue.Column;
import dev.steward.privacy.Catalogue.Layout;
import dev.steward.privacy.RedactRow.Change;
import dev.steward.privacy.RedactRow.Row;
import dev.steward.workspace.WorkspaceId;

/** The rows of any table of a workspace, page by page in the order of its key. Names come from inventories and the catalogue, never from people. */
@Repository
class TableRows {
    /** How many of one table may come to have the same name, of which the database takes one. */
    private static final int ALIKE = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate nested;

    TableRows(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * A part of a table: the rows whose key is greater than {@code after} and not greater than {@code last}.
     *
     * @param after null: from the beginning
     * @param last  null: to the end
     */
    record Page(StoredTable table, Layout layout, WorkspaceId workspace, @Nullable List<String> after,
            @Nullable List<String> last) {
        String from() {
            return quoted(table.name()) + " t";
        }

        String where() {
            return "(" + table.scope() + ")" + (after == null ? "" : " and " + compare(">", "a"))
                    + (last == null ? "" : " and " + compare("<=", "z"));
        }

        private String compare(String than, String prefix) {
            return layout.key().stream().map(key -> "t." + quoted(key.name())).collect(joining(", ", "(", ")")) + " "
                    + than + " " + IntStream.range(0, layout.key().size())
                            .mapToObj(i -> "cast(:" + prefix + i + " as " + layout.key().get(i).type() + ")")
                            .collect(joining(", ", "(", ")"));
        }

        Map<String, Object> params() {
            Map<String, Object> params = new HashMap<>();
            params.put("workspace", workspace.value());
            for (int i = 0; after != null && i < after.size(); i++) {
                params.put("a" + i, after.get(i));
            }
            for (int i = 0; last != null && i < last.size(); i++) {
                params.put("z" + i, last.get(i));
            }
            return params;
        }

        Page to(@Nullable List<String> end) {
            return new Page(table, layout, workspace, after, end);
        }
    }

    /** A row that was read. @param about the thing that it is about; null for none */
    record Found(List<String> key, Row row, @Nullable UUID about) {}

    /** The page of so many rows from {@code after} on; it ends nowhere where it is the last. */
    Page page(StoredTable table, Layout layout, WorkspaceId workspace, @Nullable List<String> after, int most) {
        var open = new Page(table, layout, workspace, after, null);
        String keys = layout.key().stream().map(key -> "t." + quoted(key.name()) + "::text").collect(joining(", "));
        return open.to(jdbc
                .sql("select " + keys + " from " + open.from() + " where " + open.where() + " order by " + order(layout)
                        + " offset "
                        + (most - 1) + " limit 1")
                .params(open.params())
                .query((row, n) -> IntStream.rangeClosed(1, layout.key().size()).mapToObj(i -> text(row, i)).toList())
                .optional().orElse(null));
    }

    static String order(Layout layout) {
        return layout.key().stream().map(key -> "t." + quoted(key.name())).collect(joining(", "));
    }

    /**
     * Those of a page that a condition holds of.
     *
     * @param join   SQL that the condition needs, after the table {@code t}; may be empty
     * @param where  the condition, with {@code params}
     * @param lock   whether nobody else changes them until the transaction ends
     */
    List<Found> find(Page page, String join, String where, Map<String, Object> params, boolean lock) {
        StoredTable table = page.table();
        Layout layout = page.layout();
        Map<String, Object> all = page.params();
        all.putAll(params);
        List<Found> found = new ArrayList<>();
        jdbc.sql("select " + columns(table, layout) + " from " + page.from() + " " + join + " where "
                + page.where() + " and (" + where + ")" + (lock ? " for update of t" : "")).params(all)
                .query(row -> {
                    found.add(new Found(key(row, layout), row(row, table, layout), about(row, table)));
                });
        return found;
    }

    /** What may not have the name of another, and would have it from now on, is told apart by a number. */
    void update(StoredTable table, Layout layout, Found found, Change change) {
        for (int n = 1; n < ALIKE; n++) {
            Change numbered = n == 1 ? change : numbered(table, layout, change, n);
            try {
                nested.executeWithoutResult(status -> write(table, layout, found, numbered));
                return;
            } catch (DuplicateKeyException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("More than " + ALIKE + " in " + table.name() + " would have the same name");
    }

    private static Change numbered(StoredTable table, Layout layout, Change change, int n) {
        Map<String, @Nullable Object> values = new HashMap<>(change.values());
        values.replaceAll((column, value) -> value instanceof String text && !table.json().contains(column)
                && !layout.column(column).json() ? Namesakes.numbered(text, n) : value);
        return new Change(values, change.words());
    }

    private void write(StoredTable table, Layout layout, Found found, Change change) {
        Map<String, @Nullable Object> params = new HashMap<>();
        List<String> set = new ArrayList<>();
        change.values().forEach((name, value) -> {
            params.put("v" + set.size(), value);
            set.add(quoted(name) + " = cast(:v" + set.size() + " as " + layout.column(name).type() + ")");
        });
        for (int i = 0; i < found.key().size(); i++) {
            params.put("k" + i, found.key().get(i));
        }
        jdbc.sql("update " + quoted(table.name()) + " t set " + String.join(", ", set) + " where "
                + IntStream.range(0, layout.key().size()).mapToObj(i -> "t." + quoted(layout.key().get(i).name())
                        + " = cast(:k" + i + " as " + layout.key().get(i).type() + ")").collect(joining(" and ")))
                .params(params).update();
    }

    private static List<Column> read(StoredTable table, Layout layout) {
        return layout.columns().stream().filter(column -> !column.computed())
                .filter(column -> column.text() || table.bytes().contains(column.name())).toList();
    }

    private static String columns(StoredTable table, Layout layout) {
        List<String> columns = new ArrayList<>();
        read(table, layout).forEach(column -> columns.add("t." + quoted(column.name())));
        for (int i = 0; i < layout.key().size(); i++) {
            columns.add("t." + quoted(layout.key().get(i).name()) + "::text as key_" + i);
        }
        for (int i = 0; i < table.words().size(); i++) {
            List<String> authors = table.words().get(i).authors();
            if (!authors.isEmpty()) {
                columns.add("coalesce(" + String.join(", ", authors) + ") as author_" + i);
            }
        }
        if (table.about() != null) {
            columns.add("t." + quoted(table.about()) + " as about_thing");
        }
        return String.join(", ", columns);
    }

    private static List<String> key(ResultSet row, Layout layout) {
        return IntStream.range(0, layout.key().size()).mapToObj(i -> text(row, "key_" + i)).toList();
    }

    private static Row row(ResultSet row, StoredTable table, Layout layout) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (Column column : read(table, layout)) {
            Object value = value(row, column);
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        List<@Nullable String> authors = new ArrayList<>();
        for (int i = 0; i < table.words().size(); i++) {
            authors.add(table.words().get(i).authors().isEmpty() ? null : row.getString("author_" + i));
        }
        return new Row(values, authors);
    }

    private static @Nullable UUID about(ResultSet row, StoredTable table) throws SQLException {
        return table.about() == null ? null : row.getObject("about_thing", UUID.class);
    }

    private static @Nullable Object value(ResultSet row, Column column) throws SQLException {
        if (column.array()) {
            return row.getArray(column.name()) == null ? null : row.getArray(column.name()).getArray();
        }
        return column.type().equals("bytea") ? row.getBytes(column.name()) : row.getString(column.name());
    }

    private static String text(ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ResultSet row, int column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
