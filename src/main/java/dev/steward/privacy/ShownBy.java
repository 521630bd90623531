package dev.steward.privacy;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.inventory.StoredTable;
import dev.steward.workspace.WorkspaceId;

/** What shows a row: the thing it is about, and whatever else its module says. */
@Repository
class ShownBy {
    private final JdbcClient jdbc;

    ShownBy(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<UUID> by(WorkspaceId workspace, StoredTable table, Set<UUID> about) {
        Set<UUID> things = new HashSet<>(about);
        table.shownBy().forEach(sql -> things.addAll(jdbc.sql(sql).param("workspace", workspace.value())
                .param("about", about.toArray(UUID[]::new)).query(UUID.class).list()));
        return things;
    }
}
