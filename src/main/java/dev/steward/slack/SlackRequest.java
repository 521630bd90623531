package dev.steward.slack;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;

/** What somebody did in Slack, verified and parsed. */
public sealed interface SlackRequest {

    Actor actor();

    /**
     * Names this one doing: the same for every repeated delivery of it, different for any other. At most 200 characters.
     * What a handler creates carries it as a unique key.
     */
    String key();

    /**
     * A slash command.
     *
     * @param command as it is typed here, with its slash: {@code /voice} where {@code /feedback} is called so
     * @param text    what followed it, trimmed, newlines kept
     * @param responseUrl where the member alone can be answered later: five times within thirty minutes; a secret
     */
    record CommandRequest(Actor actor, String key, String command, String text, ChannelId channel,
            @Nullable String responseUrl)
            implements
                SlackRequest {
        /** The same command with other words: {@code /steward feedback list} is {@code /feedback list}. */
        public CommandRequest with(String otherCommand, String otherText) {
            return new CommandRequest(actor, key, otherCommand, otherText, channel, responseUrl);
        }
    }

    /**
     * A button or field that was used, in a message or a modal.
     *
     * @param actionId the whole id, with what follows a {@code #}
     * @param value   the button's value, the chosen option's value, or the typed text; a claim, not a right
     * @param message the message it stands in; null in a modal or App Home
     * @param view    the modal or App Home it stands in; null in a message
     * @param responseUrl as of a command; null in a modal or App Home
     * @param usedAt  when Slack saw it, to the microsecond: what was used later has a later one, whichever arrives first
     */
    record ActionRequest(Actor actor, String key, String actionId, String blockId, @Nullable String value,
            @Nullable MessageRef message, @Nullable View view, FormValues values,
            @Nullable String responseUrl, Instant usedAt) implements SlackRequest {}

    /** A modal's submit button. */
    record SubmissionRequest(Actor actor, String key, String callbackId, View view, FormValues values)
            implements
                SlackRequest {
        public String privateMetadata() {
            return view.getPrivateMetadata() == null ? "" : view.getPrivateMetadata();
        }
    }

    /**
     * A shortcut from a message's menu.
     *
     * @param authorId the author's Slack user id; null for a bot or an app
     * @param text     mrkdwn as Slack sent it, which may be empty when the message is all blocks
     */
    record MessageShortcutRequest(Actor actor, String key, String callbackId, MessageRef message,
            @Nullable String authorId, String text) implements SlackRequest {}

    /** A global shortcut from the lightning menu. */
    record GlobalShortcutRequest(Actor actor, String key, String callbackId) implements SlackRequest {}

    /** A type-ahead: what was typed so far in the field {@code actionId}. */
    record OptionsRequest(Actor actor, String key, String actionId, String blockId, String typed)
            implements
                SlackRequest {}

    /**
     * An event.
     *
     * @param event the inner object as Slack sent it
     * @param at    when it happened, by Slack's clock, in whole seconds; null where Slack does not say. It may be told much later
     */
    record EventRequest(Actor actor, String key, String type, Map<String, Object> event, @Nullable Instant at)
            implements
                SlackRequest {}

    /** Which message. {@code threadTs} is null outside a thread. */
    record MessageRef(ChannelId channel, String ts, @Nullable String threadTs) {}

    /** What a form's fields hold, by block id. */
    interface FormValues {
        /** Text typed, or the value chosen; null when empty. Typed text is returned as typed, not trimmed. */
        @Nullable
        String value(String blockId);

        /** Everything chosen in a multi-select, checkboxes, or a channel or user list; empty when nothing is. */
        List<String> values(String blockId);

        default boolean chosen(String blockId, String value) {
            return values(blockId).contains(value);
        }
    }
}
