package dev.steward.workspace;

import java.time.Duration;
import java.util.UUID;
import java.util.function.IntSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.background.BackgroundWorker;
import dev.steward.workspace.WorkspaceTables.WorkspaceTable;

/**
 * Erases workspaces that left, in steps of one short transaction each. What is left to do is what is left in the database, so a crash costs
 * nothing; of several instances, one at a time erases a workspace.
 */
@Component
class EraseWorkspaces {
    private static final Logger log = LoggerFactory.getLogger(EraseWorkspaces.class);
    private static final int STEP = 500;
    private static final Duration POLL = Duration.ofMinutes(1);
    private static final String LOCK_WAIT = "1s";
    /** How long whoever looks after the database has to object to what was found without an installation. */
    private static final Duration NOTICE = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final WorkspaceTables tables;
    private final TransactionTemplate transaction;
    private final Duration rest;
    private final BackgroundWorker worker = BackgroundWorker.every(POLL, "erase the workspaces that left", this::all);

    /**
     * @param rest how long a workspace that left is looked at again, for what was under way elsewhere when it left: longer than anybody
     *             caches an installation, and than a transaction takes
     */
    EraseWorkspaces(JdbcClient jdbc, WorkspaceTables tables, PlatformTransactionManager transactions,
            @Value("${steward.workspaces.erased-after:3m}") Duration rest) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.transaction = new TransactionTemplate(transactions);
        this.rest = rest;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void left(WorkspaceRemoved event) {
        worker.wake();
    }

    /** Earlier versions left rows behind when a workspace was removed. */
    @EventListener(ApplicationReadyEvent.class)
    void findAbandoned() {
        for (WorkspaceTable table : tables.inOrder()) {
            if (table.unguarded()) {
                jdbc.sql("""
                        with recursive named as (
                            (select workspace_id from %1$s order by workspace_id limit 1)
                            union all
                            select (select t.workspace_id from %1$s t where t.workspace_id > named.workspace_id
                                    order by t.workspace_id limit 1)
                            from named where named.workspace_id is not null)
                        insert into workspace (id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext,
                                               installed_at, left_at, erase_at)
                        select workspace_id, '', '', '', '', '', now(), now(), now() + :notice * interval '1 second'
                        from named where workspace_id <> :steward
                          and not exists (select from workspace w where w.id = named.workspace_id)
                        on conflict do nothing returning id
                        """.formatted(table.name())).param("notice", NOTICE.toSeconds())
                        .param("steward", WorkspaceId.STEWARD.value()).query(UUID.class).list()
                        .forEach(found -> log.warn("""
                                Found rows of workspace {}, from which Steward was uninstalled under an earlier version. \
                                Nothing happens for it any more; all of it, its decision log included, is erased in {} \
                                days (docs/operations.md says how to keep it)""", found, NOTICE.toDays()));
            }
        }
    }

    /** Erases all there is to erase, as far as nobody else is at it; answers how many rows. */
    long all() {
        return jdbc.sql("select id from workspace where left_at is not null and erase_at <= clock_timestamp()")
                .query(UUID.class).list().stream().mapToLong(id -> all(new WorkspaceId(id))).sum();
    }

    private long all(WorkspaceId workspace) {
        long erased = 0;
        try {
            long before = -1;
            while (before != erased && !Thread.currentThread().isInterrupted()) {
                before = erased;
                for (WorkspaceTable table : tables.inOrder()) {
                    erased += inSteps(workspace, () -> jdbc.sql(table.deleteSome())
                            .param("workspace", workspace.value()).param("most", STEP).update());
                }
            }
            if (forget(workspace)) {
                log.info("Workspace {}, from which Steward was uninstalled, is forgotten", workspace);
            }
        } catch (RuntimeException e) {
            log.warn("Workspace {}, from which Steward was uninstalled, is not erased yet and tried again: {}",
                    workspace,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return erased;
    }

    private long inSteps(WorkspaceId workspace, IntSupplier step) {
        long all = 0;
        int erased;
        do {
            erased = Math.max(0, transaction.<Integer>execute(status -> mine(workspace) ? step.getAsInt() : 0));
            all += erased;
        } while (erased >= STEP && !Thread.currentThread().isInterrupted());
        return all;
    }

    /** Its last row, once nothing is left and nobody can be writing any more who did not know. */
    private boolean forget(WorkspaceId workspace) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!mine(workspace) || tables.inOrder().stream().anyMatch(table -> jdbc.sql(table.exists())
                    .param("workspace", workspace.value()).query(Boolean.class).single())) {
                return false;
            }
            return jdbc.sql("""
                    delete from workspace
                    where id = :workspace and left_at <= clock_timestamp() - :rest * interval '1 millisecond'
                    """).param("workspace", workspace.value()).param("rest", rest.toMillis()).update() == 1;
        }));
    }

    /** Its row is held until the step is over. */
    private boolean mine(WorkspaceId workspace) {
        // an index finds what is left among the many that are gone; a scan would read them all at each step
        jdbc.sql("select set_config('enable_seqscan', 'off', true), set_config('lock_timeout', :wait, true)")
                .param("wait", LOCK_WAIT).query((row, n) -> n).single();
        return jdbc.sql("""
                select id from workspace where id = :workspace and left_at is not null for no key update skip locked
                """).param("workspace", workspace.value()).query(UUID.class).optional().isPresent();
    }

    /** Stops between steps, each of which is undone whole or not at all. */
    BackgroundWorker worker() {
        return worker;
    }
}
