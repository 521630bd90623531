package dev.steward.setup;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.conversationsSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** The form of one product area, and how it is read. */
final class AreaForm {
    static final String CALLBACK = "setup.area";
    static final String NAME = "area.name";
    static final String OWNER = "area.owner";
    static final String CHANNEL = "area.channel";

    /** @param area null for a new one */
    static View view(@Nullable Area area) {
        String title = area == null ? "New area" : "Change area";
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(area == null ? "" : Reference.CODEC.encode(new Reference(area.id(), area.version())))
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Back")))
                .blocks(asBlocks(
                        input(field -> field.blockId(NAME).label(plainText("Name"))
                                .element(plainTextInput(text -> text.actionId(NAME).maxLength(70)
                                        .placeholder(plainText("Billing, Mobile app, Search …"))
                                        .initialValue(area == null ? null : area.name())))),
                        input(field -> field.blockId(OWNER).optional(true).label(plainText("Who looks after it?"))
                                .element(usersSelect(user -> user.actionId(OWNER)
                                        .placeholder(plainText("Choose a person"))
                                        .initialUser(area == null || area.owner() == null
                                                ? null
                                                : area.owner().value())))),
                        input(field -> field.blockId(CHANNEL).optional(true)
                                .label(plainText("Where should its feedback appear?"))
                                .hint(plainText("Leave empty for the workspace's channel."))
                                .element(conversationsSelect(select -> select.actionId(CHANNEL)
                                        .filter(SetupForm.CHANNELS).placeholder(plainText("Choose a channel"))
                                        .initialConversation(area == null || area.intakeChannel() == null
                                                ? null
                                                : area.intakeChannel().value()))))))
                .build();
    }

    record Typed(String name, @Nullable UserId owner, @Nullable ChannelId intakeChannel) {}

    /** Which area the form was opened for, and the version that was shown. */
    record Reference(AreaId id, long version) {
        static final Codec<Reference> CODEC = Codec.of(shown -> List.of(shown.id(), shown.version()),
                words -> new Reference(new AreaId(words.id()), words.number()));
    }

    static Typed read(FormValues values) {
        String name = values.value(NAME);
        String owner = values.value(OWNER);
        String channel = values.value(CHANNEL);
        return new Typed(name == null ? "" : name.strip(), owner == null ? null : new UserId(owner),
                channel == null ? null : new ChannelId(channel));
    }

    private AreaForm() {}
}
