package dev.steward.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.WorkspaceId;

/**
 * Says that a workspace has something to send: to the sender of this instance right after the commit, to the one of another
 * instance by NOTIFY. Those are sent after the commit too, and several as one, because a NOTIFY within a transaction makes its
 * commit wait for every other such commit (ADR 7). One that is lost costs a second: senders look by themselves.
 */
@Component
class Wakes implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Wakes.class);
    private static final String CHANNEL = "steward_delivery";
    /** Milliseconds until it looks whether it is to stop. */
    private static final int LISTEN = 500;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Set<WorkspaceId> woken = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);
    private volatile @Nullable Thread listener;
    private volatile boolean running;

    Wakes(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
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

    private void listen() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                try (var listen = connection.createStatement()) {
                    listen.execute("listen " + CHANNEL);
                }
                var notifications = connection.unwrap(PGConnection.class);
                while (running) {
                    var heard = notifications.getNotifications(LISTEN);
                    if (heard != null) {
                        for (var each : heard) {
                            wake(new WorkspaceId(UUID.fromString(each.getParameter())));
                        }
                    }
                }
            } catch (SQLException away) {
                if (running) {
                    log.debug("Not listening for wakes of other instances, will try again: {}", away.toString());
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        listener = Thread.ofVirtual().name("delivery-wakes").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        var ending = listener;
        if (ending != null) {
            try {
                if (!ending.join(Duration.ofMillis(2 * LISTEN))) {
                    // a database that says nothing: that wakes a virtual thread, and its connection is closed
                    ending.interrupt();
                    ending.join(Duration.ofSeconds(2));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
