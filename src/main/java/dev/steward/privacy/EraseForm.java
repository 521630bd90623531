package dev.steward.privacy;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.privacy.Erasure.Choice;
import dev.steward.privacy.Subjects.Offered;
import dev.steward.slack.Modals;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;

/** The form in which an admin says whom or what to erase. */
final class EraseForm {
    static final String CALLBACK = "privacy.erase";
    static final String WHOM = "erase.whom";
    static final String WHAT = "erase.what";
    static final String OTHERS = "erase.others";
    private static final int SHORTEST = 3;
    private static final String WORDS = "words";
    private static final String EVERYWHERE = "everywhere";
    private static final String TITLE = "Erase";

    private EraseForm() {}

    /**
     * @param said  mrkdwn above the fields; null for nothing
     * @param whom  who or what is chosen already
     */
    static View view(@Nullable String said, @Nullable Offered whom) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(TextBlocks.section("erase.said", said));
        }
        blocks.addAll(asBlocks(
                input(field -> field.blockId(WHOM).label(plainText("Person, customer or feedback item"))
                        .hint(plainText("Also people whose account is closed. An item by its number, such as FB-12."))
                        .element(externalSelect(select -> select.actionId(WHOM).minQueryLength(1)
                                .placeholder(plainText("Type a name or number"))
                                .initialOption(whom == null ? null : option(plainText(whom.label()), whom.value()))))),
                input(field -> field.blockId(OTHERS).optional(true)
                        .label(plainText("Other names and addresses"))
                        .hint(plainText("What they were called before, one a line. It goes wherever it stands."))
                        .element(plainTextInput(text -> text.actionId(OTHERS).multiline(true).maxLength(1_000)))),
                input(field -> field.blockId(WHAT).optional(true).label(plainText("What goes too"))
                        .element(checkboxes(boxes -> boxes.actionId(WHAT).options(choices()))))));
        blocks.add(
                TextBlocks.small("erase.next", "Nothing is erased yet. You get a preview in your direct messages, and "
                        + "then a second person decides."));
        return View.builder().type("modal").callbackId(CALLBACK)
                .title(viewTitle(t -> t.type("plain_text").text(TITLE)))
                .submit(viewSubmit(s -> s.type("plain_text").text("Preview")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    private static List<OptionObject> choices() {
        return List.of(
                OptionObject.builder().value(WORDS).text(markdownText("And what they wrote"))
                        .description(
                                plainText("Feedback, reasons, questions and answers. Without it, only who they are."))
                        .build(),
                OptionObject.builder().value(EVERYWHERE).text(markdownText("Their name as a word, wherever it stands"))
                        .description(
                                plainText("Only matters for one word of 3 letters or more. Longer names always go."))
                        .build());
    }

    /** After it was sent. */
    static View counting(Erasure erasure) {
        return Modals.says(TITLE,
                "*" + erasure.reference() + "*: Steward is looking for what would go. The preview comes "
                        + "to your direct messages. Nothing is erased before a second person agrees.");
    }

    /** Which of the other names would go with too much else. */
    static Optional<String> tooShort(Choice choice) {
        return choice.others().stream().filter(name -> name.codePointCount(0, name.length()) < SHORTEST).findFirst();
    }

    static Choice choice(FormValues values) {
        String others = values.value(OTHERS);
        return new Choice(values.chosen(WHAT, WORDS), values.chosen(WHAT, EVERYWHERE),
                others == null
                        ? List.of()
                        : others.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }
}
