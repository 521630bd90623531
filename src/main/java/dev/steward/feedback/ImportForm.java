package dev.steward.feedback;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.fileInput;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.File;
import com.slack.api.model.view.View;

/** The import form: a CSV file, or its text. */
final class ImportForm {
    static final String CALLBACK = "feedback.import";
    static final String FILE = "feedback.import.file";
    static final String TEXT = "feedback.import.text";

    private ImportForm() {}

    static View view() {
        return FeedbackForm.modal("Import feedback").callbackId(CALLBACK)
                .submit(viewSubmit(s -> s.type("plain_text").text("Import")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(List.of(section(text -> text.blockId("feedback.import.how").text(markdownText(
                        "The first line names the columns: `words` (needed), `summary`, `customer`, `area`, `kind`, "
                                + "`importance`, `source`, `contact`, `link`, `key`. A row that was imported before, "
                                + "by its `key` or by all it says, is left alone."))),
                        input(block -> block.blockId(FILE).optional(true).label(plainText("CSV file"))
                                .element(fileInput(file -> file.actionId(FILE).filetypes(List.of("csv", "tsv", "txt"))
                                        .maxFiles(1)))),
                        input(block -> block.blockId(TEXT).optional(true).label(plainText("or paste the lines"))
                                .element(plainTextInput(text -> text.actionId(TEXT).multiline(true)
                                        .maxLength(FormContent.FIELD))))))
                .build();
    }

    /** The file that was given, if any. */
    static Optional<File> file(View view) {
        if (view.getState() == null || view.getState().getValues() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(view.getState().getValues().get(FILE)).map(block -> block.get(FILE))
                .map(value -> value.getFiles()).filter(files -> !files.isEmpty()).map(List::getFirst);
    }
}
