package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.feedback.FeedbackReaders.Allowed;
import dev.steward.feedback.Votes.Vote;
import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** The whole of an item, however long its words: in pages, where one modal cannot hold them. */
final class DetailsView {
    /** Sections of 3,000 characters on a page; a view may have 250 kB. */
    private static final int PIECES = 15;
    static final int VOTES = 10;

    static final Press<Part> BACK = Press.of("feedback.details.back", Part.CODEC);
    static final Press<Part> ON = Press.of("feedback.details.on", Part.CODEC);

    /** One part of the words of an item. */
    record Part(FeedbackId item, int page) {
        private static final Codec<Part> CODEC = Codec.of(part -> List.of(part.item(), part.page()),
                words -> new Part(new FeedbackId(words.id()), words.count()));
    }

    private DetailsView() {}

    static View view(Shown shown, List<Vote> votes, int page, @Nullable String seenBy, Allowed allowed) {
        FeedbackItem item = shown.entry().item();
        List<String> pieces = WholeWords.pieces(item.details().words());
        int pages = Math.max(1, (pieces.size() + PIECES - 1) / PIECES);
        int at = Math.clamp(page, 0, pages - 1);
        List<LayoutBlock> blocks = new ArrayList<>();
        String head = String.join("  ·  ", FeedbackCard.headline(item),
                String.join("  ·  ", FeedbackCard.about(shown)));
        blocks.add(section(text -> text.blockId("feedback.details.about").text(markdownText(head))));
        if (shown.entry().joined() != null) {
            blocks.add(context(row -> row.blockId("feedback.details.joined")
                    .elements(List.of(plainText("Counts for " + shown.entry().joined() + " now.")))));
        }
        String summary = item.details().summary();
        if (summary != null) {
            blocks.add(section(text -> text.blockId("feedback.details.summary")
                    .text(markdownText("*" + Mrkdwn.escape(summary.replaceAll("\\s+", " ")) + "*"))));
        }
        for (int i = at * PIECES; i < Math.min(pieces.size(), (at + 1) * PIECES); i++) {
            String piece = Mrkdwn.escape(pieces.get(i));
            String blockId = "feedback.details.words." + i;
            if (!piece.isBlank()) {
                blocks.add(section(text -> text.blockId(blockId).text(markdownText(piece))));
            }
        }
        if (pages > 1) {
            blocks.add(context(row -> row.blockId("feedback.details.page")
                    .elements(List.of(plainText("Part " + (at + 1) + " of " + pages)))));
        }
        votes(blocks, votes);
        if (seenBy != null) {
            blocks.add(context(row -> row.blockId("feedback.details.seen").elements(List.of(markdownText(seenBy)))));
        }
        buttons(blocks, item, at, pages, allowed);
        return Modals.shows(item.reference().toString(), blocks);
    }

    private static void votes(List<LayoutBlock> blocks, List<Vote> votes) {
        if (votes.isEmpty()) {
            return;
        }
        blocks.add(divider());
        for (int i = 0; i < votes.size(); i++) {
            Vote vote = votes.get(i);
            String who = vote.customer() == null
                    ? "a member"
                    : "*" + Mrkdwn.escape(Mrkdwn.cut(vote.customer(), 80)) + "*";
            String words = vote.words() == null ? "" : "\n" + Mrkdwn.escape(vote.words(), 1_500);
            String blockId = "feedback.details.vote." + i;
            blocks.add(section(text -> text.blockId(blockId)
                    .text(markdownText("+1 for " + who + ", " + FeedbackCard.when(vote.at()) + words))));
        }
    }

    private static void buttons(List<LayoutBlock> blocks, FeedbackItem item, int at, int pages, Allowed allowed) {
        List<BlockElement> buttons = new ArrayList<>();
        if (at > 0) {
            buttons.add(BACK.button("Part " + at, new Part(item.id(), at - 1)));
        }
        if (at + 1 < pages) {
            buttons.add(ON.button("Part " + (at + 2), new Part(item.id(), at + 1)));
        }
        buttons.addAll(Answers.elements(item, allowed));
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("feedback.details.buttons").elements(buttons)));
        }
    }
}
