package dev.steward.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Unsent;
import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.schedule.Due;

/**
 * Lets time pass quickly: the clock goes from one thing that falls due to the next, each is done and what it says is sent, as if
 * somebody had waited for it. One move at a time, on a thread of its own.
 */
@Component
@SandboxMode
class MoveClock {
    private static final Logger log = LoggerFactory.getLogger(MoveClock.class);
    static final Duration FARTHEST = Duration.ofDays(366);
    /** Whoever asks for a move waits so long for its end; after that they are told how it goes. */
    private static final Duration PATIENCE = Duration.ofMillis(400);
    /** What is said at one stop is given this long to arrive; a channel takes a message a second. */
    private static final Duration SETTLING = Duration.ofSeconds(20);
    /** A message that waits no longer than this is waited for rather than left behind. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private final SandboxClock clock;
    private final Due due;
    private final EventDelivery events;
    private final Unsent unsent;
    private final AppClient app;
    private final SandboxFeed feed;
    private final AtomicReference<@Nullable Move> current = new AtomicReference<>();

    MoveClock(SandboxClock clock, Due due, EventDelivery events, Unsent unsent, AppClient app, SandboxFeed feed) {
        this.clock = clock;
        this.due = due;
        this.events = events;
        this.unsent = unsent;
        this.app = app;
        this.feed = feed;
    }

    /** When the next thing is due that somebody planned; empty when nothing is. */
    Optional<Instant> nextDue() {
        return due.nextOfAnyWorkspace();
    }

    Outcome toNextDue() {
        return nextDue().map(this::to).orElseGet(() -> no("Nothing is planned, so there is nothing to wait for."));
    }

    Outcome by(Duration time) {
        return to(clock.instant().plus(time));
    }

    /** Answers as soon as the clock is there, or after a moment, when the move goes on by itself. */
    Outcome to(Instant target) {
        Instant now = clock.instant();
        if (target.isAfter(now.plus(FARTHEST))) {
            return no("That is more than a year away. Go there in smaller steps.");
        }
        boolean overdue = due.next().filter(next -> !next.isAfter(now)).isPresent();
        if (!target.isAfter(now) && !overdue) {
            return no("That time has passed already. The clock only goes forward.");
        }
        var move = new Move(now, target);
        if (!current.compareAndSet(null, move)) {
            return no("The clock is still moving. Wait until it is there, or stop it.");
        }
        Thread.ofVirtual().name("clock").start(() -> run(move));
        move.await(PATIENCE);
        return move.failed
                ? no("Something went wrong on the way, so the clock stopped here.")
                : Outcome.done(Duration.ZERO);
    }

    /** How the move goes that is under way. */
    Optional<Move> underWay() {
        return Optional.ofNullable(current.get());
    }

    /** Ends a move at its next stop. */
    void stop() {
        underWay().ifPresent(move -> move.stopped = true);
    }

    private void run(Move move) {
        try {
            settle(move);
            for (var next = next(move); next.isPresent() && !move.stopped; next = next(move)) {
                Instant stop = next.get();
                app.betweenRequests(() -> clock.reach(stop));
                due.fire(stop);
                events.sendDue();
                settle(move);
                move.stops.incrementAndGet();
                feed.changed(Change.of(What.CLOCK));
            }
            if (!move.stopped) {
                app.betweenRequests(() -> clock.reach(move.target));
            }
        } catch (RuntimeException e) {
            log.warn("The clock stopped on its way to {}", move.target, e);
            move.failed = true;
        } finally {
            current.set(null);
            move.end.countDown();
            feed.changed(Change.of(What.CLOCK));
        }
    }

    private Optional<Instant> next(Move move) {
        return Stream.of(due.next(), events.next()).flatMap(Optional::stream).min(Comparator.naturalOrder())
                .filter(next -> !next.isAfter(move.target));
    }

    /** Waits until what was said has been heard. What does not get there in time does so later. */
    private void settle(Move move) {
        long end = System.nanoTime() + SETTLING.toNanos();
        while (!move.stopped && System.nanoTime() - end < 0
                && (events.busy() || unsent.any(SOON))) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static Outcome no(String sentence) {
        return Outcome.failed(sentence, Duration.ZERO);
    }

    /** A move that is under way. */
    static final class Move {
        private final Instant from;
        private final Instant target;
        private final AtomicInteger stops = new AtomicInteger();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean stopped;
        private volatile boolean failed;

        private Move(Instant from, Instant target) {
            this.from = from;
            this.target = target;
        }

        Instant from() {
            return from;
        }

        Instant target() {
            return target;
        }

        /** At how many moments something was due so far. */
        int stops() {
            return stops.get();
        }

        /** Waits for the end, and answers whether it came. */
        boolean await(Duration longest) {
            try {
                return end.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
