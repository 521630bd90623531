package dev.steward.feedback;

import java.util.List;

import dev.steward.slack.Codec;

/** An item as somebody was shown it. */
record ItemVersion(FeedbackId item, long version) {
    static final Codec<ItemVersion> CODEC = Codec.of(shown -> List.of(shown.item(), shown.version()),
            words -> new ItemVersion(new FeedbackId(words.id()), words.number()));

    static ItemVersion of(FeedbackItem item) {
        return new ItemVersion(item.id(), item.version());
    }
}
