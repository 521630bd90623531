package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.feedback.FindFeedback.From;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;

/** A page of items, with buttons to the pages beside it. The buttons carry what was asked. */
final class ListAnswer {
    private ListAnswer() {}

    /** What was asked: {@code list}, {@code mine} or {@code search}, and what followed. */
    record Asked(boolean mine, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {}

    static Message of(Asked asked, List<Shown> entries, boolean newer, boolean older, Optional<String> meant) {
        List<LayoutBlock> blocks = new ArrayList<>();
        meant.ifPresent(words -> blocks.add(context(row -> row.blockId("feedback.list.meant").elements(
                List.of(plainText(Mrkdwn.cut("Nobody has said quite that. This is “" + words + "”.", 300)))))));
        if (entries.isEmpty()) {
            String none = asked.typed().isBlank()
                    ? asked.mine()
                            ? "You have filed nothing yet. `/feedback` and what was said is all it takes."
                            : "Nothing yet. `/feedback` and what was said is all it takes."
                    : "Nothing found.";
            return new Message(none, List.of(section(text -> text.text(markdownText(none)))));
        }
        for (int i = 0; i < entries.size(); i++) {
            String line = FeedbackCard.line(entries.get(i));
            String blockId = "feedback.list." + i;
            blocks.add(section(text -> text.blockId(blockId).text(markdownText(line))));
        }
        List<BlockElement> buttons = new ArrayList<>();
        if (newer) {
            String value = write(asked, "+", entries.getFirst());
            buttons.add(button(b -> b.actionId(FeedbackCommands.NEWER).value(value).text(plainText("Newer"))));
        }
        if (older) {
            String value = write(asked, "-", entries.getLast());
            buttons.add(button(b -> b.actionId(FeedbackCommands.OLDER).value(value).text(plainText("Older"))));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("feedback.list.pages").elements(buttons)));
        }
        return new Message(entries.size() + (entries.size() == 1 ? " item" : " items") + " of feedback", blocks);
    }

    /** @param whole all that was typed, which may be kept as feedback instead; null where that cannot be meant */
    static Message mistaken(String sentence, @Nullable String whole) {
        String shown = Mrkdwn.escape(Mrkdwn.cut(sentence, 1_000)).replace("\u2060`\u2060", "`");
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("feedback.list.mistaken").text(markdownText(shown))));
        if (whole != null) {
            blocks.add(actions(row -> row.blockId("feedback.list.save")
                    .elements(List.of(button(b -> b.actionId(FeedbackCommands.SAVE).value(whole)
                            .text(plainText("Save these words as feedback")))))));
        }
        return new Message(shown, blocks);
    }

    private static String write(Asked asked, String direction, Shown beside) {
        return (asked.mine() ? "mine" : "list") + direction + beside.entry().item().id() + " " + asked.typed();
    }

    static Turned read(String value) {
        boolean mine = value.startsWith("mine");
        var id = FeedbackId.parse(value.substring(5, 41));
        From from = value.charAt(4) == '+' ? new From.NewerThan(id) : new From.OlderThan(id);
        return new Turned(new Asked(mine, value.substring(42)), from);
    }
}
