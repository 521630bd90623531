package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.feedback.FindFeedback.From;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** A page of items, with buttons to the pages beside it. The buttons carry what was asked. */
final class ListAnswer {
    static final Press<Turned> NEWER = Press.of("feedback.newer", Turned.CODEC);
    static final Press<Turned> OLDER = Press.of("feedback.older", Turned.CODEC);

    private ListAnswer() {}

    /** What was asked: {@code list}, {@code mine} or {@code search}, and what followed. */
    record Asked(boolean mine, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {
        private static final int WORD = 4;
        /** {@code mine-<id> area:Export}: what was asked, which side of which item, and what was typed. */
        static final Codec<Turned> CODEC = Codec.text(Turned::write, Turned::read);

        private String write() {
            return (asked.mine() ? "mine" : "list") + beside(from) + " " + asked.typed();
        }

        private static Turned read(String value) {
            String[] parts = value.split(" ", 2);
            return of(parts[0], parts.length > 1 ? parts[1] : "");
        }

        private static String beside(From from) {
            return switch (from) {
                case From.Newest() -> throw new IllegalStateException("No button leads to the newest");
                case From.NewerThan(var id) -> "+" + id;
                case From.OlderThan(var id) -> "-" + id;
            };
        }

        private static Turned of(String which, String typed) {
            if (!which.matches("(mine|list)[+-].+")) {
                throw new IllegalArgumentException(which);
            }
            var id = new FeedbackId(UUID.fromString(which.substring(WORD + 1)));
            return new Turned(new Asked(which.startsWith("mine"), typed),
                    which.charAt(WORD) == '+' ? new From.NewerThan(id) : new From.OlderThan(id));
        }
    }

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
            buttons.add(NEWER.button("Newer", new Turned(asked, new From.NewerThan(id(entries.getFirst())))));
        }
        if (older) {
            buttons.add(OLDER.button("Older", new Turned(asked, new From.OlderThan(id(entries.getLast())))));
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
                    .elements(List.of(Answers.SAVE.button("Save these words as feedback", whole)))));
        }
        return new Message(shown, blocks);
    }

    private static FeedbackId id(Shown shown) {
        return shown.entry().item().id();
    }
}
