package dev.steward.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.TimerRows.Row;
import dev.steward.workspace.WorkspaceId;

/**
 * Handles what is due. Timers share a commit as long as all goes well; one that fails undoes the whole group, is handled by itself,
 * and the others are due as before (ADR 8). The rows are held by the transaction that handles them: when its instance dies, they are
 * free at once, and nothing has happened.
 */
@Component
class FireTimers {
    private static final Logger log = LoggerFactory.getLogger(FireTimers.class);

    /** After that, those that take long wait for their next turn. */
    private static final Duration APART_TIME = Duration.ofMillis(200);
    private static final Duration ALONE_LOCK_WAIT = Duration.ofMillis(800);
    private static final int ALONE_SECONDS = 30;
    private static final int FAILURE_LENGTH = 500;

    private final TimerRows rows;
    private final Map<String, TimerHandler> handlers;
    private final TransactionTemplate group;
    private final TransactionTemplate alone;
    private final TimerMetrics metrics;
    private final Clock clock;
    private final WorkspaceTurns turns;

    FireTimers(TimerRows rows, List<TimerHandler> handlers, PlatformTransactionManager transactions,
            TimerMetrics metrics, Clock clock) {
        this.rows = rows;
        this.handlers = handlers.stream()
                .collect(Collectors.toMap(handler -> handler.type().name(), Function.identity()));
        this.group = new TransactionTemplate(transactions);
        this.alone = new TransactionTemplate(transactions);
        this.alone.setTimeout(ALONE_SECONDS);
        this.metrics = metrics;
        this.clock = clock;
        this.turns = new WorkspaceTurns(upTo -> rows.workspacesDue(upTo, SharedCommit.MOST));
    }

    /**
     * Handles some of what is due, earliest first, or in turns where many are; answers how many it met, and zero when nothing is due that
     * nobody else handles.
     */
    int some(Instant upTo) {
        return turns.take(upTo, whose -> some(whose, upTo));
    }

    private int some(@Nullable WorkspaceId whose, Instant upTo) {
        SharedCommit<Row> shared = SharedCommit.of(group, (timers, status) -> together(timers, whose, upTo, status));
        shared.handled().forEach(metrics::handled);
        if (shared.failure() != null) {
            log.debug("A group of timers is undone, and handled one by one", shared.failure());
        }
        long end = System.nanoTime() + APART_TIME.toNanos();
        for (Row row : shared.apart()) {
            alone(row, upTo);
            if (System.nanoTime() - end > 0) {
                break;
            }
        }
        return shared.met();
    }

    private void together(SharedCommit<Row> shared, @Nullable WorkspaceId whose, Instant upTo,
            TransactionStatus status) {
        List<Row> claimed = shared.claimed(rows.claim(whose, upTo, SharedCommit.MOST));
        if (claimed.isEmpty()) {
            return;
        }
        rows.waitForLocksAtMost(SharedCommit.LOCK_WAIT);
        for (Row row : quick(claimed, shared, whose, upTo)) {
            shared.handle(row, one -> handle(one, status));
            if (shared.tookLong()) {
                break;
            }
        }
        rows.remove(shared.handled());
    }

    /** Those that share the commit; the others are left. What is due behind a crowd of those does not wait for it. */
    private List<Row> quick(List<Row> claimed, SharedCommit<Row> shared, @Nullable WorkspaceId whose, Instant upTo) {
        List<Row> quick = new ArrayList<>();
        for (Row row : claimed) {
            if (row.attempts() > 0 || takesLong(row)) {
                shared.leave(row);
            } else {
                quick.add(row);
            }
        }
        return claimed.size() == SharedCommit.MOST && quick.size() < claimed.size()
                ? rows.claimApartFrom(types(TimerHandler::takesLong), whose, upTo, SharedCommit.MOST)
                : quick;
    }

    /** The types of timers that only follow what has happened. */
    List<String> followUps() {
        return types(TimerHandler::followsUp);
    }

    private List<String> types(Predicate<TimerHandler> which) {
        return handlers.values().stream().filter(which).map(handler -> handler.type().name()).toList();
    }

    private boolean takesLong(Row row) {
        TimerHandler handler = handlers.get(row.type());
        return handler != null && handler.takesLong();
    }

    private void alone(Row seen, Instant upTo) {
        try {
            SharedCommit<Row> one = SharedCommit.of(alone, (shared, status) -> rows.claim(seen, upTo).ifPresent(row -> {
                rows.waitForLocksAtMost(ALONE_LOCK_WAIT);
                shared.handle(row, same -> handle(same, status));
                rows.remove(List.of(row));
            }));
            one.handled().forEach(metrics::handled);
            one.apart().forEach(row -> failed(row, one.failure()));
        } catch (RuntimeException neverBegun) {
            failed(seen, neverBegun);
        }
    }

    private void handle(Row row, TransactionStatus status) {
        if (row.orphaned()) {
            return;
        }
        TimerHandler handler = handlers.get(row.type());
        if (handler == null) {
            throw new IllegalStateException("No feature handles timers of type " + row.type());
        }
        var key = new TimerKey(row.workspace(), handler.type(), row.subject(), row.step());
        Instant now = clock.instant();
        try (var workspace = MDC.putCloseable("workspace", row.workspace().toString())) {
            handler.handle(new DueTimer(key, row.due(), now));
        }
        if (status.isRollbackOnly()) {
            throw new IllegalStateException("Something it called failed and undid its transaction");
        }
    }

    private void failed(Row row, @Nullable Throwable cause) {
        Instant now = clock.instant();
        TimerHandler handler = handlers.get(row.type());
        TimerType.Retries retries = (handler == null ? new TimerType("unknown.type") : handler.type()).retries();
        int failures = row.attempts() + 1;
        boolean park = failures >= retries.attempts();
        Instant tryAt = park ? null : now.plus(retries.wait(failures, ThreadLocalRandom.current().nextDouble()));
        if (park && handler != null) {
            park(row, handler, words(cause), now);
        } else {
            rows.failed(row, tryAt, words(cause), now);
        }
        metrics.failed(row.type());
        if (park) {
            log.error("Timer {} of workspace {} failed {} times and is parked; /steward schedule shows it", row,
                    row.workspace(), failures, cause);
        } else {
            log.warn("Timer {} of workspace {} failed and is tried again at {}: {}", row, row.workspace(), tryAt,
                    words(cause));
        }
    }

    private void park(Row row, TimerHandler handler, String failure, Instant now) {
        try {
            alone.executeWithoutResult(status -> {
                rows.failed(row, null, failure, now);
                handler.parked(new TimerKey(row.workspace(), handler.type(), row.subject(), row.step()));
            });
        } catch (RuntimeException nobodyTold) {
            log.error("Timer {} is parked, and whoever waits for it could not be told", row, nobodyTold);
            rows.failed(row, null, failure, now);
        }
    }

    /** The first line only: what follows in a database's answer is what people wrote. */
    private static String words(@Nullable Throwable cause) {
        String words = String.valueOf(cause).lines().findFirst().orElse("");
        return words.length() <= FAILURE_LENGTH ? words : words.substring(0, FAILURE_LENGTH);
    }
}
