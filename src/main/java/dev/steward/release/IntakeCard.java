package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;

import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** The card that says a draft from outside is ready. */
final class IntakeCard {
    static final String OPEN = "release.intake.open";
    static final String DISCARD = "release.intake.discard";
    static final String TAKE_OVER = "release.intake.take-over";
    private static final int LISTED = 10;

    private IntakeCard() {}

    /**
     * @param parts      what it tells of
     * @param source     what people call the source
     * @param ownerGone whether its owner is not here any more
     */
    static Message of(Release release, List<Part> parts, String source, boolean ownerGone) {
        String ready = IntakeWords.ready(release, parts);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(text("release.intake.ready", ready + (parts.size() == 1
                ? ""
                : "\n" + Quoted.line(release.content().name(), 300))));
        if (!parts.isEmpty()) {
            blocks.add(text("release.intake.parts", list(parts)));
        }
        String from = "From " + Phrases.bold(source) + "  ·  "
                + (release.state() == State.DRAFT ? "a draft of " : release.state().word() + ", of ")
                + release.owner().mention() + (ownerGone ? ", who is not here any more" : "");
        blocks.add(context(row -> row.blockId("release.intake.from").elements(List.of(markdownText(from)))));
        if (release.state() == State.DRAFT) {
            blocks.add(buttons(release, ownerGone, true));
        }
        return new Message(ready, blocks);
    }

    /** A sentence about a release, and a button that leads there. */
    static Message notice(Release release, String mrkdwn) {
        return new Message(mrkdwn,
                List.of(text("release.intake.notice", mrkdwn),
                        buttons(release, false, release.state() == State.DRAFT)));
    }

    private static String list(List<Part> parts) {
        String lines = parts.stream().sorted(Part.ORDER).limit(LISTED).map(part -> "• " + link(part.is()))
                .collect(Collectors.joining("\n"));
        return parts.size() > LISTED ? lines + "\n… and " + (parts.size() - LISTED) + " more" : lines;
    }

    private static String link(Shipped part) {
        String name = Quoted.line(ComposeDraft.name(part), 100);
        String url = part.url();
        return url == null || url.length() > 150 ? name : "<" + url.replace("&", "&amp;") + "|" + name + ">";
    }

    private static LayoutBlock buttons(Release release, boolean ownerGone, boolean draft) {
        String value = release.facts().id().value().toString();
        List<BlockElement> row = new ArrayList<>();
        if (ownerGone) {
            row.add(button(b -> b.actionId(TAKE_OVER).text(plainText("Take it over")).style("primary").value(value)));
        }
        row.add(button(b -> b.actionId(OPEN).text(plainText("Open")).style(ownerGone || !draft ? null : "primary")
                .value(value)));
        if (draft) {
            row.add(button(b -> b.actionId(DISCARD).text(plainText("Discard")).style("danger").value(value)
                    .confirm(confirmationDialog(c -> c.title(plainText("Discard " + release.facts().reference() + "?"))
                            .text(plainText("Nobody will hear of it. What shipped stays shipped."))
                            .confirm(plainText("Discard")).deny(plainText("Keep it")).style("danger")))));
        }
        return actions(a -> a.blockId("release.intake.buttons").elements(row));
    }

    private static LayoutBlock text(String blockId, String mrkdwn) {
        return section(s -> s.blockId(blockId).text(markdownText(mrkdwn)));
    }
}
