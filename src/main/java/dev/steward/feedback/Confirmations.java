package dev.steward.feedback;

import java.util.Optional;
import java.util.Set;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.steward.delivery.CardPosted;
import dev.steward.delivery.Notices;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;

/** Tells the one who filed an item that it is kept, with a link to its card as soon as that stands. */
@Component
class Confirmations {
    private static final String OCCASION = "captured";

    /** A command is answered where it was typed, a reaction where the message is; a support tool reads its answer. */
    private static final Set<Via> BY_MESSAGE = Set.of(Via.FORM, Via.MESSAGE, Via.THREAD);

    private final Notices notices;
    private final FeedbackItems items;
    private final FeedbackReaders readers;

    Confirmations(Notices notices, FeedbackItems items, FeedbackReaders readers) {
        this.notices = notices;
        this.items = items;
        this.readers = readers;
    }

    /** In the transaction of the capture. */
    void captured(FeedbackItem item, Optional<ChannelId> channel) {
        if (channel.isEmpty()) {
            say(item, Answers.savedWithoutCard(item, readers.sentence(item)));
        }
    }

    @EventListener
    void posted(CardPosted card) {
        if (card.kind().equals(FeedbackCards.KIND)) {
            items.find(card.workspace(), new FeedbackId(card.thing())).map(Entry::item)
                    .ifPresent(item -> say(item,
                            Answers.saved(item, card.channel(), card.permalink(), readers.sentence(item))));
        }
    }

    private void say(FeedbackItem item, Message message) {
        var submitter = item.origin().submitter();
        if (submitter != null && BY_MESSAGE.contains(item.origin().via())) {
            notices.say(item.workspace(), item.id().value(), OCCASION, new Notices.Recipient.Direct(submitter),
                    message);
        }
    }
}
