package dev.steward.feedback;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Origin;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Keeps what was said, and has its card shown. The same doing repeated yields the first item again. */
@Component
class CaptureFeedback {
    private final FeedbackItems items;
    private final Customers customers;
    private final ReferenceNumbers numbers;
    private final IntakeChannels channels;
    private final Cards cards;
    private final Confirmations confirmations;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CaptureFeedback(FeedbackItems items, Customers customers, ReferenceNumbers numbers, IntakeChannels channels,
            Cards cards, Confirmations confirmations, TransactionTemplate transaction, Clock clock) {
        this.items = items;
        this.customers = customers;
        this.numbers = numbers;
        this.channels = channels;
        this.cards = cards;
        this.confirmations = confirmations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param key the doing it comes from, see {@link Origin} */
    record Capture(WorkspaceId workspace, Via via, String key, @Nullable UserId submitter, @Nullable String author,
            Said said) {}

    /** @param fresh whether it is new, or was there before */
    record Captured(FeedbackItem item, boolean fresh) {}

    /** Fastest outside a transaction; within one, the item is kept when that is. */
    Captured capture(Capture capture) {
        // A repeated command is rare and found by its key below; messages are captured by several people as a matter of course.
        if (capture.via() != Via.COMMAND) {
            var known = items.captured(capture.workspace(), capture.key());
            if (known.isPresent()) {
                return new Captured(known.get().item(), false);
            }
        }
        Reference reference = numbers.next(capture.workspace());
        Optional<FeedbackItem> added;
        try {
            added = transaction.execute(status -> add(capture, reference));
        } catch (RuntimeException e) {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                numbers.giveBack(capture.workspace(), reference, 1);
            }
            throw e;
        }
        if (added.isEmpty()) {
            numbers.giveBack(capture.workspace(), reference, 1);
        }
        return added.map(item -> new Captured(item, true))
                .orElseGet(() -> new Captured(items.captured(capture.workspace(), capture.key()).orElseThrow().item(),
                        false));
    }

    private Optional<FeedbackItem> add(Capture capture, Reference reference) {
        Customer customer = customers.settle(capture.workspace(), capture.said().customer());
        var item = FeedbackItem.captured(capture.workspace(), reference,
                new Origin(capture.via(), capture.key(), capture.submitter(), capture.author(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS)),
                Details.of(capture.said(), customer == null ? null : customer.id()));
        if (!items.add(item)) {
            return Optional.empty();
        }
        Optional<ChannelId> channel = channels.of(item.workspace(), item.details().area());
        channel.ifPresent(shown -> cards.show(item.workspace(), FeedbackCards.KIND, item.id().value(), shown));
        confirmations.captured(item, channel);
        return Optional.of(item);
    }
}
