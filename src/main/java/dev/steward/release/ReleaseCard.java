package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** A release as a channel sees it. Pure: equal states give equal messages. */
final class ReleaseCard {
    static final Press<EditionAsShown> GOT_IT = Press.of("release.reader.got", EditionAsShown.CODEC);
    static final Press<EditionAsShown> ASK = Press.of("release.reader.ask", EditionAsShown.CODEC);
    private static final String BETWEEN = "  ·  ";
    /** Together well below what a message may have, however much of it is escaped. */
    private static final int CHANGED = 2_900;
    private static final int MORE = 2_000;
    private static final int HEADER = 150;
    private static final int REASON = 1_500;

    private ReleaseCard() {}

    static Message of(Shown shown) {
        Release release = shown.release();
        if (release.state() == State.RETRACTED) {
            return retracted(shown);
        }
        List<LayoutBlock> blocks = new ArrayList<>(says(shown));
        blocks.add(buttons(release));
        return new Message(summary(release), blocks);
    }

    /** What its copies will look like, whatever its state. The buttons can be seen, and do nothing. */
    static Message preview(Shown shown) {
        List<LayoutBlock> blocks = new ArrayList<>(says(shown));
        blocks.add(buttons(shown.release()));
        return new Message(summary(shown.release()), blocks);
    }

    private static LayoutBlock buttons(Release release) {
        EditionAsShown about = EditionAsShown.of(release);
        return actions(row -> row.blockId("release.buttons")
                .elements(List.of(GOT_IT.button("Got it", about), ASK.button("Ask", about))));
    }

    /** All that it says, without buttons. */
    static List<LayoutBlock> says(Shown shown) {
        Content content = shown.release().content();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (content.tier() == 1) {
            blocks.add(header(h -> h.blockId("release.title")
                    .text(plainText(Mrkdwn.cut(line(content.name()), HEADER), false))));
        } else {
            blocks.add(TextBlocks.section("release.title", "*" + Quoted.line(content.name(), 600) + "*"));
        }
        part(blocks, "changed", "", shown.changed(), CHANGED);
        part(blocks, "why", "Why it matters", content.why(), MORE);
        part(blocks, "affected", "Who is affected", content.affected(), MORE);
        part(blocks, "action", "What you need to do", content.action(), MORE);
        blocks.add(TextBlocks.small("release.about", about(shown)));
        return blocks;
    }

    private static Message retracted(Shown shown) {
        Release release = shown.release();
        String because = release.because() == null ? "" : release.because();
        return new Message(release.facts().reference() + " was retracted", List.of(
                TextBlocks.section("release.title", "*Retracted*" + BETWEEN + "~"
                        + Quoted.line(release.content().name(), 600) + "~"),
                TextBlocks.section("release.because", Quoted.block(because, REASON)),
                TextBlocks.small("release.about", "*" + release.facts().reference() + "*" + BETWEEN
                        + "What this said does not hold any more. " + release.owner().mention()
                        + " answers questions.")));
    }

    /** A sentence about it, with a button that opens its page. */
    static Message notice(Release release, String mrkdwn) {
        return new Message(mrkdwn, List.of(TextBlocks.section("release.notice", mrkdwn),
                actions(row -> row.blockId("release.notice.do")
                        .elements(List.of(ReleasePage.OPEN.button("Open", release.facts().id()))))));
    }

    /** What notifications and screen readers say. */
    static String summary(Release release) {
        return release.facts().reference() + ": " + Quoted.line(release.content().name(), 600);
    }

    private static void part(List<LayoutBlock> blocks, String id, String label, String markdown, int most) {
        if (!markdown.isBlank()) {
            String title = label.isEmpty() ? "" : "*" + label + "*\n";
            blocks.add(TextBlocks.section("release." + id, title + Prose.mrkdwn(markdown, most)));
        }
    }

    private static String about(Shown shown) {
        Release release = shown.release();
        Instant published = release.publishedAt();
        List<@Nullable String> parts = new ArrayList<>();
        parts.add("*" + release.facts().reference() + "*");
        parts.add("Tier " + release.content().tier());
        if (shown.area() != null) {
            parts.add(Mrkdwn.escape(shown.area(), 300));
        }
        if (!shown.initiatives().isEmpty()) {
            parts.add(Phrases.and(Phrases.few(shown.initiatives().stream()
                    .map(each -> each.reference() + " " + Quoted.line(each.name(), 100)).toList())));
        }
        parts.add("from " + release.owner().mention());
        if (published != null) {
            parts.add(Phrases.time(published));
        }
        if (release.edition() > 1) {
            parts.add("edited");
        }
        return parts.stream().collect(Collectors.joining(BETWEEN));
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
