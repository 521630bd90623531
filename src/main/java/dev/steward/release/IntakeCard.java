package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;

import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;

/** The card that says a draft from outside is ready. */
final class IntakeCard {
    static final Press<ReleaseId> OPEN = Press.of("release.intake.open", IdCodecs.RELEASE);
    static final Press<ReleaseVersion> DISCARD = Press.of("release.intake.discard", ReleaseVersion.CODEC);
    static final Press<ReleaseVersion> TAKE_OVER = Press.of("release.intake.take-over", ReleaseVersion.CODEC);
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
        ReleaseId id = release.facts().id();
        List<BlockElement> row = new ArrayList<>();
        if (ownerGone) {
            row.add(TAKE_OVER.primary("Take it over", ReleaseVersion.of(release)));
        }
        row.add(ownerGone || !draft ? OPEN.button("Open", id) : OPEN.primary("Open", id));
        if (draft) {
            ButtonElement discard = DISCARD.danger("Discard", ReleaseVersion.of(release));
            discard.setConfirm(
                    confirmationDialog(c -> c.title(plainText("Discard " + release.facts().reference() + "?"))
                            .text(plainText("Nobody will hear of it. What shipped stays shipped."))
                            .confirm(plainText("Discard")).deny(plainText("Keep it")).style("danger")));
            row.add(discard);
        }
        return actions(a -> a.blockId("release.intake.buttons").elements(row));
    }

    private static LayoutBlock text(String blockId, String mrkdwn) {
        return section(s -> s.blockId(blockId).text(markdownText(mrkdwn)));
    }
}
