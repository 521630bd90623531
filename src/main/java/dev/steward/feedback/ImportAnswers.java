package dev.steward.feedback;

import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.SubmissionRequest;

/** Answers the import form. */
@Component
class ImportAnswers {
    private final ImportFiles imports;

    ImportAnswers(ImportFiles imports) {
        this.imports = imports;
    }

    Reply submit(SubmissionRequest request) {
        Actor actor = request.actor();
        var file = ImportForm.file(request.view());
        String text = request.values().value(ImportForm.TEXT);
        if (file.isPresent()) {
            imports.note(actor.workspace(), actor.user(), file.get().getId());
            return new Reply.Updates(
                    FeedbackForm.says("Importing the file. You get a message when it is done.", null));
        }
        if (text == null || text.isBlank()) {
            return Reply.refuses(ImportForm.TEXT, "Choose a file, or paste the lines of one.");
        }
        var result = imports.pasted(actor.workspace(), actor.user(), text);
        return result.rows().isEmpty() && result.stopped() != null
                ? Reply.refuses(ImportForm.TEXT, result.stopped())
                : new Reply.Updates(FeedbackForm.says("Imported: " + ImportReport.counts(result), null));
    }
}
