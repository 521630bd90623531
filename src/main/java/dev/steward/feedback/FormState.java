package dev.steward.feedback;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Codec.Words;
import dev.steward.workspace.ChannelId;

/**
 * What a form remembers beside its fields, in Slack's private metadata.
 *
 * @param item    the item it changes; null while it makes a new one
 * @param version which version of that item its fields show
 * @param draft   the message it captures, as read; null when it captures none
 * @param thread  whether the whole thread is chosen
 * @param channel where it was opened, if by a command
 */
record FormState(@Nullable FeedbackId item, long version, @Nullable UUID draft, boolean thread,
        @Nullable ChannelId channel) {
    static final FormState NEW = new FormState(null, 0, null, false, null);
    private static final String NONE = "-";
    private static final Codec<FormState> CODEC = Codec.of(
            state -> List.of(word(state.item), state.version, word(state.draft), state.thread, word(state.channel)),
            FormState::read);

    static FormState of(FeedbackItem item) {
        return new FormState(item.id(), item.version(), null, false, null);
    }

    static FormState of(UUID draft, boolean thread) {
        return new FormState(null, 0, draft, thread, null);
    }

    static FormState in(ChannelId channel) {
        return new FormState(null, 0, null, false, channel);
    }

    String write() {
        return CODEC.encode(this);
    }

    /** Empty where nothing stands there that this version wrote: who would see what is saved is not known then. */
    static Optional<FormState> read(@Nullable String metadata) {
        return CODEC.read(metadata);
    }

    private static FormState read(Words words) {
        UUID item = id(words.word());
        long version = words.number();
        UUID draft = id(words.word());
        boolean thread = Boolean.parseBoolean(words.word());
        String channel = words.word();
        return new FormState(item == null ? null : new FeedbackId(item), version, draft, thread,
                channel.equals(NONE) ? null : new ChannelId(channel));
    }

    private static Object word(@Nullable Object value) {
        return value == null ? NONE : value;
    }

    private static @Nullable UUID id(String word) {
        return word.equals(NONE) ? null : UUID.fromString(word);
    }
}
