package dev.steward.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends events until the app acknowledges them: at once, and when that fails at once again, after a minute and after five
 * more. They are rows, so that a restart loses none.
 */
@Component
@SandboxMode
class EventDelivery implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);
    /** How long before each retry; the first comes at once. */
    private static final List<Duration> WAITS = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));
    /** Whoever sends an event keeps others off it for so long. */
    private static final Duration CLAIM = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AppClient app;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable ScheduledExecutorService ticker;

    EventDelivery(JdbcClient jdbc, Clock clock, AppClient app) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.app = app;
    }

    /** Joins the transaction at hand, and sends after its commit. */
    void enqueue(String name, ObjectNode envelope) {
        var event = new Event(Json.text(envelope, "event_id"), name, Json.write(envelope), 0, null);
        jdbc.sql("insert into sandbox_event (id, name, body, due_at) values (:id, :name, :body, :due)")
                .param("id", event.id()).param("name", name).param("body", event.body())
                .param("due", clock.instant().plus(CLAIM).atOffset(ZoneOffset.UTC)).update();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    start(event);
                }
            });
        } else {
            start(event);
        }
    }

    /** Sends what is due by the clock. Done every second, and by whoever moves the clock. */
    void sendDue() {
        jdbc.sql("""
                update sandbox_event set due_at = :claimed
                where id in (select id from sandbox_event where due_at <= :now
                             order by due_at limit 100 for update skip locked)
                returning id, name, body, attempt, reason
                """).param("claimed", clock.instant().plus(CLAIM).atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).query(Event.class).list().forEach(this::start);
    }

    /** When the next event is to be sent again. */
    Optional<Instant> next() {
        return jdbc.sql("select due_at from sandbox_event order by due_at limit 1").query(OffsetDateTime.class)
                .optional().map(OffsetDateTime::toInstant);
    }

    /** Whether an event is on its way at this moment; one that waits for a retry is not. */
    boolean busy() {
        return underWay.get() > 0;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("sandbox-events").unstarted(task));
        started.scheduleWithFixedDelay(() -> {
            try {
                sendDue();
            } catch (RuntimeException e) {
                log.warn("Looking for due events failed; trying again", e);
            }
        }, 1, 1, TimeUnit.SECONDS);
        ticker = started;
    }

    @Override
    public void stop() {
        if (ticker != null) {
            ticker.shutdownNow();
            ticker = null;
        }
    }

    @Override
    public boolean isRunning() {
        return ticker != null;
    }

    private void start(Event event) {
        underWay.incrementAndGet();
        senders.execute(() -> {
            try {
                send(event);
            } catch (RuntimeException e) {
                log.warn("Event {} could not be sent now; it is tried again", event.id(), e);
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private void send(Event event) {
        Map<String, String> headers = event.attempt() == 0
                ? Map.of()
                : Map.of("X-Slack-Retry-Num", Integer.toString(event.attempt()), "X-Slack-Retry-Reason",
                        String.valueOf(event.reason()));
        AppClient.Answer answer = app.event(event.name(), event.body(), headers);
        if (answer.ok() || event.attempt() >= WAITS.size()) {
            jdbc.sql("delete from sandbox_event where id = :id").param("id", event.id()).update();
            return;
        }
        String reason = answer.timedOut() ? "http_timeout" : answer.status() == 0 ? "connection_failed" : "http_error";
        Duration wait = WAITS.get(event.attempt());
        var retry = new Event(event.id(), event.name(), event.body(), event.attempt() + 1, reason);
        jdbc.sql("update sandbox_event set attempt = :attempt, reason = :reason, due_at = :due where id = :id")
                .param("attempt", retry.attempt()).param("reason", reason)
                .param("due", clock.instant().plus(wait.isZero() ? CLAIM : wait).atOffset(ZoneOffset.UTC))
                .param("id", event.id()).update();
        if (wait.isZero()) {
            send(retry);
        }
    }

    private record Event(String id, String name, String body, int attempt, @Nullable String reason) {}
}
