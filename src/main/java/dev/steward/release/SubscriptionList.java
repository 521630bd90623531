package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Subscribe.Stands;
import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;

/** The digests of a workspace, and what can be done with each. */
final class SubscriptionList {
    static final String DO = "release.digest.do";
    static final String LIST = "release.digest.list";
    static final String CHANGE = "change";
    static final String PAUSE = "pause";
    static final String RESUME = "resume";
    static final String STOP = "stop";
    static final int PAGE = 15;

    private SubscriptionList() {}

    /** @param line what {@link SubscriptionText#of} says */
    record Line(Stands stands, String line) {}

    /**
     * @param said  what was just done, mrkdwn
     * @param lines of this page
     * @param from  how many come before
     * @param total of all pages
     */
    static Message of(@Nullable String said, List<Line> lines, int from, int total) {
        List<LayoutBlock> blocks = new ArrayList<>();
        String head = total == 0
                ? "No channel has a digest yet. `/release subscribe weekly fri 16:00` begins one where you type it."
                : total == 1 ? "One channel has a digest." : total + " channels have a digest.";
        blocks.add(TextBlocks.section("release.digest.head", said == null ? head : said + "\n" + head));
        lines.forEach(line -> blocks.add(row(line)));
        List<BlockElement> buttons = new ArrayList<>();
        if (from > 0) {
            buttons.add(button(LIST + "#back", "Back", Math.max(0, from - PAGE)));
        }
        if (from + lines.size() < total) {
            buttons.add(button(LIST + "#next", "Next", from + PAGE));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("release.digest.pages").elements(buttons)));
        }
        return new Message(head, blocks);
    }

    private static LayoutBlock row(Line line) {
        var subscription = line.stands().subscription();
        String id = subscription.id().toString();
        List<OptionObject> options = new ArrayList<>();
        options.add(option(plainText("Change"), CHANGE + " " + id));
        options.add(line.stands().ritual().paused()
                ? option(plainText("Resume"), RESUME + " " + id)
                : option(plainText("Pause"), PAUSE + " " + id));
        options.add(option(plainText("Stop"), STOP + " " + id));
        return section(block -> block.blockId("release.digest.one." + id)
                .text(markdownText("*" + subscription.channel().link() + "*  " + line.line()))
                .accessory(overflowMenu(menu -> menu.actionId(DO + "#" + id).options(options))));
    }

    private static BlockElement button(String action, String label, int from) {
        return ButtonElement.builder().actionId(action).text(plainText(label)).value(String.valueOf(from)).build();
    }
}
