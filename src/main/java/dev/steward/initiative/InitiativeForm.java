package dev.steward.initiative;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Claims;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.UserId;

/** The initiative form, and how it is read. */
final class InitiativeForm {
    static final String CALLBACK = "initiative.form";
    static final String NAME = "initiative.name";
    static final String OWNER = "initiative.owner";
    static final String AREA = "initiative.area";
    static final String OBJECTIVE = "initiative.objective";

    /** What a static select takes; beyond, areas are found by typing. */
    private static final int CHOICES = 100;
    /** What is no area's id is nobody's, and refused like one that is not there any more. */
    private static final UUID NOBODYS = new UUID(0, 0);

    private InitiativeForm() {}

    /** What stands in the fields. */
    record Content(@Nullable String name, @Nullable UserId owner, @Nullable AreaId area, @Nullable String objective) {
        static Content of(Initiative initiative) {
            return new Content(initiative.name(), initiative.owner(), initiative.area(), initiative.objective());
        }
    }

    /** Which initiative the form was opened for, and the version that was shown. */
    record Editing(InitiativeId id, long version) {
        static final Codec<Editing> CODEC = Codec.text(form -> form.id() + "/" + form.version(), Editing::read);

        private static Editing read(String metadata) {
            String[] parts = metadata.split("/", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no initiative's form");
            }
            return new Editing(new InitiativeId(UUID.fromString(parts[0])), Long.parseLong(parts[1]));
        }
    }

    static View begin(Content content, List<Area> areas) {
        return form("New initiative", "", content, areas, new ArrayList<>());
    }

    /** @param notice a sentence above the fields, mrkdwn; null for none */
    static View edit(Initiative initiative, Content content, List<Area> areas, @Nullable String notice) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (notice != null) {
            blocks.add(section(text -> text.blockId("initiative.notice").text(markdownText(notice))));
        }
        blocks.add(context(row -> row.blockId("initiative.phase").elements(List.of(
                plainText("Phase: " + initiative.phase().word() + ". Only gates move it.")))));
        return form(Mrkdwn.cut("Edit " + initiative.reference(), 24),
                Editing.CODEC.encode(new Editing(initiative.id(), initiative.version())), content, areas, blocks);
    }

    private static View form(String title, String editing, Content content, List<Area> areas,
            List<LayoutBlock> blocks) {
        blocks.add(input(field -> field.blockId(NAME).label(plainText("Name"))
                .element(plainTextInput(text -> text.actionId(NAME).maxLength(Details.LONGEST_NAME)
                        .placeholder(plainText("Exports that finish")).initialValue(content.name())))));
        blocks.add(input(field -> field.blockId(OWNER).label(plainText("Who answers for it?"))
                .element(usersSelect(user -> user.actionId(OWNER).placeholder(plainText("Choose a person"))
                        .initialUser(content.owner() == null ? null : content.owner().value())))));
        if (!areas.isEmpty()) {
            blocks.add(input(field -> field.blockId(AREA).optional(true).label(plainText("Area"))
                    .element(area(content, areas))));
        }
        blocks.add(input(field -> field.blockId(OBJECTIVE).optional(true).label(plainText("Objective"))
                .hint(plainText("What will be better, for whom, and how you will know."))
                .element(plainTextInput(text -> text.actionId(OBJECTIVE).multiline(true)
                        .maxLength(Details.LONGEST_OBJECTIVE).initialValue(content.objective())))));
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(editing)
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    private static BlockElement area(Content content, List<Area> areas) {
        OptionObject chosen = areas.stream().filter(area -> area.id().equals(content.area())).findFirst()
                .map(InitiativeForm::choice).orElse(null);
        return areas.size() > CHOICES
                ? externalSelect(select -> select.actionId(AREA).minQueryLength(0)
                        .placeholder(plainText("Type to find one")).initialOption(chosen))
                : staticSelect(select -> select.actionId(AREA).placeholder(plainText("Choose one"))
                        .options(areas.stream().map(InitiativeForm::choice).toList()).initialOption(chosen));
    }

    private static OptionObject choice(Area area) {
        return option(plainText(Mrkdwn.cut(area.name(), 75)), area.id().toString());
    }

    static Content read(FormValues values) {
        String owner = values.value(OWNER);
        String area = values.value(AREA);
        return new Content(values.value(NAME), owner == null ? null : new UserId(owner),
                area == null ? null : new AreaId(Claims.id(area).orElse(NOBODYS)), values.value(OBJECTIVE));
    }

    /** Sentences by the ids of the blocks they stand at; one about a field the form does not show stands at the name. */
    static Map<String, String> mistakes(Map<Details.Field, String> sentences, boolean areas) {
        var mistakes = new LinkedHashMap<String, String>();
        sentences.forEach((field, sentence) -> mistakes.put(switch (field) {
            case NAME -> NAME;
            case OWNER -> OWNER;
            case AREA -> areas ? AREA : NAME;
            case OBJECTIVE -> OBJECTIVE;
        }, sentence));
        return mistakes;
    }

    /** Takes the form's place once it is saved. */
    static View shows(String title, Message message) {
        List<LayoutBlock> blocks = message.blocks().isEmpty()
                ? List.of(section(text -> text.text(markdownText(message.text()))))
                : message.blocks();
        return Modals.done(title, blocks);
    }
}
