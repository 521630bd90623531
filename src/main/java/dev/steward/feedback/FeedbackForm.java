package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.radioButtons;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.urlTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.DispatchActionConfig;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.feedback.FormContent.CustomerBox;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Area;

/** The feedback form, and how it is read. Its blocks keep their ids through every update, so that Slack keeps what was typed. */
final class FeedbackForm {
    static final String CALLBACK = "feedback.form";
    static final String WORDS = id(Field.WORDS);
    static final String CUSTOMER = id(Field.CUSTOMER);
    static final String AREA = id(Field.AREA);
    static final String TAKE = "feedback.take";
    static final String MESSAGE = "message";
    static final String THREAD = "thread";
    static final String SHARE = "feedback.everyone";
    static final String EVERYONE = "everyone";
    static final int MOST_SIMILAR = 3;
    /** Counts what is said on an item that is shown below the words. */
    static final List<Press<ItemVersion>> PLUS = IntStream.rangeClosed(1, MOST_SIMILAR)
            .mapToObj(i -> Press.of("feedback.plus." + i, ItemVersion.CODEC)).toList();

    /** What a static select takes; beyond, areas are found by typing. */
    private static final int CHOICES = 100;

    /** Sections of words that are shown but not typed; the rest is a click away. */
    private static final int PIECES = 12;

    private FeedbackForm() {}

    /**
     * All the form shows.
     *
     * @param notice  a sentence above the fields, mrkdwn; null for none
     * @param thread  how many messages the captured message's thread has; below 2 there is no choice to make
     * @param similar items that say the same, the likeliest first
     * @param seenBy  who will see the item, mrkdwn, where that is not everybody; null where it is
     */
    record Shown(FormState state, FormContent content, List<Area> areas, @Nullable String notice, int thread,
            List<Similar> similar, @Nullable String seenBy) {
        static Shown of(FormState state, FormContent content, List<Area> areas) {
            return new Shown(state, content, areas, null, 0, List.of(), null);
        }
    }

    /** What the button of an item that says the same carries. */
    static String about(Similar one) {
        return PLUS.getFirst().value(new ItemVersion(one.id(), one.version()));
    }

    static String id(Field field) {
        return "feedback." + field.word();
    }

    static View view(Shown shown) {
        FormContent content = shown.content();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (shown.notice() != null) {
            String notice = shown.notice();
            blocks.add(section(text -> text.blockId("feedback.notice").text(markdownText(notice))));
        }
        if (shown.thread() > 1) {
            blocks.add(take(shown));
        }
        if (content.fixed() == null) {
            blocks.add(field(Field.WORDS, "What was said?", false, plainTextInput(text -> text.actionId(WORDS)
                    .multiline(true).maxLength(FormContent.FIELD).initialValue(typed(content, Field.WORDS))
                    .placeholder(plainText("In their own words"))
                    .dispatchActionConfig(DispatchActionConfig.builder()
                            .triggerActionsOn(List.of("on_character_entered")).build())),
                    true));
        } else {
            fixed(blocks, content.fixed());
        }
        similar(blocks, shown);
        blocks.add(field(Field.SUMMARY, "Summary", true, plainTextInput(text -> text.actionId(id(Field.SUMMARY))
                .maxLength(Said.LONGEST_SUMMARY).initialValue(typed(content, Field.SUMMARY))), false));
        blocks.add(field(Field.CUSTOMER, "Customer", true, externalSelect(select -> select.actionId(CUSTOMER)
                .minQueryLength(0).placeholder(plainText("Type a name; a new one is fine"))
                .initialOption(option(content.customer()))), false));
        if (!shown.areas().isEmpty()) {
            blocks.add(field(Field.AREA, "Area", true, areas(shown), false));
        }
        blocks.add(select(Field.KIND, "Kind", Kind.values(), content));
        blocks.add(select(Field.IMPORTANCE, "How much does it matter to them?", Importance.values(), content));
        blocks.add(select(Field.SOURCE, "Where was it said?", Source.values(), content));
        blocks.add(select(Field.CONTACT, "May we contact them about it?", Consent.values(), content));
        blocks.add(field(Field.LINK, "Link", true, urlTextInput(text -> text.actionId(id(Field.LINK))
                .initialValue(typed(content, Field.LINK)).placeholder(plainText("https://"))), false));
        seenBy(blocks, shown);
        return modal("Feedback").callbackId(CALLBACK).submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).privateMetadata(shown.state().write())
                .blocks(blocks).build();
    }

    /** Opened at once where the form's content must be read first. */
    static View reading(String what) {
        return modal("Feedback").close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(List.of(section(text -> text.text(plainText("Reading " + what + " …"))))).build();
    }

    /** Says something and needs no answer. */
    static View says(String mrkdwn, @Nullable FeedbackItem about) {
        List<LayoutBlock> blocks = List.of(section(text -> {
            text.blockId("feedback.says").text(markdownText(mrkdwn));
            return about == null ? text : text.accessory(FeedbackCard.details(about));
        }));
        return Modals.done("Feedback", blocks);
    }

    static View.ViewBuilder modal(String title) {
        return View.builder().type("modal").title(viewTitle(t -> t.type("plain_text").text(title)));
    }

    /** What the form's fields hold; the fixed words are whoever shows the form's to add. */
    static FormContent read(FormValues values, View view) {
        var typed = new EnumMap<Field, String>(Field.class);
        for (Field field : Field.values()) {
            String value = field == Field.CUSTOMER ? null : values.value(id(field));
            if (value != null) {
                typed.put(field, value);
            }
        }
        String customer = values.value(CUSTOMER);
        return new FormContent(typed, customer == null ? null : new CustomerBox(customer, label(view, customer)), null);
    }

    /** Mistakes by block id; one about a field the form does not show stands at its first input. */
    static Map<String, String> mistakes(Map<Field, String> sentences, FormContent content, boolean areas) {
        var mistakes = new LinkedHashMap<String, String>();
        sentences.forEach((field, sentence) -> {
            boolean shown = !(field == Field.WORDS && content.fixed() != null) && !(field == Field.AREA && !areas);
            mistakes.put(id(shown ? field : Field.SUMMARY), sentence);
        });
        return mistakes;
    }

    /** Where it will be seen, and a choice that only a new one has: later it has a button. */
    private static void seenBy(List<LayoutBlock> blocks, Shown shown) {
        String seenBy = shown.seenBy();
        if (seenBy == null) {
            return;
        }
        blocks.add(context(row -> row.blockId("feedback.seen").elements(List.of(markdownText(seenBy)))));
        if (shown.state().item() == null) {
            OptionObject everyone = option(plainText("Share with everyone in the workspace"), EVERYONE);
            blocks.add(input(block -> block.blockId(SHARE).label(plainText("Who sees it")).optional(true)
                    .element(checkboxes(boxes -> boxes.actionId(SHARE).options(List.of(everyone))))));
        }
    }

    private static LayoutBlock take(Shown shown) {
        OptionObject message = option(plainText("This message"), MESSAGE);
        OptionObject thread = option(plainText("The whole thread (" + shown.thread() + " messages)"), THREAD);
        return input(block -> block.blockId(TAKE).label(plainText("What should be kept?")).dispatchAction(true)
                .element(radioButtons(radio -> radio.actionId(TAKE).options(List.of(message, thread))
                        .initialOption(shown.state().thread() ? thread : message))));
    }

    private static void fixed(List<LayoutBlock> blocks, String words) {
        List<String> pieces = WholeWords.pieces(words);
        for (int i = 0; i < Math.min(PIECES, pieces.size()); i++) {
            String piece = Mrkdwn.escape(pieces.get(i));
            String blockId = "feedback.fixed." + i;
            if (!piece.isBlank()) {
                blocks.add(section(text -> text.blockId(blockId).text(markdownText(piece))));
            }
        }
        int hidden = pieces.stream().skip(PIECES).mapToInt(String::length).sum();
        String kept = hidden == 0
                ? "These words are kept whole, as they are."
                : "And " + hidden + " characters more. All of it is kept whole, as it is.";
        blocks.add(context(row -> row.blockId("feedback.fixed").elements(List.of(plainText(kept)))));
    }

    private static void similar(List<LayoutBlock> blocks, Shown shown) {
        if (shown.similar().isEmpty()) {
            return;
        }
        blocks.add(context(row -> row.blockId("feedback.similar")
                .elements(List.of(plainText("Said before? One click counts it there, with these words.")))));
        CustomerBox customer = shown.content().customer();
        String plus = customer == null ? "+1" : Mrkdwn.cut("+1 for " + customer.name(), 75);
        for (int i = 0; i < Math.min(MOST_SIMILAR, shown.similar().size()); i++) {
            Similar one = shown.similar().get(i);
            Press<ItemVersion> press = PLUS.get(i);
            blocks.add(section(text -> text.blockId(press.actionId()).text(markdownText(one.line()))
                    .accessory(press.button(plus, new ItemVersion(one.id(), one.version())))));
        }
    }

    private static BlockElement areas(Shown shown) {
        String chosen = typed(shown.content(), Field.AREA);
        OptionObject initial = shown.areas().stream().filter(area -> area.id().toString().equals(chosen)).findFirst()
                .map(FeedbackForm::option).orElse(null);
        if (shown.areas().size() > CHOICES) {
            return externalSelect(select -> select.actionId(AREA).minQueryLength(0)
                    .placeholder(plainText("Type to find one")).initialOption(initial));
        }
        return staticSelect(select -> select.actionId(AREA).placeholder(plainText("Choose one"))
                .options(shown.areas().stream().map(FeedbackForm::option).toList()).initialOption(initial));
    }

    private static OptionObject option(Area area) {
        return option(plainText(Mrkdwn.cut(area.name(), 75)), area.id().toString());
    }

    private static @Nullable OptionObject option(@Nullable CustomerBox box) {
        return box == null ? null : option(plainText(Mrkdwn.cut(box.label(), 75)), box.value());
    }

    private static LayoutBlock select(Field field, String label, Choice[] all, FormContent content) {
        List<OptionObject> options = Arrays.stream(all).map(one -> option(plainText(one.label()), one.word())).toList();
        String chosen = typed(content, field);
        OptionObject initial = options.stream().filter(one -> one.getValue().equals(chosen)).findFirst().orElse(null);
        return field(field, label, true, staticSelect(select -> select.actionId(id(field)).options(options)
                .placeholder(plainText("Choose one")).initialOption(initial)), false);
    }

    private static InputBlock field(Field field, String label, boolean optional, BlockElement element,
            boolean whileTyping) {
        return input(block -> block.blockId(id(field)).label(plainText(label)).optional(optional).element(element)
                .dispatchAction(whileTyping ? true : null));
    }

    private static @Nullable String typed(FormContent content, Field field) {
        String typed = content.typed().get(field);
        return typed == null || typed.isEmpty() ? null : typed;
    }

    private static OptionObject option(com.slack.api.model.block.composition.PlainTextObject text, String value) {
        return com.slack.api.model.block.composition.BlockCompositions.option(text, value);
    }

    /** How the chosen customer reads in the box. */
    private static String label(View view, String value) {
        if (view.getState() != null && view.getState().getValues() != null) {
            var box = view.getState().getValues().get(CUSTOMER);
            var state = box == null ? null : box.get(CUSTOMER);
            var chosen = state == null ? null : state.getSelectedOption();
            if (chosen != null && chosen.getText() != null && chosen.getText().getText() != null) {
                return chosen.getText().getText();
            }
        }
        return value.startsWith("new:") ? value.substring(4) : "this customer";
    }
}
