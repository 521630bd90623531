package dev.steward.timetable;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Absence;
import dev.steward.schedule.AbsenceId;
import dev.steward.schedule.AwayWords.Read.Span;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.UserId;

/** What {@code /steward away} shows: the form, and the messages with buttons. */
final class AwayView {
    static final String CALLBACK = "away";
    static final String FROM = "away.from";
    static final String TO = "away.to";
    static final String STAND_IN = "away.stand-in";
    static final Press<AbsenceId> CANCEL = Press.of("away.cancel",
            Codec.of(id -> List.of(id.value()), words -> new AbsenceId(words.id())));
    static final Press<AwayRequest> REPLACE = Press.of("away.replace", AwayRequest.CODEC);

    private static final int SHOWN = 30;

    private AwayView() {}

    /** What the fields hold; null where nothing does. */
    record Filled(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable UserId standIn) {
        /** Whole days, the last one too; null as long as one of them is missing. */
        @Nullable
        Span span() {
            return from == null || to == null ? null : new Span(from.atStartOfDay(), to.plusDays(1).atStartOfDay());
        }
    }

    static Filled read(FormValues values) {
        String standIn = values.value(STAND_IN);
        return new Filled(day(values.value(FROM)), day(values.value(TO)), standIn == null ? null : new UserId(standIn));
    }

    private static @Nullable LocalDate day(@Nullable String chosen) {
        try {
            return chosen == null ? null : LocalDate.parse(chosen);
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    /**
     * @param said      mrkdwn above the fields; null for none
     * @param replacing what the next press replaces; null where it replaces nothing
     */
    static View form(Filled filled, @Nullable String said, @Nullable AwayRequest replacing,
            Map<AbsenceId, Absence> absences, AwaySentences sentences) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(section(text -> text.blockId("away.said").text(markdownText(said))));
        }
        blocks.add(input(field -> field.blockId(FROM).label(plainText("First day"))
                .element(datePicker(day -> day.actionId(FROM).initialDate(text(filled.from()))))));
        blocks.add(input(field -> field.blockId(TO).label(plainText("Last day"))
                .element(datePicker(day -> day.actionId(TO).initialDate(text(filled.to()))))));
        UserId standIn = filled.standIn();
        blocks.add(input(field -> field.blockId(STAND_IN).optional(true).label(plainText("Who stands in for you?"))
                .hint(plainText("They are asked in your place while you are away."))
                .element(usersSelect(users -> users.actionId(STAND_IN).placeholder(plainText("Choose a person"))
                        .initialUser(standIn == null ? null : standIn.value())))));
        if (!absences.isEmpty()) {
            blocks.add(divider());
            blocks.add(header(title -> title.text(plainText("When you are away"))));
        }
        blocks.addAll(lines(absences, sentences));
        return modal(blocks, replacing == null ? "Save" : "Replace",
                replacing == null ? "" : AwayRequest.CODEC.encode(replacing));
    }

    /** After it was entered. */
    static View done(String said, Map<AbsenceId, Absence> absences, AwaySentences sentences) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("away.said").text(markdownText(said))));
        blocks.add(divider());
        blocks.addAll(lines(absences, sentences));
        return modal(blocks, null, "");
    }

    static Message list(@Nullable String said, Map<AbsenceId, Absence> absences, AwaySentences sentences) {
        String words = (said == null ? "" : said + "\n") + (absences.isEmpty() ? "You have no absences ahead." : "");
        List<LayoutBlock> blocks = new ArrayList<>();
        if (!words.isBlank()) {
            blocks.add(section(text -> text.text(markdownText(words.strip()))));
        }
        blocks.addAll(lines(absences, sentences));
        return new Message(words.isBlank() ? "When you are away" : words.strip(), blocks);
    }

    static Message overlaps(String said, AwayRequest replacing) {
        return new Message(said, List.of(section(text -> text.text(markdownText(said))),
                actions(row -> row.elements(asElements(REPLACE.button("Replace", replacing))))));
    }

    private static List<LayoutBlock> lines(Map<AbsenceId, Absence> absences, AwaySentences sentences) {
        List<LayoutBlock> lines = new ArrayList<>();
        absences.entrySet().stream().limit(SHOWN).forEach(one -> lines.add(section(row -> row
                .blockId("away.one." + one.getKey().value()).text(markdownText(sentences.line(one.getValue())))
                .accessory(CANCEL.numbered(one.getKey().value()).button("Cancel", one.getKey())))));
        if (absences.size() > SHOWN) {
            lines.add(section(text -> text.text(markdownText("and " + (absences.size() - SHOWN) + " more"))));
        }
        return lines;
    }

    private static View modal(List<LayoutBlock> blocks, @Nullable String submit, String metadata) {
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(metadata)
                .title(viewTitle(t -> t.type("plain_text").text("Away")))
                .submit(submit == null ? null : viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
