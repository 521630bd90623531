package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** How an item looks: its card in a channel, and its line in a list. Pure: equal entries give equal messages. */
final class FeedbackCard {
    private static final int LONGEST_WORDS = 1_200;
    private static final int LONGEST_NAME = 80;
    /** A longer one stands in the form alone: it would crowd out the rest. */
    private static final int LONGEST_LINK = 500;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Opens all of an item. */
    static final Press<FeedbackId> DETAILS = Press.of("feedback.details", FeedbackId.CODEC);

    private FeedbackCard() {}

    /**
     * What the card shows beside the item.
     *
     * @param area      its area's name
     * @param submitter what to call the one who filed it
     */
    record Shown(Entry entry, @Nullable String area, String submitter) {}

    static Message of(Shown shown) {
        FeedbackItem item = shown.entry().item();
        String said = Mrkdwn.escape(Mrkdwn.cut(item.details().words(), 150).replace('\n', ' '));
        if (!item.isOpen()) {
            return new Message(item.reference() + " now counts for " + shown.entry().joined(),
                    List.of(section(text -> text.blockId("feedback.card")
                            .text(markdownText(
                                    "*" + item.reference() + "* says the same as another one and counts for *"
                                            + shown.entry().joined() + "* now.\n" + said))
                            .accessory(details(item)))));
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("feedback.card").text(markdownText(headline(item) + "\n" + body(item)))
                .accessory(details(item))));
        blocks.add(context(row -> row.blockId("feedback.card.about")
                .elements(List.of(markdownText(String.join("  ·  ", about(shown)))))));
        return new Message(item.reference() + ": " + said, blocks);
    }

    static ButtonElement details(FeedbackItem item) {
        return DETAILS.button("Details", item.id());
    }

    static String headline(FeedbackItem item) {
        var parts = new ArrayList<String>();
        parts.add("*" + item.reference() + "*");
        Details details = item.details();
        if (details.kind() != null) {
            parts.add(details.kind().label());
        }
        if (details.importance() != null) {
            parts.add(details.importance().label().replace("  ", " "));
        }
        return String.join("  ·  ", parts);
    }

    private static String body(FeedbackItem item) {
        String words = Mrkdwn.escape(Mrkdwn.cut(item.details().words(), LONGEST_WORDS), 2_000);
        String summary = item.details().summary();
        return summary == null ? words : "*" + bold(summary) + "*\n" + words;
    }

    /** Text between asterisks must be one line with no space at its ends to show as bold. */
    private static String bold(String text) {
        return Mrkdwn.escape(text.replaceAll("\\s+", " ").strip(), 400);
    }

    /** Everything known about the words, in reading order, each escaped. */
    static List<String> about(Shown shown) {
        Entry entry = shown.entry();
        Details details = entry.item().details();
        var parts = new ArrayList<String>();
        if (entry.customer() != null) {
            parts.add("*" + name(entry.customer()) + "*");
        }
        if (shown.area() != null) {
            parts.add(name(shown.area()));
        }
        if (entry.votes() > 0) {
            parts.add("+" + entry.votes() + (entry.votes() == 1 ? " other wants this" : " others want this"));
        }
        if (details.source() != null) {
            parts.add(details.source().label());
        }
        if (details.link() != null && href(details.link()).length() <= LONGEST_LINK) {
            parts.add("<" + href(details.link()) + "|Link>");
        }
        if (details.consent() == Consent.YES) {
            parts.add("may be contacted");
        }
        Visibility visibility = entry.item().visibility();
        if (!visibility.shared() && visibility.channel() != null) {
            parts.add(visibility.channel().value().startsWith("D")
                    ? "private"
                    : "private to " + visibility.channel().link());
        }
        parts.add("filed by " + name(shown.submitter()) + ", " + when(entry.item().origin().at()));
        return parts;
    }

    /** Shown by Slack in each reader's own time. */
    static String when(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time}|" + DAY.format(at) + ">";
    }

    /** One item in a list. */
    static String line(Shown shown) {
        FeedbackItem item = shown.entry().item();
        String said = item.details().summary() == null ? item.details().words() : item.details().summary();
        var about = new ArrayList<String>();
        if (shown.entry().joined() != null) {
            about.add("counts for " + shown.entry().joined());
        }
        about.addAll(about(shown));
        return headline(item) + "\n" + Mrkdwn.escape(Mrkdwn.cut(said, 200).replace('\n', ' '), 500) + "\n"
                + String.join("  ·  ", about);
    }

    /** A checked address as it stands within angle brackets. */
    static String href(String url) {
        return url.replace("&", "&amp;");
    }

    private static String name(String name) {
        return Mrkdwn.escape(Mrkdwn.cut(name, LONGEST_NAME), 200);
    }
}
