package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Changelogs.Changelog;
import dev.steward.slack.Codec;
import dev.steward.slack.FieldMarks;
import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/** The form that gives the changelog's address, and takes it back. */
final class ChangelogView {
    static final String CALLBACK = "release.changelog";
    static final String TITLE = "release.changelog.title";
    /** Of the address that was made then. */
    static final Codec<Instant> MADE_AT = Codec.of(at -> List.of(Codec.word(at)), Codec.Words::instant);
    static final Press<Instant> NEW = Press.of("release.changelog.new", MADE_AT);
    static final Press<Instant> CLOSE = Press.of("release.changelog.close", MADE_AT);
    /** What the form carries that makes an address, as against the one that changes its title. */
    static final String NONE = "none";
    static final int LONGEST_TITLE = 100;
    private static final String FIRST_TITLE = "What’s new";
    private static final String ABOUT = "A page on the web that tells what you published, for people without Slack: "
            + "your customers, say. It has the usual words of every release that is let into the changelog, and no "
            + "channels or people. Edits show there, and what is retracted goes.";
    private static final String OPEN = "Whoever has the address can read the page. It asks search engines to leave "
            + "it out.";
    private static final String NOWHERE = "Steward does not know its own web address, so nobody would find the page. "
            + "Whoever runs Steward can set `STEWARD_PUBLIC_URL`.";

    private ChangelogView() {}

    /** There is none yet, or it was closed. */
    static View none(boolean closed) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (closed) {
            blocks.add(says("*It is closed.* Its address shows nothing any more."));
        }
        blocks.add(about(ABOUT));
        blocks.add(title(FIRST_TITLE));
        blocks.add(TextBlocks.small("release.changelog.open", OPEN));
        return form(NONE, "Make the address", blocks);
    }

    /** @param url made just now, and never shown again; null when it was made before */
    static View of(Changelog changelog, @Nullable String url, boolean saved) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (saved) {
            blocks.add(says(":white_check_mark: Saved."));
        }
        if (url != null) {
            blocks.add(says("*Copy the address now*, it is not shown again."));
            blocks.add(TextBlocks.section("release.changelog.address", "```" + url.replace("&", "&amp;") + "```"));
            blocks.add(TextBlocks.small("release.changelog.feed",
                    "The page leads to an Atom feed for feed readers: the same address with `.atom` at its end."));
        } else {
            blocks.add(about(ABOUT));
            blocks.add(TextBlocks.section("release.changelog.since", "It has an address, made by "
                    + changelog.openedBy().mention() + " " + Phrases.time(changelog.openedAt())
                    + " and shown only then. Is it lost, or known to somebody it should not be? Take a new one."));
        }
        blocks.add(title(changelog.title()));
        blocks.add(actions(row -> row.blockId("release.changelog.do").elements(List.of(
                asking(NEW.button("New address", changelog.openedAt()), "A new address?",
                        "The one before shows nothing from then on, neither to people nor to feed readers."),
                asking(CLOSE.danger("Close it", changelog.openedAt()), "Close the changelog?",
                        "Its address shows nothing from then on.")))));
        blocks.add(TextBlocks.small("release.changelog.open", OPEN));
        return form(FieldMarks.CODEC.encode(FieldMarks.of(Map.of(TITLE, changelog.title()))), "Save", blocks);
    }

    /** Until the address is there, which stands in no answer that is kept. */
    static View soon() {
        return Modals.says("Changelog", "One moment …");
    }

    static View nowhere() {
        return Modals.says("Changelog", NOWHERE);
    }

    private static View form(String state, String submit, List<LayoutBlock> blocks) {
        return view(v -> v.type("modal").callbackId(CALLBACK).privateMetadata(state)
                .title(viewTitle(t -> t.type("plain_text").text("Changelog")))
                .submit(viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks));
    }

    private static LayoutBlock about(String text) {
        return TextBlocks.section("release.changelog.about", text);
    }

    private static LayoutBlock says(String mrkdwn) {
        return TextBlocks.section("release.changelog.says", mrkdwn);
    }

    private static LayoutBlock title(String title) {
        return input(field -> field.blockId(TITLE).label(plainText("What the page is called"))
                .element(plainTextInput(text -> text.actionId("title").initialValue(title).maxLength(LONGEST_TITLE))));
    }

    private static ButtonElement asking(ButtonElement button, String asks, String says) {
        button.setConfirm(ConfirmationDialogObject.builder().title(plainText(asks)).text(plainText(says))
                .confirm(button.getText()).deny(plainText("Keep it")).build());
        return button;
    }
}
