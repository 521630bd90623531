package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.multiConversationsSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;

/** The list of audiences, and the form of one. */
final class AudienceForm {
    static final String CALLBACK = "release.audience";
    static final String NAME = "release.audience.name";
    static final String CHANNELS = "release.audience.channels";
    static final String NEW = "release.audience.new";
    static final String CHANGE = "release.audience.change";
    static final String REMOVE = "release.audience.remove";
    static final String TURN = "release.audience.turn";
    private static final int PAGE = 40;
    private static final int LINKS = 12;

    private AudienceForm() {}

    /** Which audience the form was opened for, and the version that was shown: claims. */
    record Editing(AudienceId id, long version) {
        /** Empty for a new one. */
        static Optional<Editing> read(@Nullable String written) {
            String[] parts = written == null ? new String[0] : written.split(" ");
            try {
                return parts.length == 2
                        ? Optional.of(new Editing(new AudienceId(UUID.fromString(parts[0])), Long.parseLong(parts[1])))
                        : Optional.empty();
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }

        static String write(Audience audience) {
            return audience.id() + " " + audience.version();
        }
    }

    /** @param name without what surrounds it; empty when nothing was typed */
    record Typed(String name, List<ChannelId> channels) {}

    /**
     * @param page from 0
     * @param may  whether whoever looks may change them
     * @param said a sentence on top, mrkdwn; null for none
     */
    static View list(List<Audience> audiences, int page, boolean may, @Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(TextBlocks.section("release.audience.said", said));
        }
        blocks.add(TextBlocks.section("release.audience.what", audiences.isEmpty()
                ? "There are no audiences yet. An audience is a name for some channels, such as “Sales”: a release that "
                        + "is for it goes to all of them, in other words if you like."
                : "An audience is a name for some channels. A release that is for it goes to all of them."
                        + (may ? "" : " Ops people and admins can change them.")));
        int last = Math.max(0, (audiences.size() - 1) / PAGE);
        int shown = Math.clamp(page, 0, last);
        for (Audience audience : audiences.stream().skip((long) shown * PAGE).limit(PAGE).toList()) {
            blocks.add(section(text -> {
                text.blockId("release.audience." + audience.id()).text(markdownText(line(audience)));
                return may
                        ? text.accessory(button(b -> b.actionId(CHANGE + "#" + audience.id())
                                .value(audience.id().toString()).text(plainText("Change"))))
                        : text;
            }));
        }
        List<BlockElement> buttons = new ArrayList<>();
        if (may) {
            buttons.add(button(b -> b.actionId(NEW).style("primary").text(plainText("New audience"))));
        }
        if (shown > 0) {
            buttons.add(button(b -> b.actionId(TURN + "#back").value(Integer.toString(shown - 1))
                    .text(plainText("Those before"))));
        }
        if (shown < last) {
            buttons.add(button(b -> b.actionId(TURN + "#on").value(Integer.toString(shown + 1))
                    .text(plainText("More"))));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("release.audience.do").elements(buttons)));
        }
        return View.builder().type("modal").callbackId("release.audiences")
                .title(viewTitle(t -> t.type("plain_text").text("Audiences")))
                .close(viewClose(c -> c.type("plain_text").text("Done"))).blocks(blocks).build();
    }

    private static String line(Audience audience) {
        List<ChannelId> channels = audience.channels();
        String links = channels.stream().limit(LINKS).map(ChannelId::link).collect(Collectors.joining(" "));
        return "*" + Quoted.line(audience.name(), 150) + "*  ·  " + ReleasePage.channels(channels.size()) + "\n" + links
                + (channels.size() > LINKS ? " and " + (channels.size() - LINKS) + " more" : "");
    }

    /** @param audience null for a new one */
    static View view(@Nullable Audience audience) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(input(field -> field.blockId(NAME).label(plainText("Name"))
                .element(plainTextInput(text -> text.actionId(NAME).maxLength(Audience.LONGEST_NAME)
                        .placeholder(plainText("Sales, Support, Everybody …"))
                        .initialValue(audience == null ? null : audience.name())))));
        blocks.add(input(field -> field.blockId(CHANNELS).label(plainText("Which channels?"))
                .hint(plainText("In a private channel, invite Steward first. Up to " + Audience.MOST_CHANNELS + "."))
                .element(multiConversationsSelect(select -> select.actionId(CHANNELS)
                        .filter(ReleaseForm.CHANNEL_FILTER).maxSelectedItems(Audience.MOST_CHANNELS)
                        .placeholder(plainText("Choose channels"))
                        .initialConversations(audience == null || audience.channels().isEmpty()
                                ? null
                                : audience.channels().stream().map(ChannelId::value).toList())))));
        if (audience != null) {
            blocks.add(actions(row -> row.blockId(REMOVE).elements(List.of(button(b -> b.actionId(REMOVE)
                    .value(audience.id().toString()).style("danger").text(plainText("Remove this audience"))
                    .confirm(confirmationDialog(ask -> ask.title(plainText("Remove this audience?"))
                            .text(markdownText("Releases that are planned for it go to their other channels only. "
                                    + "What was announced stays where it is."))
                            .confirm(plainText("Remove")).deny(plainText("Keep it")).style("danger"))))))));
        }
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(audience == null ? "" : Editing.write(audience))
                .title(viewTitle(t -> t.type("plain_text").text(audience == null ? "New audience" : "Change audience")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
    }

    static Typed read(FormValues values) {
        String name = values.value(NAME);
        return new Typed(name == null ? "" : name.replaceAll("\\s+", " ").strip(),
                values.values(CHANNELS).stream().distinct().map(ChannelId::new).toList());
    }
}
