package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.feedback.FeedbackReaders.Allowed;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.workspace.ChannelId;

/**
 * What people are told about their items. {@code seenBy} says who sees an item where that is not everybody, see {@link
 * FeedbackReaders#sentence(FeedbackItem)}.
 */
final class Answers {
    static final String NO_CHANNEL = "No channel shows new feedback yet: an admin can choose one with `/steward setup`.";
    static final String NO_ITEM = "That item does not exist any more.";

    /** Opens the form of an item. */
    static final Press<FeedbackId> EDIT = Press.of("feedback.edit", FeedbackId.CODEC);
    /** Shows everybody what was captured in a private channel. */
    static final Press<ItemVersion> SHARE = Press.of("feedback.share", ItemVersion.CODEC);
    static final Press<ItemVersion> WITHHOLD = Press.of("feedback.withhold", ItemVersion.CODEC);
    /** Saves words that look like a command. */
    static final Press<String> SAVE = Press.of("feedback.save", Codec.text(words -> words, Answers::words));

    private Answers() {}

    private static String words(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("no words");
        }
        return value;
    }

    /** The answer to {@code /feedback <text>}. */
    static Message kept(FeedbackItem item, Optional<ChannelId> channel, @Nullable String seenBy, boolean fresh) {
        String text = (fresh ? "Saved as *" : "That is *") + item.reference() + (fresh ? "*. " : "* already. ")
                + where(channel, seenBy);
        return withButtons(text, item);
    }

    /** @param permalink to its card */
    static Message saved(FeedbackItem item, ChannelId channel, @Nullable String permalink, @Nullable String seenBy) {
        String card = permalink == null ? "its card" : "<" + FeedbackCard.href(permalink) + "|its card>";
        return withButtons("Saved as *" + item.reference() + "*: " + card + " is in " + channel.link() + "."
                + (seenBy == null ? "" : " " + seenBy) + said(item), item);
    }

    static Message savedWithoutCard(FeedbackItem item, @Nullable String seenBy) {
        return withButtons("Saved as *" + item.reference() + "*. " + (seenBy == null ? NO_CHANNEL : seenBy)
                + said(item), item);
    }

    /** To the one who reacted. */
    static Message captured(FeedbackItem item, @Nullable String seenBy, boolean fresh) {
        return withButtons((fresh
                ? "Captured that message as *" + item.reference() + "*."
                : "That message is *" + item.reference() + "* already.") + (seenBy == null ? "" : " " + seenBy), item);
    }

    /** What came of sharing it, or of making it private again. */
    static Message seen(FeedbackItem item, Optional<ChannelId> channel, @Nullable String seenBy, Allowed allowed) {
        String text = seenBy == null
                ? "Everyone sees *" + item.reference() + "* now. " + where(channel, null)
                : "*" + item.reference() + "* is private again. " + seenBy;
        return new Message(text, List.of(section(s -> s.text(markdownText(text))), buttons(item, allowed)));
    }

    /** The answer to {@code /feedback FB-12}. */
    static Message whole(Shown shown, @Nullable String seenBy, Allowed allowed) {
        Message card = FeedbackCard.of(shown);
        List<LayoutBlock> blocks = new ArrayList<>(card.blocks());
        if (seenBy != null) {
            blocks.add(context(row -> row.blockId("feedback.seen").elements(List.of(markdownText(seenBy)))));
        }
        if (allowed.share() && shown.entry().votes() > 0) {
            blocks.add(context(row -> row.blockId("feedback.shared.too").elements(List.of(
                    markdownText("Sharing it also shares what was said with each +1. *Details* shows all of it.")))));
        }
        if (allowed.any()) {
            blocks.add(buttons(shown.entry().item(), allowed));
        }
        return new Message(card.text(), blocks);
    }

    /** Something was pressed on an item that has changed since. */
    static Message changed(FeedbackItem item, Message whole) {
        String text = "*" + item.reference() + "* changed in the meantime. This is how it is now.";
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(s -> s.text(markdownText(text))));
        blocks.addAll(whole.blocks());
        return new Message(text, blocks);
    }

    private static String where(Optional<ChannelId> channel, @Nullable String seenBy) {
        return seenBy != null
                ? seenBy
                : channel.map(shown -> "Its card goes to " + shown.link() + ".").orElse(NO_CHANNEL);
    }

    /** To the one who filed it. */
    private static Message withButtons(String text, FeedbackItem item) {
        return new Message(text, List.of(section(s -> s.text(markdownText(text))),
                buttons(item, new Allowed(true, !item.visibility().shared(), false))));
    }

    private static LayoutBlock buttons(FeedbackItem item, Allowed allowed) {
        return actions(row -> row.blockId("feedback.item").elements(elements(item, allowed)));
    }

    static List<BlockElement> elements(FeedbackItem item, Allowed allowed) {
        List<BlockElement> elements = new ArrayList<>();
        if (allowed.change()) {
            elements.add(EDIT.button("Add details", item.id()));
        }
        if (allowed.share()) {
            elements.add(SHARE.button("Share with everyone", ItemVersion.of(item)));
        }
        if (allowed.withhold()) {
            elements.add(WITHHOLD.button("Make private again", ItemVersion.of(item)));
        }
        return elements;
    }

    private static String said(FeedbackItem item) {
        return "\n" + Mrkdwn.escape(Mrkdwn.cut(item.details().words(), 150).replace('\n', ' '));
    }
}
