package dev.steward.feedback;

import java.time.Clock;
import java.util.Objects;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.workspace.WorkspaceId;

/** Adds details to an item, or mends them. */
@Component
class EditFeedback {
    private final FeedbackItems items;
    private final Customers customers;
    private final FeedbackReaders readers;
    private final IntakeChannels channels;
    private final Cards cards;
    private final Clock clock;

    EditFeedback(FeedbackItems items, Customers customers, FeedbackReaders readers, IntakeChannels channels,
            Cards cards, Clock clock) {
        this.items = items;
        this.customers = customers;
        this.readers = readers;
        this.channels = channels;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * @param seen the version the person saw while editing
     * @throws OptimisticLockingFailureException when the item has changed since
     * @throws Refusal                           when it can no longer be changed, or not by this person
     */
    @Transactional(noRollbackFor = {Refusal.class, OptimisticLockingFailureException.class})
    FeedbackItem edit(WorkspaceId workspace, FeedbackId id, long seen, Person person, Said said) {
        FeedbackItem item = items.find(workspace, id).map(Entry::item).filter(found -> readers.sees(found, person))
                .orElseThrow(() -> new Refusal("That item does not exist any more."));
        if (!readers.mayChange(item, person)) {
            throw new Refusal("Only the one who filed " + item.reference() + ", its area's owner, ops and admins can "
                    + "change it.");
        }
        if (item.version() != seen) {
            throw new OptimisticLockingFailureException("Somebody else changed " + item.reference());
        }
        Customer customer = customers.settle(workspace, said.customer());
        FeedbackItem edited = item.edited(Details.of(said, customer == null ? null : customer.id()), clock.instant());
        if (edited.details().equals(item.details())) {
            return item;
        }
        items.change(edited);
        if (!Objects.equals(edited.details().area(), item.details().area())) {
            channels.of(edited)
                    .ifPresent(channel -> cards.show(workspace, FeedbackCards.KIND, id.value(), channel));
        }
        cards.changed(workspace, FeedbackCards.KIND, id.value());
        return edited;
    }
}
