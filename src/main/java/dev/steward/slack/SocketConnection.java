package dev.steward.slack;

import java.time.Duration;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears from Slack through Socket Mode where there is an app token: same app, same dispatcher. Slack vouches for what comes in, so
 * there is no signature to check.
 */
final class SocketConnection implements SmartLifecycle {
    /** Starts after the web server, whose port a sandbox needs, and stops before it. */
    private static final int PHASE = Integer.MAX_VALUE - 1_000;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    private final SlackConnection connection;
    private final SlackWebApi api;
    private final App app;
    private volatile @Nullable SocketModeApp socket;
    private volatile @Nullable Thread connecting;

    SocketConnection(SlackConnection connection, SlackWebApi api, App app) {
        this.connection = connection;
        this.api = api;
        this.app = app;
    }

    @Override
    public void start() {
        connection.appToken().ifPresent(
                token -> connecting = Thread.ofVirtual().name("socket-mode").start(() -> connectUntilDone(token)));
    }

    private void connectUntilDone(String token) {
        Duration pause = Duration.ofSeconds(1);
        while (!Thread.currentThread().isInterrupted()) {
            SocketModeApp attempt = null;
            try {
                api.slack();
                attempt = new SocketModeApp(token, SocketModeClient.Backend.JavaWebSocket, app);
                attempt.startAsync();
                socket = attempt;
                log.info("Connected to Slack through Socket Mode");
                return;
            } catch (InterruptedException stopping) {
                close(attempt);
                return;
            } catch (Exception e) {
                close(attempt);
                log.warn("Cannot connect to Slack through Socket Mode yet ({}); trying again in {} s",
                        String.valueOf(e.getMessage()), pause.toSeconds());
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopping) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    @Override
    public void stop() {
        Thread trying = connecting;
        if (trying != null) {
            trying.interrupt();
        }
        connecting = null;
        close(socket);
        socket = null;
    }

    private static void close(@Nullable SocketModeApp socket) {
        try {
            if (socket != null && socket.getClient() != null) {
                socket.getClient().setAutoReconnectEnabled(false);
                socket.close();
            }
        } catch (Exception e) {
            log.warn("The Socket Mode connection did not close cleanly: {}", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean isRunning() {
        return connecting != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
