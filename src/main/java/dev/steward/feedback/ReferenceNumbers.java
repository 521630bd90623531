package dev.steward.feedback;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.WorkspaceId;

/**
 * Gives out {@code FB-1}, {@code FB-2}, ... per workspace. Outside a transaction numbers are taken in a statement of their own
 * that waits for no disk, for all who ask at that moment, so that captures do not queue for one row; within one the number
 * belongs to the transaction (docs/decisions/0004-reference-numbers.md).
 */
@Repository
class ReferenceNumbers {
    private static final Logger log = LoggerFactory.getLogger(ReferenceNumbers.class);

    /** Holds for the one statement it stands in. */
    private static final String UNFLUSHED = "set_config('synchronous_commit', 'off', true) is not null";

    private final JdbcTemplate jdbc;
    private final Map<WorkspaceId, NumberQueue> queues = new ConcurrentHashMap<>();

    ReferenceNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Reference next(WorkspaceId workspace) {
        return new Reference(inTransaction()
                ? last(workspace, 1)
                : queues.computeIfAbsent(workspace, any -> new NumberQueue()).next(count -> last(workspace, count)));
    }

    /** The first of {@code count} numbers in a row. */
    Reference next(WorkspaceId workspace, int count) {
        return new Reference(last(workspace, count) - count + 1);
    }

    private long last(WorkspaceId workspace, int count) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                insert into feedback_counter (workspace_id, last)
                select ?, ?%s
                on conflict (workspace_id) do update set last = feedback_counter.last + excluded.last
                returning last
                """.formatted(inTransaction() ? "" : " where " + UNFLUSHED), Long.class, workspace.value(), count));
    }

    /** It was not used after all: it is given out again, unless a later one is out already. */
    void giveBack(WorkspaceId workspace, Reference first, int count) {
        try {
            jdbc.update("update feedback_counter set last = last - ? where workspace_id = ? and last = ?"
                    + (inTransaction() ? "" : " and " + UNFLUSHED), count, workspace.value(),
                    first.number() + count - 1);
        } catch (DataAccessException unreachable) {
            log.info("{} stays unused in workspace {}", first, workspace);
        }
    }

    /** Within a transaction the setting would make the whole of it unsafe. */
    private static boolean inTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }
}
