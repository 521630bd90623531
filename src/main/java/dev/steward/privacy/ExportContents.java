package dev.steward.privacy;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.inventory.DataKind;
import dev.steward.inventory.StoredTable;
import dev.steward.workspace.WorkspaceId;

/** What an export of a workspace would have in it, counted as far as is of interest before somebody decides. */
@Repository
class ExportContents {
    /** More rows of a table are not counted. */
    private static final int MOST_ROWS = 20_000;

    private final JdbcClient jdbc;
    private final Inventory inventory;

    ExportContents(JdbcClient jdbc, Inventory inventory) {
        this.jdbc = jdbc;
        this.inventory = inventory;
    }

    /**
     * How much there is.
     *
     * @param bytes of all rows, as text
     * @param more  whether there are more rows than were counted
     */
    record Amount(long rows, long bytes, boolean more) {
        Amount plus(Amount other) {
            return new Amount(rows + other.rows, bytes + other.bytes, more || other.more);
        }
    }

    record Counted(DataKind kind, Amount amount) {}

    /** Kinds of which nothing is exported are left out. */
    List<Counted> count(WorkspaceId workspace) {
        List<StoredTable> tables = inventory.kinds().stream().flatMap(kind -> exported(kind).stream()).toList();
        Map<String, Amount> amounts = new HashMap<>();
        jdbc.sql(tables.stream().map(table -> """
                select '%1$s', count(*), coalesce(sum(size), 0)
                from (select octet_length(t::text) as size from "%1$s" t where (%2$s) limit %3$d) counted
                """.formatted(table.name(), table.scope(), MOST_ROWS + 1)).collect(joining(" union all ")))
                .param("workspace", workspace.value()).query(row -> {
                    amounts.put(row.getString(1),
                            new Amount(Math.min(MOST_ROWS, row.getLong(2)), row.getLong(3),
                                    row.getLong(2) > MOST_ROWS));
                });
        List<Counted> counted = new ArrayList<>();
        inventory.kinds().stream().filter(kind -> !exported(kind).isEmpty())
                .forEach(kind -> counted.add(new Counted(kind, exported(kind).stream()
                        .map(table -> amounts.getOrDefault(table.name(), new Amount(0, 0, false)))
                        .reduce(new Amount(0, 0, false), Amount::plus))));
        return counted;
    }

    /** Its tables that an export has. */
    static List<StoredTable> exported(DataKind kind) {
        return kind.tables().stream().filter(table -> table.exported() == null && table.scope() != null).toList();
    }

    /** Another one where an export would have other tables in it, or other columns of them left out. */
    String edition() {
        return Integer.toHexString(inventory.kinds().stream().flatMap(kind -> exported(kind).stream())
                .map(table -> table.name() + table.secrets().stream().sorted().toList()).sorted().toList().hashCode());
    }
}
