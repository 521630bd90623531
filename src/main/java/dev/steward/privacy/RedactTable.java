package dev.steward.privacy;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Catalogue.Column;
import dev.steward.privacy.Catalogue.Layout;
import dev.steward.privacy.RedactRow.Change;
import dev.steward.privacy.RedactRow.Row;

/**
 * Goes through one table of a workspace in the order of its key, a page at a time, and takes somebody out of it. Rows are read where they
 * name the person at all, which the database finds out.
 */
@Repository
class RedactTable {
    /** How many rows are looked through in a step. */
    private static final int PAGE = 2_000;
    private static final String NOTHING = "false";
    private static final String ABOUT = "about";

    private final JdbcClient jdbc;
    private final Catalogue catalogue;

    RedactTable(JdbcClient jdbc, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /**
     * What a step came to.
     *
     * @param next  the key of the last row that was looked at; null when the table is done
     * @param rows  how many named them
     * @param words in how many of these stood words of theirs
     * @param about the things whose look may be another now
     */
    record Step(@Nullable List<String> next, int rows, int words, Set<UUID> about) {
        static final Step NOTHING = new Step(null, 0, 0, Set.of());
    }

    /** How many rows the next page has that name them. @param after the key to go on from; null: from the beginning */
    Step count(StoredTable table, Taken taken, @Nullable List<String> after) {
        return step(table, taken, after, false);
    }

    /** Takes them out of the next page, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Step redact(StoredTable table, Taken taken, @Nullable List<String> after) {
        // Lets the triggers of tables through that nobody else may change.
        jdbc.sql("select set_config('steward.redacts', :workspace, true)").param("workspace",
                taken.workspace().value().toString()).query(String.class).single();
        return step(table, taken, after, true);
    }

    private Step step(StoredTable table, Taken taken, @Nullable List<String> after, boolean change) {
        Layout layout = catalogue.layout(table.name());
        if (table.owner() || table.scope() == null || layout.key().isEmpty()
                || taken.past() && NOTHING.equals(table.past())
                || layout.texts().isEmpty() && table.bytes().isEmpty()) {
            return Step.NOTHING;
        }
        int personal = after == null && !taken.past() ? personal(table, taken, change) : 0;
        List<String> last = last(table, layout, taken, after);
        Map<Map<String, Object>, Change> changes = changes(table, layout, taken, after, last, change);
        Set<UUID> about = new HashSet<>();
        int words = 0;
        int rows = 0;
        for (Map.Entry<Map<String, Object>, Change> each : changes.entrySet()) {
            if (each.getValue().values().isEmpty()) {
                continue;
            }
            rows++;
            words += each.getValue().words() ? 1 : 0;
            if (each.getKey().get(ABOUT) instanceof UUID thing) {
                about.add(thing);
            }
            if (change) {
                update(table, layout, each.getKey(), each.getValue());
            }
        }
        return new Step(last, personal + rows, words, about);
    }

    /** Rows that are about them alone. */
    private int personal(StoredTable table, Taken taken, boolean change) {
        if (table.personal().isEmpty()) {
            return 0;
        }
        String whose = table.personal().stream().map(column -> "t." + quoted(column) + " = :user")
                .collect(joining(" or ", "(", ")"));
        String rows = quoted(table.name()) + " t where (" + table.scope() + ") and " + whose;
        String user = taken.redaction().user();
        if (user == null) {
            return 0;
        }
        return change
                ? jdbc.sql("delete from " + rows).param("workspace", taken.workspace().value()).param("user", user)
                        .update()
                : jdbc.sql("select count(*) from " + rows).param("workspace", taken.workspace().value())
                        .param("user", user).query(Integer.class).single();
    }

    /** The key of the page's last row; null where the page is the last one. */
    private @Nullable List<String> last(StoredTable table, Layout layout, Taken taken, @Nullable List<String> after) {
        String columns = layout.key().stream().map(key -> "t." + quoted(key.name()) + "::text").collect(joining(", "));
        String order = layout.key().stream().map(key -> "t." + quoted(key.name())).collect(joining(", "));
        return jdbc.sql("select " + columns + " from " + quoted(table.name()) + " t where (" + table.scope() + ")"
                + (after == null ? "" : " and " + compare(layout, ">", "a")) + " order by " + order + " offset "
                + (PAGE - 1) + " limit 1").params(keys(taken, after, null))
                .query((row, n) -> IntStream.rangeClosed(1, layout.key().size()).mapToObj(i -> text(row, i)).toList())
                .optional().orElse(null);
    }

    private Map<Map<String, Object>, Change> changes(StoredTable table, Layout layout, Taken taken,
            @Nullable List<String> after, @Nullable List<String> last, boolean lock) {
        var redacts = new RedactRow(table, layout);
        Map<String, Object> params = keys(taken, after, last);
        List<String> found = new ArrayList<>();
        List<String> needles = taken.redaction().needles();
        for (int i = 0; i < needles.size(); i++) {
            params.put("n" + i, needles.get(i));
            found.add("strpos(h.hay, :n" + i + ") > 0");
            if (!table.bytes().isEmpty()) {
                params.put("e" + i, escaped(needles.get(i)));
                found.add("strpos(h.bytes, :e" + i + ") > 0");
            }
        }
        String sql = "select " + columns(table, layout) + " from " + quoted(table.name()) + " t cross join lateral ("
                + hay(table, layout) + ") h where (" + table.scope() + ")"
                + (after == null ? "" : " and " + compare(layout, ">", "a"))
                + (last == null ? "" : " and " + compare(layout, "<=", "z"))
                + (taken.past() && table.past() != null ? " and (" + table.past() + ")" : "") + " and ("
                + String.join(" or ", found) + ")" + (lock ? " for update of t" : "");
        Map<Map<String, Object>, Change> changes = new LinkedHashMap<>();
        jdbc.sql(sql).params(params).query(row -> {
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
            changes.put(key(row, table, layout),
                    redacts.of(new Row(values, authors), taken.redaction(), taken.words()));
        });
        return changes;
    }

    private static Map<String, Object> key(ResultSet row, StoredTable table, Layout layout) throws SQLException {
        Map<String, Object> key = new LinkedHashMap<>();
        for (int i = 0; i < layout.key().size(); i++) {
            key.put("k" + i, row.getString("key_" + i));
        }
        if (table.about() != null && row.getObject("about_thing") instanceof UUID thing) {
            key.put(ABOUT, thing);
        }
        return key;
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

    private static String hay(StoredTable table, Layout layout) {
        String texts = layout.texts().stream().map(column -> "t." + quoted(column.name()) + "::text")
                .collect(joining(", "));
        String bytes = table.bytes().stream().map(column -> "encode(t." + quoted(column) + ", 'escape')")
                .collect(joining(", "));
        return "select lower(concat_ws(' ', ''" + (texts.isEmpty() ? "" : ", " + texts) + ")) as hay, lower(concat_ws("
                + "' ', ''" + (bytes.isEmpty() ? "" : ", " + bytes) + ")) as bytes";
    }

    private void update(StoredTable table, Layout layout, Map<String, Object> key, Change change) {
        Map<String, @Nullable Object> params = new HashMap<>(key);
        params.remove(ABOUT);
        List<String> set = new ArrayList<>();
        change.values().forEach((name, value) -> {
            Column column = layout.column(name);
            params.put("v" + set.size(), value);
            set.add(quoted(name) + " = cast(:v" + set.size() + " as " + column.type() + ")");
        });
        jdbc.sql("update " + quoted(table.name()) + " t set " + String.join(", ", set) + " where "
                + IntStream.range(0, layout.key().size()).mapToObj(i -> "t." + quoted(layout.key().get(i).name())
                        + " = cast(:k" + i + " as " + layout.key().get(i).type() + ")").collect(joining(" and ")))
                .params(params).update();
    }

    private static String compare(Layout layout, String than, String prefix) {
        return layout.key().stream().map(key -> "t." + quoted(key.name())).collect(joining(", ", "(", ")")) + " " + than
                + " " + IntStream.range(0, layout.key().size())
                        .mapToObj(i -> "cast(:" + prefix + i + " as " + layout.key().get(i).type() + ")")
                        .collect(joining(", ", "(", ")"));
    }

    private static Map<String, Object> keys(Taken taken, @Nullable List<String> after, @Nullable List<String> last) {
        Map<String, Object> params = new HashMap<>();
        params.put("workspace", taken.workspace().value());
        for (int i = 0; after != null && i < after.size(); i++) {
            params.put("a" + i, after.get(i));
        }
        for (int i = 0; last != null && i < last.size(); i++) {
            params.put("z" + i, last.get(i));
        }
        return params;
    }

    private static @Nullable Object value(ResultSet row, Column column) throws SQLException {
        if (column.array()) {
            return row.getArray(column.name()) == null ? null : row.getArray(column.name()).getArray();
        }
        return column.type().equals("bytea") ? row.getBytes(column.name()) : row.getString(column.name());
    }

    private static String text(ResultSet row, int column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code encode(…, 'escape')} writes it. */
    private static String escaped(String needle) {
        var escaped = new StringBuilder();
        for (byte each : needle.getBytes(StandardCharsets.UTF_8)) {
            if (each < 0) {
                escaped.append(String.format(Locale.ROOT, "\\%03o", each & 0xff));
            } else {
                escaped.append(each == '\\' ? "\\\\" : Character.toString(each));
            }
        }
        return escaped.toString();
    }

    /** Names come from the inventories and the catalogue, never from people. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
