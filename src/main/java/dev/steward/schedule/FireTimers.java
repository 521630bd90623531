package dev.steward.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
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

/**
 * Handles what is due. Timers share a commit as long as all goes well; one that fails undoes the whole group, is handled by itself,
 * and the others are due as before (ADR 8). The rows are held by the transaction that handles them: when its instance dies, they are
 * free at once, and nothing has happened.
 */
@Component
class FireTimers {
    private static final Logger log = LoggerFactory.getLogger(FireTimers.class);

    static final int GROUP = 50;
    /** A group that took this long commits what it has done, so that nobody waits long behind slow handlers. */
    private static final Duration GROUP_TIME = Duration.ofMillis(50);
    /**
     * A handler that meets a lock gives way, so that whoever holds it and waits for a timer of the group is not the one whom the
     * database chooses to end the deadlock, after a second.
     */
    private static final Duration GROUP_LOCK_WAIT = Duration.ofMillis(100);
    private static final Duration ALONE_LOCK_WAIT = Duration.ofMillis(800);
    private static final int ALONE_SECONDS = 30;
    private static final int FAILURE_LENGTH = 500;

    private final TimerRows rows;
    private final Map<String, TimerHandler> handlers;
    private final TransactionTemplate group;
    private final TransactionTemplate alone;
    private final TimerMetrics metrics;
    private final Clock clock;

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
    }

    /** Handles some of what is due, earliest first; answers how many it met, and zero when nothing is due that nobody else handles. */
    int some(Instant upTo) {
        var met = new Group();
        try {
            group.executeWithoutResult(status -> together(met, upTo, status));
            met.handled.forEach(row -> metrics.handled(row, clock.instant()));
        } catch (Undone undone) {
            met.apart.clear();
            met.apart.add(undone.row);
        } catch (RuntimeException commitFailed) {
            if (met.handled.isEmpty()) {
                throw commitFailed;
            }
            log.debug("A group of timers is handled one by one", commitFailed);
            met.apart.addAll(met.handled);
        }
        met.apart.forEach(row -> alone(row, upTo));
        return met.size;
    }

    private void together(Group met, Instant upTo, TransactionStatus status) {
        List<Row> claimed = rows.claim(upTo, GROUP);
        met.size = claimed.size();
        if (claimed.isEmpty()) {
            return;
        }
        rows.waitForLocksAtMost(GROUP_LOCK_WAIT);
        long end = System.nanoTime() + GROUP_TIME.toNanos();
        for (Row row : claimed) {
            if (row.attempts() > 0 || takesLong(row)) {
                met.apart.add(row);
                continue;
            }
            try {
                handle(row, status);
            } catch (Throwable e) {
                throw new Undone(row, e);
            }
            met.handled.add(row);
            if (System.nanoTime() - end > 0) {
                break;
            }
        }
        rows.remove(met.handled);
    }

    private boolean takesLong(Row row) {
        TimerHandler handler = handlers.get(row.type());
        return handler != null && handler.takesLong();
    }

    private void alone(Row seen, Instant upTo) {
        try {
            alone.executeWithoutResult(status -> rows.claim(seen, upTo).ifPresent(row -> {
                rows.waitForLocksAtMost(ALONE_LOCK_WAIT);
                try {
                    handle(row, status);
                } catch (Throwable e) {
                    throw new Undone(row, e);
                }
                rows.remove(List.of(row));
                metrics.handledAfterCommit(row);
            }));
        } catch (Undone undone) {
            failed(undone.row, undone.getCause());
        } catch (RuntimeException commitFailed) {
            failed(seen, commitFailed);
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
        rows.failed(row, tryAt, words(cause), now);
        metrics.failed(row.type());
        if (park) {
            log.error("Timer {} of workspace {} failed {} times and is parked; /steward schedule shows it", row,
                    row.workspace(), failures, cause);
        } else {
            log.warn("Timer {} of workspace {} failed and is tried again at {}: {}", row, row.workspace(), tryAt,
                    words(cause));
        }
    }

    /** The first line only: what follows in a database's answer is what people wrote. */
    private static String words(@Nullable Throwable cause) {
        String words = String.valueOf(cause).lines().findFirst().orElse("");
        return words.length() <= FAILURE_LENGTH ? words : words.substring(0, FAILURE_LENGTH);
    }

    /** What became of the rows of one claim. */
    private static final class Group {
        private final List<Row> handled = new ArrayList<>();
        private final List<Row> apart = new ArrayList<>();
        private int size;
    }

    /** Ends the transaction because of one timer. */
    private static final class Undone extends RuntimeException {
        private final transient Row row;

        Undone(Row row, Throwable cause) {
            super(cause);
            this.row = row;
        }
    }
}
