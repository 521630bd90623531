package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;

/** Where people put something on an agenda, change it, and put it in order. */
final class AgendaForms {
    static final String ADD = "cadence.item.add.form";
    static final String EDIT = "cadence.item.edit.form";
    static final String FROM_MESSAGE = "cadence.item.message.form";
    static final String ARRANGE = "cadence.agenda.arrange";
    static final String TITLE = "cadence.item.title";
    static final String NOTES = "cadence.item.notes";
    static final String WHICH = "cadence.item.cadence";
    static final int MOST_AT_ONCE = 8;
    static final Press<Rows> ANOTHER = Press.of("cadence.item.another", Rows.CODEC);
    static final Press<ItemSnapshot> UP = Press.of("cadence.item.up", ItemSnapshot.CODEC);
    static final Press<ItemSnapshot> DOWN = Press.of("cadence.item.down", ItemSnapshot.CODEC);
    static final Press<ItemSnapshot> CHANGE = Press.of("cadence.item.edit", ItemSnapshot.CODEC);
    static final Press<ItemSnapshot> REMOVE = Press.of("cadence.item.remove", ItemSnapshot.CODEC);
    private static final String MINUTES = "cadence.item.minutes";
    private static final List<Integer> USUAL = List.of(0, 5, 10, 15, 20, 30, 45, 60, 90);
    private static final int LABEL = 75;
    private static final int SHOWN = 2_900;

    private AgendaForms() {}

    /** A form for the agenda of a session. @param rows how many items can be typed, 1 to {@value #MOST_AT_ONCE} */
    record Rows(SessionId session, int rows) {
        static final Codec<Rows> CODEC = Codec.of(of -> List.of(of.session().value(), of.rows()),
                in -> new Rows(new SessionId(in.id()), Math.clamp(in.numberOr(1), 1, MOST_AT_ONCE)));
    }

    /** @param rows as of {@link Rows}. @param session to whose agenda */
    static View add(String name, SessionId session, int rows) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.small("cadence.item.to", "For " + Quoted.line(name, 200)));
        for (int row = 0; row < rows; row++) {
            int which = row;
            blocks.add(input(field -> field.blockId(title(which)).optional(which > 0)
                    .label(plainText(which == 0 ? "What should be talked about?" : "And " + (which + 1)))
                    .element(plainTextInput(text -> text.actionId(title(which)).maxLength(Said.TITLE)))));
            blocks.add(minutes(which, 0));
        }
        if (rows < MOST_AT_ONCE) {
            blocks.add(actions(row -> row.blockId("cadence.item.another")
                    .elements(List.of(ANOTHER.button("One more", new Rows(session, rows + 1))))));
        }
        return form(ADD, "Add to the agenda", "Add", Rows.CODEC.encode(new Rows(session, rows)), blocks);
    }

    /** @param cadences to choose among, the likeliest first */
    static View fromMessage(List<Cadence> cadences, String title, String notes, String metadata,
            @Nullable String notice) {
        List<OptionObject> options = cadences.stream().map(cadence -> option(
                plainText(Mrkdwn.cut(MeetingCard.name(cadence), LABEL)), cadence.facts().id().value().toString()))
                .toList();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (notice != null) {
            blocks.add(TextBlocks.small("cadence.item.notice", notice));
        }
        blocks.add(input(field -> field.blockId(WHICH).label(plainText("To which agenda?"))
                .element(staticSelect(select -> select.actionId(WHICH).options(options)
                        .initialOption(options.getFirst())))));
        blocks.add(input(field -> field.blockId(title(0)).label(plainText("What should be talked about?"))
                .element(plainTextInput(text -> text.actionId(TITLE).maxLength(Said.TITLE).initialValue(title)))));
        blocks.add(minutes(0, 0));
        blocks.add(notes(notes));
        return form(FROM_MESSAGE, "Add to an agenda", "Add", metadata, blocks);
    }

    static View edit(SessionId session, AgendaItem item) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(input(field -> field.blockId(title(0)).label(plainText("What should be talked about?"))
                .element(plainTextInput(
                        text -> text.actionId(TITLE).maxLength(Said.TITLE).initialValue(item.title())))));
        blocks.add(minutes(0, item.minutes()));
        blocks.add(notes(item.notes()));
        return form(EDIT, "Edit", "Save", ItemSnapshot.CODEC.encode(ItemSnapshot.of(session, item)), blocks);
    }

    /** Every item with what can be done about it. @param said a sentence on top, mrkdwn; null for none */
    static View arrange(Cadence cadence, List<AgendaItem> open, SessionId session, @Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(TextBlocks.section("cadence.agenda.said", said));
        }
        blocks.add(TextBlocks.small("cadence.agenda.of", Quoted.line(MeetingCard.name(cadence), 200)));
        if (open.isEmpty()) {
            blocks.add(TextBlocks.section("cadence.agenda.none", "Nothing is on the agenda."));
        }
        for (int i = 0; i < open.size(); i++) {
            AgendaItem item = open.get(i);
            ItemSnapshot shown = ItemSnapshot.of(session, item);
            UUID id = item.id().value();
            List<BlockElement> buttons = new ArrayList<>();
            if (i > 0) {
                buttons.add(UP.numbered(id).button("↑ Up", shown));
            }
            if (i + 1 < open.size()) {
                buttons.add(DOWN.numbered(id).button("↓ Down", shown));
            }
            buttons.add(CHANGE.numbered(id).button("Edit", shown));
            buttons.add(REMOVE.numbered(id).button("Remove", shown));
            blocks.add(TextBlocks.section("cadence.item." + id, (i + 1) + ". " + AgendaText.title(item)
                    + (item.minutes() > 0 ? AgendaText.BETWEEN + item.minutes() + " min" : "")));
            blocks.add(actions(row -> row.blockId("cadence.item.do." + id).elements(buttons)));
        }
        return view(v -> v.type("modal").callbackId(ARRANGE)
                .title(viewTitle(t -> t.type("plain_text").text("The agenda")))
                .close(viewClose(c -> c.type("plain_text").text("Done"))).blocks(blocks));
    }

    /** All of it, with its notes. */
    static View all(Meeting meeting) {
        List<LayoutBlock> blocks = new ArrayList<>();
        StringBuilder said = new StringBuilder(AgendaText.heading(meeting));
        for (String line : AgendaText.lines(meeting)) {
            if (said.length() + line.length() + 1 > SHOWN) {
                blocks.add(TextBlocks.section("cadence.all." + blocks.size(), said.toString()));
                said.setLength(0);
            }
            said.append(said.isEmpty() ? "" : "\n").append(line);
        }
        blocks.add(TextBlocks.section("cadence.all." + blocks.size(), said.toString()));
        for (AgendaItem item : meeting.open()) {
            if (!item.notes().isEmpty()) {
                blocks.add(TextBlocks.section("cadence.notes." + item.id().value(),
                        "*" + Quoted.line(item.title(), 200) + "*\n" + Quoted.block(item.notes(), 1_500)));
            }
        }
        return Modals.shows("The agenda", blocks);
    }

    /** What was typed into a row; empty rows say nothing. @throws Refused when it is too much */
    static @Nullable Said read(FormValues values, int row) {
        String title = values.value(title(row));
        if (title == null || title.isBlank()) {
            return null;
        }
        String notes = row == 0 ? values.value(NOTES) : null;
        return new Said(title, notes == null ? "" : notes, minutes(values.value(MINUTES + "." + row)));
    }

    static String title(int row) {
        return TITLE + "." + row;
    }

    private static int minutes(@Nullable String chosen) {
        try {
            return chosen == null ? 0 : Integer.parseInt(chosen);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }

    private static LayoutBlock minutes(int row, int now) {
        var offered = new TreeSet<>(USUAL);
        offered.add(now);
        List<OptionObject> options = offered.stream().map(minutes -> option(
                plainText(minutes == 0 ? "No time of its own" : minutes + " minutes"), String.valueOf(minutes)))
                .toList();
        OptionObject initial = options.get(new ArrayList<>(offered).indexOf(now));
        return input(field -> field.blockId(MINUTES + "." + row).optional(true)
                .label(plainText(row == 0 ? "How long?" : "How long is " + (row + 1) + "?"))
                .element(staticSelect(
                        select -> select.actionId(MINUTES + "." + row).options(options).initialOption(initial))));
    }

    private static LayoutBlock notes(String now) {
        return input(field -> field.blockId(NOTES).optional(true).label(plainText("Notes"))
                .element(plainTextInput(text -> text.actionId(NOTES).multiline(true).maxLength(Said.NOTES)
                        .initialValue(now.isEmpty() ? null : now))));
    }

    static View form(String callback, String title, String submit, String metadata, List<LayoutBlock> blocks) {
        return form(callback, title, submit, "Cancel", metadata, blocks);
    }

    /** @param close what leaves it as it is */
    static View form(String callback, String title, String submit, String close, String metadata,
            List<LayoutBlock> blocks) {
        return view(v -> v.type("modal").callbackId(callback).privateMetadata(metadata)
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text(close))).blocks(blocks));
    }
}
