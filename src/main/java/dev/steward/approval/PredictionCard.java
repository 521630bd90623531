package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.approval.Decision.CameTrue;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** The question whether a prediction came true, as the requester gets it on the day they chose. */
final class PredictionCard {
    static final Press<Scoring> SCORE = Press.of("approval.score", Scoring.CODEC);
    private static final int WORDS = 1_500;

    private PredictionCard() {}

    /**
     * An answer to it.
     *
     * @param review the day on which it was asked; null in messages of an earlier Steward, which do not say
     */
    record Scoring(UUID decision, CameTrue cameTrue, @Nullable LocalDate review) {
        static final Codec<Scoring> CODEC = Codec.of(Scoring::words,
                in -> new Scoring(in.id(), CameTrue.valueOf(in.word()), in.ended() ? null : day(in.word())));

        private List<?> words() {
            return review == null ? List.of(decision, cameTrue.name()) : List.of(decision, cameTrue.name(), review);
        }

        private static LocalDate day(String word) {
            try {
                return LocalDate.parse(word);
            } catch (DateTimeException noDay) {
                throw new IllegalArgumentException("no day", noDay);
            }
        }
    }

    static Message of(Decision decision, ApprovalRequest request) {
        return new Message("Did what you expected of " + decision.reference() + " come true?",
                blocks(decision, request));
    }

    private static List<LayoutBlock> blocks(Decision decision, ApprovalRequest request) {
        String words = "*Did it come true?* For *" + decision.reference() + "* ("
                + Mrkdwn.escape(request.question().asked().replaceAll("\\s+", " ").strip(), 200)
                + ") you expected:\n>" + Mrkdwn.escape(String.valueOf(decision.prediction()), WORDS).replace("\n",
                        "\n>");
        List<BlockElement> buttons = new ArrayList<>();
        for (CameTrue each : CameTrue.values()) {
            buttons.add(SCORE.numbered(each.name().toLowerCase(Locale.ROOT)).button(ScoreForm.label(each),
                    new Scoring(decision.id(), each, decision.review())));
        }
        return List.of(section(text -> text.blockId("approval.review.words").text(markdownText(words))),
                actions(row -> row.blockId("approval.review.buttons").elements(buttons)));
    }
}
