package dev.steward.approval;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.approval.Decision.CameTrue;
import dev.steward.approval.PredictionCard.Scoring;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.FormValues;

/** What came of a prediction, and what was learned; or the day on which to ask again. */
final class ScoreForm {
    static final String CALLBACK = "approval.score";
    static final String LEARNED = "approval.score.learned";
    static final String AGAIN = "approval.score.again";
    static final int LONGEST = 3_000;
    private static final int SHOWN = 1_500;

    private ScoreForm() {}

    static String label(CameTrue cameTrue) {
        return switch (cameTrue) {
            case YES -> "Yes";
            case PARTLY -> "Partly";
            case NO -> "No";
            case TOO_EARLY -> "Too early";
        };
    }

    static View view(Decision decision, Scoring scoring) {
        CameTrue cameTrue = scoring.cameTrue();
        List<LayoutBlock> blocks = new ArrayList<>();
        String words = ">" + Mrkdwn.escape(String.valueOf(decision.prediction()), SHOWN).replace("\n", "\n>")
                + "\n" + switch (cameTrue) {
                    case YES -> "It came true.";
                    case PARTLY -> "It came true in part.";
                    case NO -> "It did not come true.";
                    case TOO_EARLY -> "It is too early to say.";
                };
        blocks.add(section(text -> text.blockId("approval.score.words").text(markdownText(words))));
        if (cameTrue == CameTrue.TOO_EARLY) {
            blocks.add(input(block -> block.blockId(AGAIN).label(plainText("Check it again on"))
                    .element(datePicker(day -> day.actionId(AGAIN).placeholder(plainText("Choose a day"))))));
        } else {
            blocks.add(input(block -> block.blockId(LEARNED).optional(true).label(plainText("What did you learn?"))
                    .hint(plainText("It is kept with the decision, for whoever decides something like it."))
                    .element(plainTextInput(text -> text.actionId(LEARNED).multiline(true).maxLength(LONGEST)))));
        }
        return ApprovalForm.modal(decision.reference()).callbackId(CALLBACK)
                .privateMetadata(Scoring.CODEC.encode(scoring))
                .submit(viewSubmit(s -> s.type("plain_text").text("Keep")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(blocks).build();
    }

    static @Nullable String learned(FormValues values) {
        String typed = values.value(LEARNED);
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    static @Nullable LocalDate again(FormValues values) {
        try {
            String chosen = values.value(AGAIN);
            return chosen == null ? null : LocalDate.parse(chosen);
        } catch (DateTimeException noDay) {
            return null;
        }
    }
}
