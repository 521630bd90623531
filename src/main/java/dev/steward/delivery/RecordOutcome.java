package dev.steward.delivery;

import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.workspace.ChannelId;

/** Records what became of an attempt, in one transaction with whatever follows from it. */
@Component
class RecordOutcome {
    private static final Logger log = LoggerFactory.getLogger(RecordOutcome.class);

    private final SendQueue queue;
    private final Pauses pauses;
    private final Uploads uploads;
    private final TellOfFailure tellOfFailure;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    RecordOutcome(SendQueue queue, Pauses pauses, Uploads uploads, TellOfFailure tellOfFailure,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.queue = queue;
        this.pauses = pauses;
        this.uploads = uploads;
        this.tellOfFailure = tellOfFailure;
        this.transaction = transaction;
        this.events = events;
    }

    /** @param wait before the next attempt, where there is to be one */
    void what(Delivery delivery, Outcome outcome, Duration wait) {
        switch (outcome) {
            case Outcome.Sent sent -> transaction.executeWithoutResult(status -> sent(delivery, sent));
            case Outcome.NotThere() -> queue.notThere(delivery);
            case Outcome.NotThereYet(var underWay) -> queue.postpone(delivery, underWay,
                    "Its sender died and Slack may still be taking it", true);
            case Outcome.Passing(var reason, var uncertain) -> {
                queue.postpone(delivery, wait, reason, uncertain);
                log.info("Delivery {} waits {} s: {}{}", delivery.id(), wait.toMillis() / 1000.0, reason,
                        uncertain ? "; it may have arrived and will be looked for" : "");
            }
            case Outcome.TooMany(var method, var pause, var uncertain) -> {
                pauses.add(delivery.workspace(), method, pause);
                queue.postpone(delivery, pause, "ratelimited", uncertain);
                log.info("Slack takes no {} of workspace {} for {} s", method, delivery.workspace(),
                        pause.toMillis() / 1000.0);
            }
            case Outcome.Permanent(var reason) -> transaction.executeWithoutResult(status -> {
                if (queue.stop(delivery, "failed", reason)) {
                    log.error("Delivery {} of {} to {} cannot be made: {}", delivery.id(), delivery.label(),
                            address(delivery), reason);
                    tellOfFailure.of(delivery, reason, false);
                    changed(delivery);
                }
            });
            case Outcome.Unknown(var reason) -> transaction.executeWithoutResult(status -> {
                if (queue.stop(delivery, "held", reason)) {
                    log.error("Delivery {} of {} to {} may have arrived or not, and an admin must decide: {}",
                            delivery.id(), delivery.label(), address(delivery), reason);
                    tellOfFailure.of(delivery, reason, true);
                    changed(delivery);
                }
            });
        }
    }

    private void sent(Delivery delivery, Outcome.Sent sent) {
        if (!queue.sent(delivery, sent)) {
            return;
        }
        if (delivery.form() == Form.FILE) {
            uploads.forget(List.of(delivery.id()));
        }
        if (sent.called()) {
            changed(delivery);
        }
        if (delivery.card() && delivery.ts() == null && sent.channel() != null && sent.ts() != null) {
            events.publishEvent(new CardPosted(delivery.workspace(), delivery.label(), delivery.thing(),
                    new ChannelId(sent.channel()), sent.ts(), sent.permalink()));
        }
    }

    private void changed(Delivery delivery) {
        if (delivery.card()) {
            events.publishEvent(new DeliveryChanged(delivery.workspace(), delivery.label(), delivery.thing()));
        }
    }

    private static String address(Delivery delivery) {
        return delivery.way() == Lane.Way.RESPONSE ? "a response_url" : delivery.recipient();
    }
}
