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
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Press;
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
    static final Press<AudienceId> CHANGE = Press.of("release.audience.change", IdCodecs.AUDIENCE);
    static final Press<Editing> REMOVE = Press.of("release.audience.remove", Editing.CODEC);
    /** To a page, from 0. */
    static final Press<Integer> TURN = Press.of("release.audience.turn",
            Codec.of(List::of, in -> in.count()));
    private static final int PAGE = 40;
    private static final int LINKS = 12;

    private AudienceForm() {}

    /** Which audience the form was opened for, and the version that was shown: claims. */
    record Editing(AudienceId id, long version) {
        static final Codec<Editing> CODEC = Codec.of(editing -> List.of(editing.id(), editing.version()),
                in -> new Editing(new AudienceId(in.id()), in.numberOr(-1)));

        static Editing of(Audience audience) {
            return new Editing(audience.id(), audience.version());
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
                        ? text.accessory(CHANGE.numbered(audience.id()).button("Change", audience.id()))
                        : text;
            }));
        }
        List<BlockElement> buttons = new ArrayList<>();
        if (may) {
            buttons.add(button(b -> b.actionId(NEW).style("primary").text(plainText("New audience"))));
        }
        if (shown > 0) {
            buttons.add(TURN.numbered("back").button("Those before", shown - 1));
        }
        if (shown < last) {
            buttons.add(TURN.numbered("on").button("More", shown + 1));
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
            blocks.add(actions(row -> row.blockId(REMOVE.actionId()).elements(List.of(removing(audience)))));
        }
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(audience == null ? "" : Editing.CODEC.encode(Editing.of(audience)))
                .title(viewTitle(t -> t.type("plain_text").text(audience == null ? "New audience" : "Change audience")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
    }

    private static ButtonElement removing(Audience audience) {
        ButtonElement remove = REMOVE.danger("Remove this audience", Editing.of(audience));
        remove.setConfirm(confirmationDialog(ask -> ask.title(plainText("Remove this audience?"))
                .text(markdownText("Releases that are planned for it go to their other channels only. "
                        + "What was announced stays where it is."))
                .confirm(plainText("Remove")).deny(plainText("Keep it")).style("danger")));
        return remove;
    }

    static Typed read(FormValues values) {
        String name = values.value(NAME);
        return new Typed(name == null ? "" : name.replaceAll("\\s+", " ").strip(),
                values.values(CHANNELS).stream().distinct().map(ChannelId::new).toList());
    }
}
