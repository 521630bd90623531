package dev.steward.privacy;

import static dev.steward.privacy.TableRows.quoted;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.inventory.Retention.Removal;
import dev.steward.inventory.Retention.What;
import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Catalogue.Layout;
import dev.steward.privacy.RedactRow.Change;
import dev.steward.privacy.TableRows.Found;
import dev.steward.privacy.TableRows.Page;
import dev.steward.workspace.WorkspaceId;

/**
 * Takes out of one table what is older than its time, some at a time. Rows go with a statement; words are taken out page by page, and what
 * was looked at once is not looked at again, but for a margin: a thing may have been closed after its time was over.
 */
@Repository
class RetainTable {
    private static final int ROWS = 1_000;
    private static final int PAGE = 2_000;
    private static final Duration MARGIN = Duration.ofDays(90);
    private static final TypeReference<List<String>> KEY = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final TableRows rows;
    private final JsonMapper json = new JsonMapper();

    RetainTable(JdbcClient jdbc, Catalogue catalogue, TableRows rows) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.rows = rows;
    }

    /**
     * What a step came to.
     *
     * @param removed how many rows went, or lost their words
     * @param more    whether there is more to be looked at
     * @param about   the things whose look may be another now
     */
    record Step(int removed, boolean more, Set<UUID> about) {}

    /** Of what is older than {@code before}, some, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Step remove(StoredTable table, Removal removal, WorkspaceId workspace, Instant before) {
        return removal.what() == What.ROW
                ? rows(table, removal, workspace, before)
                : words(table, removal, workspace, before);
    }

    private Step rows(StoredTable table, Removal removal, WorkspaceId workspace, Instant before) {
        int removed = jdbc.sql("delete from " + quoted(table.name()) + " where ctid = any (array(select t.ctid from "
                + quoted(table.name()) + " t where (" + table.scope() + ") and (" + removal.only() + ") and "
                + removal.age() + " < :before limit :most for update of t skip locked))")
                .param("workspace", workspace.value()).param("before", utc(before)).param("most", ROWS).update();
        return new Step(removed, removed == ROWS, Set.of());
    }

    /** How far the words of a table were taken out. */
    private record Reached(@Nullable Instant reached, @Nullable Instant until, @Nullable List<String> after) {}

    private Step words(StoredTable table, Removal removal, WorkspaceId workspace, Instant before) {
        Layout layout = catalogue.layout(table.name());
        Reached at = reached(table, workspace);
        Instant until = at.until() == null ? before : at.until();
        Page page = rows.page(table, layout, workspace, at.after(), PAGE);
        var redacts = new RedactRow(table, layout);
        Instant from = at.reached() == null ? null : at.reached().minus(MARGIN);
        Set<UUID> about = new HashSet<>();
        int removed = 0;
        for (Found found : rows.find(page, "", "(" + removal.only() + ") and " + removal.age() + " < :until"
                + (from == null ? "" : " and " + removal.age() + " >= :from"),
                from == null ? Map.of("until", utc(until)) : Map.of("until", utc(until), "from", utc(from)), true)) {
            Change change = redacts.ofWords(found.row());
            if (!change.values().isEmpty()) {
                rows.update(table, layout, found, change);
                removed++;
                if (found.about() != null) {
                    about.add(found.about());
                }
            }
        }
        keep(table, workspace, page.last() == null
                ? new Reached(until, null, null)
                : new Reached(at.reached(), until, page.last()));
        return new Step(removed, page.last() != null, about);
    }

    private Reached reached(StoredTable table, WorkspaceId workspace) {
        return jdbc.sql("select * from privacy_retained where workspace_id = :workspace and table_name = :table")
                .param("workspace", workspace.value()).param("table", table.name())
                .query((row, n) -> new Reached(instantOrNull(row, "reached"), instantOrNull(row, "until_at"),
                        row.getString("after_key") == null ? null : json.readValue(row.getString("after_key"), KEY)))
                .optional().orElse(new Reached(null, null, null));
    }

    private void keep(StoredTable table, WorkspaceId workspace, Reached at) {
        jdbc.sql("""
                insert into privacy_retained (workspace_id, table_name, reached, until_at, after_key)
                values (:workspace, :table, :reached, :until, :after)
                on conflict (workspace_id, table_name)
                do update set reached = :reached, until_at = :until, after_key = :after
                """).param("workspace", workspace.value()).param("table", table.name())
                .param("reached", utcOrNull(at.reached())).param("until", utcOrNull(at.until()))
                .param("after", at.after() == null ? null : json.writeValueAsString(at.after())).update();
    }
}
