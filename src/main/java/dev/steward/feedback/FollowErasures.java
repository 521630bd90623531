package dev.steward.feedback;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.DataRewritten;
import dev.steward.privacy.ErasureFollower;
import dev.steward.privacy.Namesakes;
import dev.steward.workspace.WorkspaceId;

/** Brings the search index, and what customers are found by, up to date where somebody was taken out of feedback. */
@Component
class FollowErasures implements ErasureFollower {
    private final JdbcTemplate jdbc;

    FollowErasures(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void rewritten(DataRewritten event) {
        switch (event.table()) {
            case "feedback_item", "feedback_vote" -> index(event.workspace(), event.about());
            case "customer" -> customers(event.workspace(), event.about());
            default -> {
                // another module's
            }
        }
    }

    /** Without an index: each capture would have to write it, and the queue is empty but for moments. */
    @Override
    public boolean behind(WorkspaceId workspace) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from feedback_to_index where workspace_id = ?)", Boolean.class,
                workspace.value()));
    }

    private void index(WorkspaceId workspace, Set<UUID> items) {
        jdbc.update("insert into feedback_to_index (workspace_id, item_id) select ?, unnest(?::uuid[])",
                workspace.value(), items.toArray(UUID[]::new));
    }

    private void customers(WorkspaceId workspace, Set<UUID> customers) {
        Map<UUID, String> names = new TreeMap<>();
        jdbc.query("select id, name from customer where workspace_id = ? and id = any (?)", row -> {
            names.put(row.getObject("id", UUID.class), row.getString("name"));
        }, workspace.value(), customers.toArray(UUID[]::new));
        names.forEach((customer, name) -> {
            String free = Namesakes.free(name, each -> taken(workspace, customer, each));
            jdbc.update("update customer set name = ?, name_key = ?, folded = ? where workspace_id = ? and id = ?",
                    free, Customer.key(free), SearchTerms.fold(free), workspace.value(), customer);
        });
        jdbc.update("""
                insert into feedback_to_index (workspace_id, item_id)
                select workspace_id, id from feedback_item where workspace_id = ? and customer_id = any (?)
                union select workspace_id, item_id from feedback_vote where workspace_id = ? and customer_id = any (?)
                """, workspace.value(), customers.toArray(UUID[]::new), workspace.value(),
                customers.toArray(UUID[]::new));
    }

    private boolean taken(WorkspaceId workspace, UUID customer, String name) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (select from customer where workspace_id = ? and name_key = ? and id <> ?)
                """, Boolean.class, workspace.value(), Customer.key(name), customer));
    }
}
