package dev.steward.privacy;

import static dev.steward.privacy.TableRows.quoted;
import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Catalogue.Layout;
import dev.steward.privacy.RedactRow.Change;
import dev.steward.privacy.TableRows.Found;
import dev.steward.privacy.TableRows.Page;

/**
 * Goes through one table of a workspace in the order of its key, a page at a time, and takes somebody out of it. Rows are read where they
 * name the person at all, which the database finds out.
 */
@Repository
class RedactTable {
    /** How many rows are looked through in a step. */
    private static final int PAGE = 2_000;
    private static final String NOTHING = "false";

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final TableRows rowsOf;

    RedactTable(JdbcClient jdbc, Catalogue catalogue, TableRows rowsOf) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.rowsOf = rowsOf;
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
        int rows = after == null && !taken.past() ? personal(table, taken, change) : 0;
        Page page = rowsOf.page(table, layout, taken.workspace(), after, PAGE);
        var redacts = new RedactRow(table, layout);
        Set<UUID> about = new HashSet<>();
        int words = 0;
        for (Found found : named(page, taken, change)) {
            Change to = redacts.of(found.row(), taken.redaction(), taken.words());
            if (to.values().isEmpty()) {
                continue;
            }
            rows++;
            words += to.words() ? 1 : 0;
            if (found.about() != null) {
                about.add(found.about());
            }
            if (change) {
                rowsOf.update(table, layout, found, to);
            }
        }
        return new Step(page.last(), rows, words, about);
    }

    /** Rows that are about them alone. */
    private int personal(StoredTable table, Taken taken, boolean change) {
        String user = taken.redaction().user();
        if (table.personal().isEmpty() || user == null) {
            return 0;
        }
        String whose = table.personal().stream().map(column -> "t." + quoted(column) + " = :user")
                .collect(joining(" or ", "(", ")"));
        String rows = quoted(table.name()) + " t where (" + table.scope() + ") and " + whose;
        return change
                ? jdbc.sql("delete from " + rows).param("workspace", taken.workspace().value()).param("user", user)
                        .update()
                : jdbc.sql("select count(*) from " + rows).param("workspace", taken.workspace().value())
                        .param("user", user).query(Integer.class).single();
    }

    /** The database looks for them: few rows name anybody. */
    private List<Found> named(Page page, Taken taken, boolean lock) {
        StoredTable table = page.table();
        Map<String, Object> params = new HashMap<>();
        List<String> any = new ArrayList<>();
        List<String> needles = taken.redaction().needles();
        for (int i = 0; i < needles.size(); i++) {
            params.put("n" + i, needles.get(i));
            any.add("strpos(h.hay, :n" + i + ") > 0");
            if (!table.bytes().isEmpty()) {
                params.put("e" + i, escaped(needles.get(i)));
                any.add("strpos(h.bytes, :e" + i + ") > 0");
            }
        }
        return rowsOf.find(page, "cross join lateral (" + hay(table, page.layout()) + ") h",
                "(" + String.join(" or ", any) + ")"
                        + (taken.past() && table.past() != null ? " and (" + table.past() + ")" : ""),
                params, lock);
    }

    private static String hay(StoredTable table, Layout layout) {
        String texts = layout.texts().stream().map(column -> "t." + quoted(column.name()) + "::text")
                .collect(joining(", "));
        String bytes = table.bytes().stream().map(column -> "encode(t." + quoted(column) + ", 'escape')")
                .collect(joining(", "));
        return "select lower(concat_ws(' ', ''" + (texts.isEmpty() ? "" : ", " + texts) + ")) as hay, lower(concat_ws("
                + "' ', ''" + (bytes.isEmpty() ? "" : ", " + bytes) + ")) as bytes";
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
}
