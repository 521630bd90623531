package dev.steward.feedback;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.WorkspaceId;

/**
 * Gives out {@code FB-1}, {@code FB-2}, ... per workspace: before, never within, the transaction that uses the number, so that
 * captures do not queue for one row until each has been flushed to disk (docs/decisions/0004-reference-numbers.md).
 */
@Repository
class ReferenceNumbers {
    private static final Logger log = LoggerFactory.getLogger(ReferenceNumbers.class);

    private final JdbcTemplate jdbc;

    ReferenceNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Reference next(WorkspaceId workspace) {
        return new Reference(last(workspace, 1));
    }

    /** The first of {@code count} numbers in a row. */
    Reference next(WorkspaceId workspace, int count) {
        return new Reference(last(workspace, count) - count + 1);
    }

    private long last(WorkspaceId workspace, int count) {
        outsideTransaction();
        return Objects.requireNonNull(jdbc.queryForObject("""
                insert into feedback_counter (workspace_id, last)
                select ?, ? where set_config('synchronous_commit', 'off', true) is not null
                on conflict (workspace_id) do update set last = feedback_counter.last + excluded.last
                returning last
                """, Long.class, workspace.value(), count));
    }

    /** It was not used after all: it is given out again, unless a later one is out already. */
    void giveBack(WorkspaceId workspace, Reference first, int count) {
        outsideTransaction();
        try {
            jdbc.update("""
                    update feedback_counter set last = last - ?
                    where workspace_id = ? and last = ? and set_config('synchronous_commit', 'off', true) is not null
                    """, count, workspace.value(), first.number() + count - 1);
        } catch (DataAccessException unreachable) {
            log.info("{} stays unused in workspace {}", first, workspace);
        }
    }

    private static void outsideTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A number taken within a transaction makes all captures wait for its end");
        }
    }
}
