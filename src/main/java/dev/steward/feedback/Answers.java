package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.ChannelId;

/** What people are told about their items. */
final class Answers {
    static final String OUTSIDER = "Feedback here is filed by people of this workspace. "
            + "Ask one of them to file it for you, please.";
    static final String NO_CHANNEL = "No channel shows new feedback yet: an admin can choose one with `/steward setup`.";

    private Answers() {}

    /** The answer to {@code /feedback <text>}. */
    static Message kept(FeedbackItem item, Optional<ChannelId> channel, boolean fresh) {
        String text = (fresh ? "Saved as *" : "That is *") + item.reference() + (fresh ? "*. " : "* already. ")
                + channel.map(shown -> "Its card goes to " + shown.link() + ".").orElse(NO_CHANNEL);
        return withButtons(text, item, true);
    }

    /** @param permalink to its card */
    static Message saved(FeedbackItem item, ChannelId channel, @Nullable String permalink) {
        String card = permalink == null ? "its card" : "<" + FeedbackCard.href(permalink) + "|its card>";
        return withButtons(
                "Saved as *" + item.reference() + "*: " + card + " is in " + channel.link() + "." + said(item),
                item, true);
    }

    static Message savedWithoutCard(FeedbackItem item) {
        return withButtons("Saved as *" + item.reference() + "*. " + NO_CHANNEL + said(item), item, true);
    }

    /** To the one who reacted. */
    static Message captured(FeedbackItem item, boolean fresh) {
        return withButtons(fresh
                ? "Captured that message as *" + item.reference() + "*."
                : "That message is *" + item.reference() + "* already.", item, true);
    }

    /** The answer to {@code /feedback FB-12}. */
    static Message whole(Shown shown, boolean mayChange) {
        Message card = FeedbackCard.of(shown);
        List<LayoutBlock> blocks = new ArrayList<>(card.blocks());
        if (mayChange && shown.entry().item().isOpen()) {
            blocks.add(buttons(shown.entry().item(), true));
        }
        return new Message(card.text(), blocks);
    }

    private static Message withButtons(String text, FeedbackItem item, boolean add) {
        return new Message(text, List.of(section(s -> s.text(markdownText(text))), buttons(item, add)));
    }

    private static LayoutBlock buttons(FeedbackItem item, boolean add) {
        return actions(row -> row.blockId("feedback.item").elements(List.of(
                button(b -> b.actionId(FeedbackCommands.EDIT).value(item.id().toString())
                        .text(plainText(add ? "Add details" : "Edit"))))));
    }

    private static String said(FeedbackItem item) {
        return "\n" + Mrkdwn.escape(Mrkdwn.cut(item.details().words(), 150).replace('\n', ' '));
    }
}
