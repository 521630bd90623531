package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.timePicker;
import static com.slack.api.model.block.element.BlockElements.urlTextInput;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;

import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;

/** What is asked before a session is skipped, moved or cancelled, for its pre-read, and of a decision. */
final class SteerForms {
    static final String SKIP = "cadence.skip.form";
    static final String MOVE = "cadence.move.form";
    static final String CANCEL = "cadence.cancel.form";
    static final String PRE_READ = "cadence.pre-read.form";
    static final String DECIDE = "cadence.decide.form";
    static final String REASON = "cadence.reason";
    static final String DAY = "cadence.day";
    static final String TIME = "cadence.time";
    static final String ADDRESS = "cadence.address";
    static final String WORDS = "cadence.decision.words";
    static final String ITEM = "cadence.decision.item";
    static final String NO_ITEM = "-";
    static final int LONGEST_REASON = 500;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int LABEL = 75;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private SteerForms() {}

    static View skip(Cadence cadence, Session session, boolean posted) {
        return AgendaForms.form(SKIP, "Skip it", "Skip", metadata(session), List.of(what(cadence, session),
                TextBlocks.section("cadence.who", (posted
                        ? "Its card and its thread say so."
                        : "It has no card yet, so nothing is said.") + " "
                        + (session.facts().written()
                                ? "Nobody is asked this time; the next one is as planned."
                                : "The agenda carries over to the next one, and nobody's turn is used up.")),
                reason("Why?", true)));
    }

    /** @param people how many are told */
    static View cancel(Cadence cadence, Session session, int people) {
        return AgendaForms.form(CANCEL, "Cancel it", "Cancel it", "Keep it", metadata(session),
                List.of(what(cadence, session),
                        TextBlocks.section("cadence.who", switch (people) {
                            case 0 -> "Nobody else takes part.";
                            case 1 -> "The one other who takes part is told in a direct message.";
                            default -> "The " + people + " others who take part are each told in a direct message.";
                        } + (session.facts().written() ? "" : " The agenda carries over to the next one.")),
                        reason("Why is it cancelled?", false)));
    }

    static View move(Cadence cadence, Session session) {
        LocalDateTime now = LocalDateTime.ofInstant(session.startsAt(), cadence.rules().zone());
        String zone = cadence.rules().zone().getId();
        return AgendaForms.form(MOVE, "Move it", "Move", metadata(session), List.of(what(cadence, session),
                input(field -> field.blockId(DAY).label(plainText("To which day?"))
                        .element(datePicker(day -> day.actionId(DAY).initialDate(now.toLocalDate().toString())))),
                input(field -> field.blockId(TIME).label(plainText("At what time?"))
                        .hint(plainText("On the clock of " + zone + "."))
                        .element(timePicker(time -> time.actionId(TIME).initialTime(CLOCK.format(now))))),
                TextBlocks.small("cadence.who", "Its thread in " + cadence.rules().channel().link()
                        + " says so. " + (session.facts().written()
                                ? ""
                                : "The agenda and who has read the pre-read go with it. ")
                        + "The others stay as planned.")));
    }

    static View preRead(Cadence cadence, Session session) {
        return AgendaForms.form(PRE_READ, "Pre-read", "Save", metadata(session), List.of(what(cadence, session),
                input(field -> field.blockId(ADDRESS).optional(true).label(plainText("Where is it?"))
                        .hint(plainText("A web address. Everybody who takes part is asked to read it."))
                        .element(urlTextInput(
                                text -> text.actionId(ADDRESS).initialValue(session.preRead()))))));
    }

    /** @param items what it can be about: what is talked about now first */
    static View decide(Cadence cadence, Session session, List<AgendaItem> items) {
        List<LayoutBlock> blocks = new ArrayList<>(List.of(
                input(field -> field.blockId(WORDS).label(plainText("What was decided?"))
                        .element(plainTextInput(text -> text.actionId(WORDS).multiline(true)
                                .maxLength(SessionDecision.LONGEST).focusOnLoad(true))))));
        if (!items.isEmpty()) {
            List<OptionObject> options = new ArrayList<>();
            items.stream().limit(90).forEach(item -> options.add(option(plainText(Mrkdwn.cut(item.title(), LABEL)),
                    item.id().value().toString())));
            options.add(option(plainText("Nothing in particular"), NO_ITEM));
            Session.Item now = session.item();
            boolean first = now != null && now.id().equals(items.getFirst().id().value());
            blocks.add(input(field -> field.blockId(ITEM).optional(true).label(plainText("About what?"))
                    .element(staticSelect(select -> select.actionId(ITEM).options(options)
                            .initialOption(first ? options.getFirst() : options.getLast())))));
        }
        blocks.add(TextBlocks.small("cadence.decision.where",
                "It is said in the thread and kept in the decision record, with "
                        + cadence.facts().reference() + "."));
        return AgendaForms.form(DECIDE, "A decision", "Note it", metadata(session), blocks);
    }

    static Optional<LocalDateTime> when(FormValues values) {
        try {
            String day = values.value(DAY);
            String time = values.value(TIME);
            return day == null || time == null
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(day).atTime(LocalTime.parse(time)));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    /** Whether it is a web address that a message can lead to. */
    static boolean address(String typed) {
        return typed.length() <= LONGEST_ADDRESS
                && typed.matches("(?i)https?://[^\\s<>|\"`/?#@]+([/?#][^\\s<>|\"`]*)?");
    }

    static String words(FormValues values, String field) {
        String words = values.value(field);
        return words == null ? "" : words.strip();
    }

    private static LayoutBlock reason(String label, boolean optional) {
        return input(field -> field.blockId(REASON).optional(optional).label(plainText(label))
                .element(plainTextInput(text -> text.actionId(REASON).multiline(true).maxLength(LONGEST_REASON))));
    }

    private static LayoutBlock what(Cadence cadence, Session session) {
        return TextBlocks.section("cadence.what",
                TellOfMeetings.bold(cadence) + AgendaText.BETWEEN + Phrases.time(session.startsAt()));
    }

    private static String metadata(Session session) {
        return SessionSnapshot.CODEC.encode(SessionSnapshot.of(session));
    }
}
