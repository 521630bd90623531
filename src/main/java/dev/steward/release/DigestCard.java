package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;

import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Modals;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.workspace.ChannelId;

/** How a digest looks in its channel, and all of it in a modal. */
final class DigestCard {
    static final Press<UUID> SHOW_ALL = Press.of("release.digest.all", IdCodecs.ID);
    static final Press<Page> PAGE = Press.of("release.digest.page", Page.CODEC);
    /** Opens the form of the digest of the channel in which it stands, as it is then. */
    static final Press<ChannelId> CHANGE = Press.of("release.digest.change",
            Codec.of(List::of, in -> new ChannelId(in.word())));
    /** As many lines as are read at a glance. */
    static final int LINES = 30;
    /** On a page of the modal. */
    static final int PAGE_LINES = 40;
    /** Most important first: the greatest tier, then the newest. */
    static final Comparator<DigestLine> ORDER = Comparator.comparing(DigestLine::tier)
            .thenComparing(Comparator.comparing(DigestLine::published).reversed())
            .thenComparing(line -> line.release().value());
    /** Of its modals. */
    static final String TITLE = "Digest";
    private static final String NO_AREA = "Everything else";
    private static final int SECTION = 2_900;
    /** Slack takes about 13,200 for all of a message; the rest is for what stands around the lines. */
    private static final int TOGETHER = 12_000;
    private static final int AREA = 150;
    private static final int NAMED = 3;

    private DigestCard() {}

    /** A page of all of a digest. @param number from 0 */
    record Page(UUID digest, int number) {
        private static final long MOST = 1_000_000;
        static final Codec<Page> CODEC = Codec.of(page -> List.of(page.digest(), page.number()),
                in -> new Page(in.id(), (int) Math.clamp(in.number(), 0, MOST)));
    }

    /**
     * All there is to see.
     *
     * @param lines the most important ones in their order, {@link #LINES} of them at most
     * @param total how many there are, retracted ones included
     */
    record Shown(DigestEdition edition, List<DigestLine> lines, int total, int retracted) {}

    static Message of(Shown shown) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(title -> title.text(plainText(headline(shown)))));
        shown.edition().note()
                .ifPresent(note -> blocks.add(context(row -> row.elements(List.of(markdownText(note))))));
        List<DigestLine> fitting = fitting(shown.lines());
        blocks.addAll(grouped(fitting));
        List<BlockElement> buttons = new ArrayList<>();
        int more = shown.total() - fitting.size();
        if (more > 0) {
            blocks.add(context(row -> row.elements(List.of(markdownText("and " + more + " more")))));
            buttons.add(SHOW_ALL.button("Show all " + shown.total(), shown.edition().id()));
        }
        buttons.add(CHANGE.button("Change this digest", shown.edition().channel()));
        blocks.add(actions(row -> row.elements(buttons)));
        return new Message(text(shown), blocks);
    }

    /** {@code 3 releases, 13 to 20 November} */
    private static String headline(Shown shown) {
        int live = shown.total() - shown.retracted();
        String count = live == 0
                ? "No release any more"
                : live == 1 ? "1 release" : String.format(java.util.Locale.ENGLISH, "%,d releases", live);
        return count + ", " + shown.edition().period();
    }

    private static String text(Shown shown) {
        List<String> titles = shown.lines().stream().filter(line -> !line.retracted()).limit(NAMED)
                .map(line -> Quoted.line(line.title(), AREA)).toList();
        int others = shown.total() - shown.retracted() - titles.size();
        return headline(shown) + (titles.isEmpty() ? "" : ": " + String.join(", ", titles))
                + (others > 0 ? " and " + others + " more" : "");
    }

    /** As many as Slack takes, whatever is in them; each with a heading of its own, if need be. */
    private static List<DigestLine> fitting(List<DigestLine> lines) {
        List<DigestLine> fitting = new ArrayList<>();
        int length = 0;
        for (DigestLine line : lines) {
            length += line.mrkdwn().length() + 1;
            if (fitting.stream().noneMatch(other -> area(other).equals(area(line)))) {
                length += area(line).length();
            }
            if (length > TOGETHER || fitting.size() == LINES) {
                break;
            }
            fitting.add(line);
        }
        return fitting;
    }

    private static String area(DigestLine line) {
        return line.area() == null ? "*" + NO_AREA + "*\n" : "*" + Quoted.line(line.area(), AREA) + "*\n";
    }

    /** Areas in the order of their most important release. */
    private static List<LayoutBlock> grouped(List<DigestLine> lines) {
        Map<String, List<DigestLine>> byArea = new LinkedHashMap<>();
        lines.forEach(line -> byArea.computeIfAbsent(area(line), name -> new ArrayList<>()).add(line));
        List<LayoutBlock> blocks = new ArrayList<>();
        byArea.forEach((area, ofIt) -> {
            var text = new StringBuilder(area);
            for (DigestLine line : ofIt) {
                String said = line.mrkdwn();
                if (text.length() + said.length() > SECTION) {
                    blocks.add(says(text));
                    text = new StringBuilder();
                }
                text.append(said).append('\n');
            }
            blocks.add(says(text));
        });
        return blocks;
    }

    private static LayoutBlock says(StringBuilder text) {
        String said = text.toString().strip();
        return section(block -> block.text(markdownText(said)));
    }

    /**
     * All of it, a page at a time.
     *
     * @param lines of this page, {@link #PAGE_LINES} at most
     * @param page  from 0
     */
    static View all(Shown shown, List<DigestLine> lines, int page) {
        UUID id = shown.edition().id();
        int pages = Math.max(1, (shown.total() + PAGE_LINES - 1) / PAGE_LINES);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.text(markdownText("*" + headline(shown) + "*"
                + (pages == 1 ? "" : "\nPage " + (page + 1) + " of " + pages)))));
        blocks.addAll(grouped(lines));
        List<BlockElement> buttons = new ArrayList<>();
        if (page > 0) {
            buttons.add(PAGE.numbered("back").button("Back", new Page(id, page - 1)));
        }
        if (page + 1 < pages) {
            buttons.add(PAGE.numbered("next").button("Next", new Page(id, page + 1)));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.elements(buttons)));
        }
        return Modals.shows(TITLE, blocks);
    }
}
