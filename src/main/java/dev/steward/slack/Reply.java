package dev.steward.slack;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.ActionRequest;

/**
 * What a handler answers. Handlers never call Slack themselves: the dispatcher turns the reply into an ack, a modal or an
 * ephemeral message, in time, and outside any transaction.
 */
public sealed interface Reply {

    /** An empty ack: the modal closes, the button stops spinning. */
    record Done() implements Reply {}

    /** Said to the person alone, in the channel where they are. */
    record Says(Message message) implements Reply {}

    /** Takes the place of the message (an earlier {@link Says}) whose button was pressed. */
    record Replaces(Message message) implements Reply {}

    /**
     * Opens a modal (from a command, shortcut or button), or pushes one when the button stands in a modal.
     *
     * @param view opened at once, because a trigger lives three seconds
     * @param then where the form needs data first: computes what replaces {@code view}, after the ack
     */
    record Opens(View view, @Nullable Supplier<View> then) implements Reply {}

    /**
     * Replaces the modal that was submitted, or whose button or field was used.
     *
     * @param view shown at once
     * @param then where that takes what Slack must be asked: computes what replaces {@code view}, after the ack
     */
    record Updates(View view, @Nullable Supplier<View> then) implements Reply {
        public Updates(View view) {
            this(view, null);
        }
    }

    /** Stacks another modal on the one that was submitted or whose button was used; three at most. */
    record Pushes(View view) implements Reply {}

    /** Refuses a submission: a sentence for each field, by block id; the form stays open with all that was typed. */
    record Refuses(Map<String, String> byBlockId) implements Reply {}

    /** Closes the submitted modal, and after the ack replaces the one beneath it; what was typed there stays. */
    record Returns(View beneath) implements Reply {}

    /** Closes every modal of the stack. */
    record ClosesAll() implements Reply {}

    /** Choices for an external select or a type-ahead; at most 100. */
    record Offers(List<Option> options) implements Reply {
        /** One choice: a label of at most 75 characters, and its value of at most 150. */
        public record Option(String label, String value) {}
    }

    static Reply done() {
        return new Done();
    }

    static Reply says(String mrkdwn) {
        return new Says(Message.of(mrkdwn));
    }

    static Reply says(Message message) {
        return new Says(message);
    }

    /** Said where the button stands: to the person alone in the channel, or in a modal on top of the one it is in. */
    static Reply says(ActionRequest press, String mrkdwn) {
        return press.view() == null ? says(mrkdwn) : opens(Modals.says("Steward", mrkdwn));
    }

    static Reply opens(View view) {
        return new Opens(view, null);
    }

    static Reply refuses(String blockId, String sentence) {
        return new Refuses(Map.of(blockId, sentence));
    }
}
