package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;

import dev.steward.slack.SlackRequest.SubmissionRequest;

/** A modal with one field for a few words. */
final class SmallForm {
    private SmallForm() {}

    /**
     * What the form asks.
     *
     * @param id       the callback and the field
     * @param metadata what it is about
     */
    record Ask(String id, String title, String submit, String label, String hint, int longest, String metadata) {}

    static View of(Ask ask, List<LayoutBlock> above) {
        List<LayoutBlock> blocks = new ArrayList<>(above);
        blocks.add(input(field -> field.blockId(ask.id()).label(plainText(ask.label())).hint(plainText(ask.hint()))
                .element(plainTextInput(text -> text.actionId(ask.id()).multiline(true).maxLength(ask.longest())))));
        return view(v -> v.type("modal").callbackId(ask.id()).privateMetadata(ask.metadata())
                .title(viewTitle(t -> t.type("plain_text").text(ask.title())))
                .submit(viewSubmit(s -> s.type("plain_text").text(ask.submit())))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks));
    }

    /** What was typed, without what surrounds it; empty for nothing. */
    static String words(SubmissionRequest sent, String id) {
        String words = sent.values().value(id);
        return words == null ? "" : words.strip();
    }
}
