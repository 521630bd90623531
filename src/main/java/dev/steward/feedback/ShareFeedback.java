package dev.steward.feedback;

import java.time.Clock;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.workspace.WorkspaceId;

/** Shows everybody what was captured in a private channel, or takes it back from them. */
@Component
class ShareFeedback {
    private final FeedbackItems items;
    private final FeedbackReaders readers;
    private final IntakeChannels channels;
    private final Cards cards;
    private final Clock clock;

    ShareFeedback(FeedbackItems items, FeedbackReaders readers, IntakeChannels channels, Cards cards, Clock clock) {
        this.items = items;
        this.readers = readers;
        this.channels = channels;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * @param shown the item as the person saw it: what somebody else has added since is not shared unseen
     * @return the item as it is now
     * @throws OptimisticLockingFailureException when it has changed since
     * @throws Refusal                           when it is not this person's to share
     */
    @Transactional(noRollbackFor = {Refusal.class, OptimisticLockingFailureException.class})
    FeedbackItem share(WorkspaceId workspace, ItemVersion shown, Person person) {
        FeedbackItem item = seen(workspace, shown, person);
        if (item.visibility().shared()) {
            return item;
        }
        if (!readers.allowed(item, person).share()) {
            throw new Refusal("Only the one who captured " + item.reference() + " can share it with everyone.");
        }
        FeedbackItem shared = item.shared(clock.instant());
        change(shared);
        channels.of(shared).ifPresent(channel -> cards.show(workspace, FeedbackCards.KIND, item.id().value(), channel));
        return shared;
    }

    /** As {@link #share}; its card goes from where others read it. */
    @Transactional(noRollbackFor = {Refusal.class, OptimisticLockingFailureException.class})
    FeedbackItem withhold(WorkspaceId workspace, ItemVersion shown, Person person) {
        FeedbackItem item = seen(workspace, shown, person);
        if (!item.visibility().shared()) {
            return item;
        }
        if (!readers.allowed(item, person).withhold()) {
            throw new Refusal(
                    "Only people in the channel where " + item.reference() + " was captured, its area's owner and "
                            + "ops can make it private again.");
        }
        FeedbackItem withheld = item.withheld(clock.instant());
        change(withheld);
        return withheld;
    }

    private FeedbackItem seen(WorkspaceId workspace, ItemVersion shown, Person person) {
        FeedbackItem item = items.lock(workspace, shown.item()).map(Entry::item)
                .filter(found -> readers.sees(found, person))
                .orElseThrow(() -> new Refusal("That item does not exist any more."));
        if (item.version() != shown.version()) {
            throw new OptimisticLockingFailureException("Somebody else changed " + item.reference());
        }
        return item;
    }

    private void change(FeedbackItem item) {
        items.change(item);
        cards.changed(item.workspace(), FeedbackCards.KIND, item.id().value());
    }
}
