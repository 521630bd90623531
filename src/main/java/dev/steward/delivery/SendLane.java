package dev.steward.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import dev.steward.restore.Restored;
import dev.steward.slack.Message;
import dev.steward.workspace.WorkspaceId;

/**
 * Sends the first message of a lane: waits for its turn, claims it, looks how it is now, calls Slack and records what became of it.
 * A crash in between leaves the claim, and whoever finds that looks in Slack before it sends anything again.
 */
@Component
class SendLane {
    private static final Logger log = LoggerFactory.getLogger(SendLane.class);
    /** Turns are waited for in steps, so that a stop or a pause in between is noticed. */
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(500);
    /** Lanes share few connections: the pool is for the people who wait for an answer. */
    private static final int CONNECTIONS = 8;
    private static final int RECORD_TRIES = 20;

    private final SendQueue queue;
    private final SlackCalls slack;
    private final FindInSlack findInSlack;
    private final ShareFile shareFile;
    private final Limits limits;
    private final Pauses pauses;
    private final RecordOutcome record;
    private final MessageJson json;
    private final Map<String, CardKind> kinds;
    private final Map<String, MergeRule> rules;
    private final Duration giveUpAfter;
    private final DeliveryMetrics metrics;
    private final Restored restored;
    private final Semaphore connections = new Semaphore(CONNECTIONS, true);

    SendLane(SendQueue queue, SlackCalls slack, FindInSlack findInSlack, ShareFile shareFile, Limits limits,
            Pauses pauses,
            RecordOutcome record, MessageJson json,
            List<CardKind> kinds, List<MergeRule> rules, DeliveryProperties properties, DeliveryMetrics metrics,
            Restored restored) {
        this.queue = queue;
        this.slack = slack;
        this.findInSlack = findInSlack;
        this.shareFile = shareFile;
        this.limits = limits;
        this.pauses = pauses;
        this.record = record;
        this.json = json;
        this.kinds = kinds.stream().collect(Collectors.toMap(CardKind::name, Function.identity()));
        this.rules = rules.stream().collect(Collectors.toMap(MergeRule::name, Function.identity()));
        this.giveUpAfter = properties.giveUpAfter();
        this.metrics = metrics;
        this.restored = restored;
    }

    /** What Slack asked this workspace's former sender to wait for. */
    void pausesOf(WorkspaceId workspace) {
        pauses.of(workspace).forEach((method, wait) -> limits.pause(workspace, method, wait));
    }

    /** Answers whether there was one. */
    boolean one(Lane lane, BooleanSupplier on) {
        String method = lane.way().method();
        String channel = lane.way() == Lane.Way.POST ? lane.name() : null;
        if (!myTurn(lane.workspace(), method, channel, on)) {
            return false;
        }
        boolean called = false;
        try {
            long before = System.nanoTime();
            Optional<Delivery> claimed = connected(() -> queue.claim(lane));
            if (claimed.isPresent()) {
                called = send(new Attempt(queue, claimed.get(), before));
                return true;
            }
            return false;
        } finally {
            if (!called) {
                limits.giveBack(lane.workspace(), method, channel);
            }
        }
    }

    private boolean myTurn(WorkspaceId workspace, String method, @Nullable String channel, BooleanSupplier on) {
        long at = System.nanoTime() + limits.reserve(workspace, method, channel);
        while (true) {
            long now = System.nanoTime();
            long wait = Math.max(at - now, limits.paused(workspace, method));
            if (!on.getAsBoolean()) {
                limits.giveBack(workspace, method, channel);
                return false;
            }
            if (wait <= 0) {
                return true;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(wait, STEP));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                limits.giveBack(workspace, method, channel);
                return false;
            }
        }
    }

    /** Answers whether Slack was called. */
    private boolean send(Attempt attempt) {
        Outcome outcome = outcome(attempt);
        Delivery delivery = attempt.delivery();
        metrics.attempted(delivery, outcome, attempt.seconds());
        if (outcome instanceof Outcome.TooMany(var method, var wait, var uncertain)) {
            limits.pause(delivery.workspace(), method, wait);
        }
        for (int tries = 1;; tries++) {
            try {
                connected(() -> {
                    record.what(delivery, outcome, wait(delivery, outcome));
                    return null;
                });
                break;
            } catch (DataAccessException | TransactionException e) {
                if (tries >= RECORD_TRIES) {
                    log.error("What became of delivery {} could not be recorded; it will be looked for in Slack",
                            delivery.id(), e);
                    break;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(1_000, 50L * tries)));
            }
        }
        return !(outcome instanceof Outcome.Sent sent && !sent.called());
    }

    private Outcome outcome(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        boolean tired = delivery.waitingFor() > giveUpAfter.toSeconds();
        if ((delivery.uncertain() || maybeLost(delivery)) && delivery.ts() == null) {
            Outcome found = delivery.form() == Form.FILE ? shareFile.find(delivery) : findInSlack.find(delivery);
            if (found instanceof Outcome.NotThere && delivery.underWay().isPositive()) {
                return new Outcome.NotThereYet(delivery.underWay());
            }
            return tired && found instanceof Outcome.Passing(var reason, var uncertain)
                    ? new Outcome.Unknown(reason)
                    : found;
        }
        if (delivery.form() == Form.FILE) {
            return given(shareFile.share(attempt), tired);
        }
        Message message;
        try {
            message = message(attempt);
        } catch (SlackCall.Undone undone) {
            return given(undone.outcome(), tired);
        } catch (RuntimeException e) {
            log.error("Delivery {} cannot be put together: {} of {}", delivery.id(), delivery.label(),
                    delivery.thing(), e);
            return new Outcome.Passing("Steward cannot put it together", false);
        }
        return given(slack.bring(attempt, message), tired);
    }

    /** Whether a backup that was restored may lack that it was said. Looked for once, before the first attempt. */
    private boolean maybeLost(Delivery delivery) {
        return delivery.attempts() == 1 && delivery.way() == Lane.Way.POST && delivery.form() != Form.FILE
                && restored.knew(delivery.thing());
    }

    private static Outcome given(Outcome outcome, boolean tired) {
        return tired && outcome instanceof Outcome.Passing(var reason, var uncertain) && !uncertain
                ? new Outcome.Permanent("gave_up")
                : outcome;
    }

    private @Nullable Message message(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        if (delivery.card()) {
            var kind = kinds.get(delivery.label());
            if (kind == null) {
                throw new IllegalStateException("No feature renders cards of kind " + delivery.label());
            }
            return kind.render(delivery.workspace(), delivery.thing(), slack.place(delivery)).orElse(null);
        }
        Message alone = json.read(String.valueOf(delivery.message()));
        var rule = delivery.mergeRule() == null ? null : rules.get(delivery.mergeRule());
        // each of what may have been said before a restore is looked for by itself
        if (rule == null || restored.from().isPresent()) {
            return alone;
        }
        var all = new ArrayList<Message>();
        all.add(alone);
        attempt.merge(connected(() -> queue.claimNeighbours(delivery)));
        attempt.merged().forEach(other -> all.add(json.read(other.message())));
        return all.size() == 1 ? alone : rule.merge(List.copyOf(all));
    }

    private static Duration wait(Delivery delivery, Outcome outcome) {
        return outcome instanceof Outcome.TooMany too
                ? too.rest()
                : Backoff.after(delivery.attempts(), RandomGenerator.getDefault());
    }

    private <T extends @Nullable Object> T connected(Supplier<T> work) {
        connections.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            connections.release();
        }
    }
}
