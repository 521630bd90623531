package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Subscribe.Stands;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/** The digests of a workspace, and what can be done with each. */
final class SubscriptionList {
    /** The options of a digest's menu. */
    static final Press<Choice> DO = Press.of("release.digest.do", Choice.CODEC);
    /** To the page that so many come before. */
    static final Press<Integer> LIST = Press.of("release.digest.list",
            Codec.of(List::of, in -> (int) Math.clamp(in.number(), 0, 1_000_000)));
    static final int PAGE = 15;

    private SubscriptionList() {}

    /** What can be done with a digest. */
    enum What {
        CHANGE, PAUSE, RESUME, STOP
    }

    /** What is chosen in a digest's menu. @param version as it was shown; -1 where an older menu did not say */
    record Choice(What what, UUID subscription, long version) {
        static final Codec<Choice> CODEC = Codec.of(
                choice -> List.of(choice.what().name().toLowerCase(Locale.ROOT), choice.subscription(),
                        choice.version()),
                in -> new Choice(What.valueOf(in.word().toUpperCase(Locale.ROOT)), in.id(), in.numberOr(-1)));
    }

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
            buttons.add(LIST.numbered("back").button("Back", Math.max(0, from - PAGE)));
        }
        if (from + lines.size() < total) {
            buttons.add(LIST.numbered("next").button("Next", from + PAGE));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("release.digest.pages").elements(buttons)));
        }
        return new Message(head, blocks);
    }

    private static LayoutBlock row(Line line) {
        var subscription = line.stands().subscription();
        String id = subscription.id().toString();
        List<OptionObject> options = List.of(option("Change", What.CHANGE, subscription),
                line.stands().ritual().paused()
                        ? option("Resume", What.RESUME, subscription)
                        : option("Pause", What.PAUSE, subscription),
                option("Stop", What.STOP, subscription));
        return section(block -> block.blockId("release.digest.one." + id)
                .text(markdownText("*" + subscription.channel().link() + "*  " + line.line()))
                .accessory(overflowMenu(menu -> menu.actionId(DO.numbered(id).actionId()).options(options))));
    }

    private static OptionObject option(String label, What what, Subscription subscription) {
        return BlockCompositions.option(plainText(label),
                DO.value(new Choice(what, subscription.id(), subscription.version())));
    }
}
