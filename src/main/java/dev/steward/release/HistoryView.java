package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.richText;
import static com.slack.api.model.block.element.BlockElements.richTextSection;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.model.block.element.RichTextSectionElement.LimitedTextStyle;
import com.slack.api.model.block.element.RichTextSectionElement.TextStyle;
import com.slack.api.model.view.View;

import dev.steward.release.EditionDifference.Change;
import dev.steward.release.EditionDifference.Item;
import dev.steward.release.WordDifference.Fate;
import dev.steward.release.WordDifference.Piece;
import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/**
 * What happened to a release, newest first, and with every edition what it says otherwise: what is gone struck through, what is new
 * bold. What people wrote stands in blocks that format nothing and call nobody.
 */
final class HistoryView {
    static final Press<From> TURN = Press.of("release.history.turn", From.CODEC);
    private static final int BLOCKS = 60;
    private static final int LETTERS = 14_000;
    private static final int AROUND = 60;
    private static final int ONE_CHANGE = 2_800;
    private static final int ITEMS = 15;

    private HistoryView() {}

    /** A page of it. @param newer how many newer things are left out */
    record From(ReleaseId release, int newer) {
        static final Codec<From> CODEC = Codec.of(from -> List.of(from.release(), from.newer()),
                in -> new From(new ReleaseId(in.id()), in.count()));
    }

    /**
     * One line.
     *
     * @param edition which one it made; 0 for none
     * @param changes what that says otherwise than the one before
     */
    record Entry(Happening happening, int edition, List<Change> changes) {}

    /**
     * As much as fits, from one on.
     *
     * @param newestFirst all of them
     * @param from        how many newer ones there are
     */
    static View of(Release release, List<Entry> newestFirst, int from) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.history.what", "*" + release.facts().reference() + "*"
                + ReportCard.BETWEEN + Quoted.line(release.content().name(), 600)));
        int letters = 0;
        int next = Math.min(Math.max(0, from), Math.max(0, newestFirst.size() - 1));
        int begun = next;
        while (next < newestFirst.size()
                && (next == begun || blocks.size() < BLOCKS && letters < LETTERS)) {
            Entry entry = newestFirst.get(next);
            List<LayoutBlock> more = entry(entry, next);
            letters += entry.changes().stream().mapToInt(HistoryView::letters).sum() + 200;
            blocks.addAll(more);
            next++;
        }
        List<BlockElement> turns = new ArrayList<>();
        if (begun > 0) {
            turns.add(turn("newest", "Newest", release, 0));
        }
        if (next < newestFirst.size()) {
            turns.add(turn("older", "Older", release, next));
        }
        if (!turns.isEmpty()) {
            blocks.add(divider(d -> d.blockId("release.history.end")));
            blocks.add(actions(row -> row.blockId("release.history.turns").elements(turns)));
        }
        return Modals.shows("History", blocks);
    }

    private static List<LayoutBlock> entry(Entry entry, int index) {
        List<LayoutBlock> blocks = new ArrayList<>();
        String id = "release.history." + index;
        blocks.add(TextBlocks.section(id, (entry.edition() == 0
                ? ""
                : "*Edition " + entry.edition() + "*"
                        + ReportCard.BETWEEN)
                + Phrases.time(entry.happening().at()) + "\n"
                + HistoryWords.of(entry.happening(), entry.edition())));
        for (Change change : entry.changes()) {
            String block = id + "." + blocks.size();
            blocks.add(richText(text -> text.blockId(block).elements(List.of(
                    richTextSection(section -> section.elements(change(change)))))));
        }
        return blocks;
    }

    private static List<RichTextElement> change(Change change) {
        List<RichTextElement> elements = new ArrayList<>();
        String label = Mrkdwn.cut(change.label().replaceAll("\\s+", " "), 120);
        switch (change) {
            case Change.Words(var unused, var pieces) -> {
                elements.add(text(label + "\n", TextStyle.builder().italic(true).build()));
                Piece last = new Piece(Fate.SAME, " ");
                for (Piece piece : WordDifference.brief(pieces, AROUND, ONE_CHANGE)) {
                    if (piece.fate() == Fate.NEW && last.fate() == Fate.GONE && !apart(last.text(), piece.text())) {
                        elements.add(text(" ", null));
                    }
                    elements.add(text(piece.text(), style(piece.fate())));
                    last = piece;
                }
            }
            case Change.Choice(var unused, var gone, var come) -> {
                elements.add(text(label + "  ", TextStyle.builder().italic(true).build()));
                items(elements, gone, true);
                if (!gone.isEmpty() && !come.isEmpty()) {
                    elements.add(text("  ", null));
                }
                items(elements, come, false);
            }
        }
        return elements;
    }

    /** Whether a blank stands between them; without one, what is gone and what is new look like one word. */
    private static boolean apart(String before, String after) {
        return Character.isWhitespace(before.charAt(before.length() - 1)) || Character.isWhitespace(after.charAt(0));
    }

    private static void items(List<RichTextElement> elements, List<Item> items, boolean gone) {
        for (int i = 0; i < Math.min(items.size(), ITEMS); i++) {
            if (i > 0) {
                elements.add(text(", ", null));
            }
            elements.add(item(items.get(i), gone));
        }
        if (items.size() > ITEMS) {
            elements.add(text(" and " + (items.size() - ITEMS) + " more", style(gone ? Fate.GONE : Fate.NEW)));
        }
    }

    private static RichTextElement item(Item item, boolean gone) {
        LimitedTextStyle style = LimitedTextStyle.builder().bold(!gone).strike(gone).build();
        return switch (item) {
            case Item.Named(var name) -> text(Mrkdwn.cut(name, 150), style(gone ? Fate.GONE : Fate.NEW));
            case Item.Channel(var id) -> RichTextSectionElement.Channel.builder().channelId(id.value()).style(style)
                    .build();
            case Item.Person(var id) -> RichTextSectionElement.User.builder().userId(id.value()).style(style).build();
        };
    }

    private static RichTextElement text(String text, @org.jspecify.annotations.Nullable TextStyle style) {
        return RichTextSectionElement.Text.builder().text(text).style(style).build();
    }

    private static @org.jspecify.annotations.Nullable TextStyle style(Fate fate) {
        return switch (fate) {
            case SAME -> null;
            case GONE -> TextStyle.builder().strike(true).build();
            case NEW -> TextStyle.builder().bold(true).build();
        };
    }

    private static int letters(Change change) {
        return change instanceof Change.Words(var unused, var pieces)
                ? Math.min(ONE_CHANGE, pieces.stream().mapToInt(piece -> piece.text().length()).sum())
                : 300;
    }

    private static BlockElement turn(String which, String label, Release release, int from) {
        return TURN.numbered(which).button(label, new From(release.facts().id(), from));
    }
}
