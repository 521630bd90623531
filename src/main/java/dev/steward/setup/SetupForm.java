package dev.steward.setup;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.conversationsSelect;
import static com.slack.api.model.block.element.BlockElements.multiUsersSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.ConversationsFilter;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Actor;
import dev.steward.slack.Codec;
import dev.steward.slack.FieldMarks;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** The setup form, and how it is read. */
final class SetupForm {
    static final String CALLBACK = "setup";
    static final String INTAKE = "setup.intake";
    static final String EMOJI = "setup.emoji";
    static final String OPS = "setup.ops";
    static final String GUESTS = "setup.guests";
    static final String ADD_AREA = "setup.area.add";
    static final String HOLIDAYS = "setup.holidays";
    static final String PEOPLE = "setup.people";
    static final Press<AreaId> EDIT_AREA = Press.of("setup.area.edit",
            Codec.of(List::of, words -> new AreaId(words.id())));

    /** A view holds 100 blocks; the others need the rest. */
    private static final int AREAS_SHOWN = 80;
    private static final Pattern EMOJI_NAME = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_+'-]{1,100}");

    static final ConversationsFilter CHANNELS = ConversationsFilter.builder()
            .include(List.of("public", "private")).excludeBotUsers(true).build();

    /**
     * What admins alone decide.
     *
     * @param ops whom Steward granted the role
     */
    record Rights(List<Member> ops, boolean guestsAreMembers) {}

    /** What its fields hold. @param rights null for somebody who may not decide them */
    static Map<String, Object> values(@Nullable ChannelId intakeChannel, String emoji, @Nullable Rights rights) {
        return values(intakeChannel, emoji,
                rights == null ? null : rights.ops().stream().map(Member::id).toList(),
                rights != null && rights.guestsAreMembers());
    }

    private static Map<String, Object> values(@Nullable ChannelId intakeChannel, String emoji,
            @Nullable List<UserId> ops, boolean guestsAreMembers) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(INTAKE, intakeChannel == null ? "" : intakeChannel.value());
        values.put(EMOJI, emoji);
        if (ops != null) {
            values.put(OPS, ops.stream().map(UserId::value).sorted().toList());
            values.put(GUESTS, guestsAreMembers);
        }
        return values;
    }

    /**
     * @param holidays when the workspace rests, in plain words
     * @param rights   null for somebody who may not decide them
     */
    static View view(@Nullable ChannelId intakeChannel, String emoji, String holidays, List<Area> areas,
            @Nullable Rights rights) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(input(field -> field.blockId(INTAKE).label(plainText("Where should new feedback appear?"))
                .hint(plainText("An area can have a channel of its own, below."))
                .element(conversationsSelect(select -> select.actionId(INTAKE).filter(CHANNELS)
                        .placeholder(plainText("Choose a channel"))
                        .initialConversation(intakeChannel == null ? null : intakeChannel.value())))));
        blocks.add(input(field -> field.blockId(EMOJI).label(plainText("Which reaction captures a message?"))
                .hint(plainText("Its name, such as speech_balloon."))
                .element(plainTextInput(text -> text.actionId(EMOJI).initialValue(emoji).maxLength(102)))));
        if (rights != null) {
            blocks.add(input(field -> field.blockId(OPS).optional(true).label(plainText("Who is in ops?"))
                    .hint(plainText(
                            "They use this form, schedule reviews and own the rules. They see what is in private channels, too: feedback, reviews and the whole decision log."))
                    .element(multiUsersSelect(users -> users.actionId(OPS).placeholder(plainText("Choose people"))
                            .initialUsers(rights.ops().stream().map(member -> member.id().value()).toList())))));
            OptionObject guests = option(plainText("Guests may do what members may"), GUESTS);
            blocks.add(input(field -> field.blockId(GUESTS).optional(true).label(plainText("Guests"))
                    .hint(plainText("Otherwise they file feedback, and see what they filed."))
                    .element(checkboxes(boxes -> boxes.actionId(GUESTS).options(List.of(guests))
                            .initialOptions(rights.guestsAreMembers() ? List.of(guests) : null)))));
        }
        blocks.add(divider());
        blocks.add(section(row -> row.blockId(HOLIDAYS)
                .text(markdownText("*Holidays*\n" + Mrkdwn.escape(holidays)))
                .accessory(button(edit -> edit.actionId(HOLIDAYS).text(plainText("Edit holidays"))))));
        blocks.add(section(row -> row.blockId(PEOPLE).text(markdownText("*People*\nWho reports to whom."))
                .accessory(button(edit -> edit.actionId(PEOPLE).text(plainText("People"))))));
        blocks.add(header(title -> title.text(plainText("Product areas"))));
        if (areas.isEmpty()) {
            blocks.add(section(
                    text -> text.text(markdownText("None yet. Areas sort feedback and say who looks after it."))));
        }
        areas.stream().limit(AREAS_SHOWN).forEach(area -> blocks.add(line(area)));
        if (areas.size() > AREAS_SHOWN) {
            blocks.add(section(text -> text.text(markdownText("and " + (areas.size() - AREAS_SHOWN) + " more"))));
        }
        blocks.add(actions(row -> row.blockId("setup.areas").elements(
                asElements(button(add -> add.actionId(ADD_AREA).text(plainText("Add an area")))))));
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(FieldMarks.CODEC.encode(FieldMarks.of(values(intakeChannel, emoji, rights))))
                .title(viewTitle(t -> t.type("plain_text").text("Set up Steward")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    private static LayoutBlock line(Area area) {
        String owner = area.owner() == null ? "nobody looks after it yet" : "looked after by " + area.owner().mention();
        String channel = area.intakeChannel() == null ? "" : ", feedback in " + area.intakeChannel().link();
        return section(row -> row.blockId("setup.area." + area.id())
                .text(markdownText("*" + Mrkdwn.escape(area.name()) + "*\n" + owner + channel))
                .accessory(EDIT_AREA.numbered(area.id()).button("Edit", area.id())));
    }

    /** What the form says: {@link Valid}, or a sentence for each field that is {@link Invalid}. */
    sealed interface Read {}

    /** @param ops null where the one who set up may not say who is in ops */
    record Valid(ChannelId intakeChannel, String captureEmoji, @Nullable List<UserId> ops, boolean guestsAreMembers)
            implements
                Read {
        Map<String, Object> values() {
            return SetupForm.values(intakeChannel, captureEmoji, ops, guestsAreMembers);
        }
    }

    record Invalid(Map<String, String> errors) implements Read {}

    static Read read(FormValues values, Actor actor) {
        Map<String, String> errors = new LinkedHashMap<>();
        String channel = values.value(INTAKE);
        if (channel == null || channel.isEmpty()) {
            errors.put(INTAKE, "Please choose a channel.");
        } else if (!channel.startsWith("C") && !channel.startsWith("G")) {
            errors.put(INTAKE, "Please choose a channel, not a conversation with a person.");
        }
        String typed = values.value(EMOJI);
        String emoji = typed == null ? "" : typed.strip().replaceAll("^:|:$", "");
        if (!EMOJI_NAME.matcher(emoji).matches()) {
            errors.put(EMOJI, "Please type the emoji's name, such as speech_balloon.");
        }
        if (!errors.isEmpty() || channel == null) {
            return new Invalid(errors);
        }
        return new Valid(new ChannelId(channel), emoji,
                actor.role() == Role.ADMIN ? values.values(OPS).stream().map(UserId::new).toList() : null,
                values.chosen(GUESTS, GUESTS));
    }

    private SetupForm() {}
}
