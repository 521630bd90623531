package dev.steward.broadcast;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens to what the database tells all instances: one connection and one thread, whoever wants to know. A connection that says nothing is
 * asked every few seconds whether it is still there.
 */
@Component
public class Broadcasts implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);
    /** Milliseconds until it looks whether it is to stop. */
    private static final int LISTEN = 500;
    private static final int PATIENCE = 2_000;
    private static final int SILENCES = 6;

    private final DataSource dataSource;
    private final List<BroadcastListener> listeners;
    private final Map<String, List<Consumer<String>>> channels = new LinkedHashMap<>();
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    public Broadcasts(DataSource dataSource, List<BroadcastListener> listeners) {
        this.dataSource = dataSource;
        this.listeners = listeners;
        listeners.forEach(listener -> listener.channels()
                .forEach((channel, heard) -> channels.computeIfAbsent(channel, none -> new ArrayList<>()).add(heard)));
    }

    private void listen() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setNetworkTimeout(Runnable::run, PATIENCE);
                try (Statement statement = connection.createStatement()) {
                    for (String channel : channels.keySet()) {
                        statement.execute("listen " + channel);
                    }
                    listeners.forEach(BroadcastListener::missed);
                    hear(connection.unwrap(PGConnection.class), statement);
                    statement.execute("unlisten *");
                }
            } catch (SQLException away) {
                if (running) {
                    log.debug("Not listening to other instances, will try again: {}", away.toString());
                    pause();
                }
            }
        }
    }

    private void hear(PGConnection connection, Statement statement) throws SQLException {
        for (int silent = 0; running; silent++) {
            PGNotification[] said = connection.getNotifications(LISTEN);
            for (PGNotification each : said == null ? new PGNotification[0] : said) {
                silent = 0;
                heard(each);
            }
            if (silent == SILENCES) {
                silent = 0;
                statement.execute("select 1");
            }
        }
    }

    private void heard(PGNotification said) {
        for (Consumer<String> listener : channels.getOrDefault(said.getName(), List.of())) {
            try {
                listener.accept(said.getParameter());
            } catch (RuntimeException e) {
                log.warn("Cannot make anything of what was said on {}: {}", said.getName(), e.toString());
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
        thread = Thread.ofVirtual().name("broadcasts").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        var ending = thread;
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
