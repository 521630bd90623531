package dev.steward.feedback;

import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.WorkspaceId;

/**
 * Gives out {@code FB-1}, {@code FB-2}, ... per workspace, without gaps: a number belongs to the transaction that takes it. Whoever
 * takes one keeps the workspace's other captures waiting until that ends, so it is taken first, and for many at once
 * (docs/decisions/0004-reference-numbers.md).
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class ReferenceNumbers {
    private final JdbcTemplate jdbc;

    ReferenceNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The first of {@code count} numbers in a row. */
    Reference take(WorkspaceId workspace, int count) {
        long last = Objects.requireNonNull(jdbc.queryForObject("""
                insert into feedback_counter (workspace_id, last) values (?, ?)
                on conflict (workspace_id) do update set last = feedback_counter.last + excluded.last
                returning last
                """, Long.class, workspace.value(), count));
        return new Reference(last - count + 1);
    }

    /** The last {@code count} of those this transaction took are not used. */
    void giveBack(WorkspaceId workspace, int count) {
        jdbc.update("update feedback_counter set last = last - ? where workspace_id = ?", count, workspace.value());
    }
}
