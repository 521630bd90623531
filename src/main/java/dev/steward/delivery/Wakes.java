package dev.steward.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.broadcast.BroadcastListener;
import dev.steward.workspace.WorkspaceId;

/**
 * Says that a workspace has something to send: to the sender of this instance right after the commit, to the one of another
 * instance by NOTIFY. Those are sent after the commit too, and several as one, because a NOTIFY within a transaction makes its
 * commit wait for every other such commit (ADR 7). One that is lost costs a second: senders look by themselves.
 */
@Component
class Wakes implements BroadcastListener {
    private static final String CHANNEL = "steward_delivery";

    private final JdbcClient jdbc;
    private final Set<WorkspaceId> woken = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);

    Wakes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void wake(WorkspaceId workspace) {
        woken.add(workspace);
        nudge();
    }

    /** Wakes once what is being written is committed. */
    void wakeAfterCommit(WorkspaceId workspace) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake(workspace);
            }
        });
    }

    /** Has the sender look what there is to do. */
    void nudge() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Waits for a wake, and answers who was woken since the last time. */
    Set<WorkspaceId> await(long nanos) throws InterruptedException {
        if (nanos > 0) {
            signal.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        }
        signal.drainPermits();
        Set<WorkspaceId> all = new HashSet<>();
        for (WorkspaceId workspace : woken) {
            woken.remove(workspace);
            all.add(workspace);
        }
        return all;
    }

    /** Tells the instances that send for these workspaces. */
    void tellOthers(List<WorkspaceId> workspaces) {
        if (!workspaces.isEmpty()) {
            jdbc.sql("select pg_notify('" + CHANNEL + "', id::text) from unnest(:ids) as which (id)")
                    .param("ids", workspaces.stream().map(WorkspaceId::value).toArray(UUID[]::new))
                    .query((row, n) -> n).list();
        }
    }

    @Override
    public Map<String, Consumer<String>> channels() {
        return Map.of(CHANNEL, workspace -> wake(new WorkspaceId(UUID.fromString(workspace))));
    }

    @Override
    public void missed() {
        nudge();
    }
}
