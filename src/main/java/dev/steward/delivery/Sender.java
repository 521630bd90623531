package dev.steward.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Deliveries.Head;
import dev.steward.delivery.Deliveries.Lane;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;

/**
 * Sends what is due: lanes side by side, one at a time within a lane, at the pace Slack allows a channel (one message a
 * second). Woken after each commit, and looks by itself every second for what others left.
 */
@Component
class Sender implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** However many commits wake it: looking costs, and captures come first. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(20);

    private final Deliveries deliveries;
    private final SlackCalls slack;
    private final MessageJson json;
    private final Map<String, CardKind> kinds;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration pace;
    private final Semaphore wakes = new Semaphore(0);
    private final Map<Lane, Long> busyUntil = new ConcurrentHashMap<>();
    private volatile @Nullable Thread loop;
    private volatile boolean running;

    Sender(Deliveries deliveries, SlackCalls slack, MessageJson json, List<CardKind> kinds,
            TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock,
            @Value("${steward.delivery.pace:1s}") Duration pace) {
        this.deliveries = deliveries;
        this.slack = slack;
        this.json = json;
        this.kinds = kinds.stream().collect(Collectors.toMap(CardKind::name, Function.identity()));
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.pace = pace;
    }

    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void run() {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            while (running) {
                try {
                    var heads = deliveries.heads(clock.instant());
                    long pause = POLL.toNanos();
                    for (Head head : heads) {
                        long wait = begin(head.lane());
                        if (wait <= 0) {
                            workers.execute(() -> send(head));
                        } else {
                            pause = Math.min(pause, wait);
                        }
                    }
                    long now = System.nanoTime();
                    busyUntil.values().removeIf(until -> until - now < 0);
                    TimeUnit.NANOSECONDS.sleep(LEAST_PAUSE.toNanos());
                    wakes.tryAcquire(Math.max(0, pause - LEAST_PAUSE.toNanos()), TimeUnit.NANOSECONDS);
                    wakes.drainPermits();
                } catch (InterruptedException stopping) {
                    return;
                } catch (RuntimeException e) {
                    if (running) {
                        log.warn("Cannot look for messages to send, will try again: {}", e.toString());
                        pauseAfterFault();
                    }
                }
            }
        }
    }

    /** Zero when the lane is ours to use now, else the nanoseconds until it may be free. */
    private long begin(Lane lane) {
        long now = System.nanoTime();
        Long until = busyUntil.get(lane);
        if (until != null && until - now > 0) {
            return Math.min(until - now, POLL.toNanos());
        }
        busyUntil.put(lane, now + Deliveries.CLAIM.toNanos());
        return 0;
    }

    private void end(Lane lane, Duration rest) {
        busyUntil.put(lane, System.nanoTime() + rest.toNanos());
        wake();
    }

    private void send(Head head) {
        Duration rest = Duration.ZERO;
        try {
            var claimed = deliveries.claim(head.id(), clock.instant());
            if (claimed.isPresent()) {
                rest = send(claimed.get());
            }
        } catch (RuntimeException e) {
            log.error("Delivery {} could not be handled and stays due", head.id(), e);
            rest = POLL;
        } finally {
            end(head.lane(), rest);
        }
    }

    /** Answers how long the lane must rest. */
    private Duration send(Delivery delivery) {
        Instant now = clock.instant();
        Outcome outcome = slack.bring(delivery, render(delivery));
        switch (outcome) {
            case Outcome.Sent sent -> {
                record(delivery, sent);
                return sent.ts() == null || !sent.ts().equals(delivery.ts()) ? pace : Duration.ZERO;
            }
            case Outcome.Passing(var reason, var wait) -> {
                deliveries.postpone(delivery, wait == null ? SlackCalls.next(now, delivery.attempts()) : now.plus(wait),
                        reason, false);
                log.info("Delivery {} waits: {}", delivery.id(), reason);
                return wait == null ? Duration.ZERO : wait;
            }
            case Outcome.Unknown(var reason) -> {
                deliveries.postpone(delivery, SlackCalls.next(now, delivery.attempts()), reason, true);
                log.warn("Delivery {} is uncertain and will be looked for in its channel: {}", delivery.id(), reason);
            }
            case Outcome.Permanent(var reason) -> {
                deliveries.fail(delivery, reason);
                log.error("Delivery {} of {} to {} cannot be made: {}", delivery.id(), delivery.label(),
                        delivery.recipient(), reason);
            }
        }
        return Duration.ZERO;
    }

    private @Nullable Message render(Delivery delivery) {
        if (delivery.message() != null) {
            return json.read(delivery.message());
        }
        var kind = kinds.get(delivery.label());
        if (kind == null) {
            throw new IllegalStateException("No feature renders cards of kind " + delivery.label());
        }
        return kind.render(delivery.workspace(), delivery.thing(), new ChannelId(delivery.recipient())).orElse(null);
    }

    private void record(Delivery delivery, Outcome.Sent sent) {
        transaction.executeWithoutResult(status -> {
            deliveries.sent(delivery, sent.channel(), sent.ts(), sent.hash());
            if (delivery.card() && delivery.ts() == null && sent.channel() != null) {
                events.publishEvent(new CardPosted(delivery.workspace(), delivery.label(), delivery.thing(),
                        new ChannelId(sent.channel()), sent.permalink()));
            }
        });
    }

    private static void pauseAfterFault() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        loop = Thread.ofVirtual().name("sender").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        var ending = loop;
        if (ending != null) {
            try {
                ending.join(Duration.ofSeconds(20));
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
