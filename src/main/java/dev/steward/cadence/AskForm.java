package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;

/** Where somebody answers a written session's questions, one field each. */
final class AskForm {
    static final String CALLBACK = "cadence.answer.form";
    private static final String FIELD = "cadence.answer.";
    private static final String OWN = "own";

    /** What the form is for. @param version, own as of {@link Sent} */
    private record For(SessionId session, int version, boolean own) {
        static final Codec<For> CODEC = Codec.of(
                of -> of.own()
                        ? List.of(of.session().value(), of.version(), OWN)
                        : List.of(of.session().value(), of.version()),
                in -> new For(new SessionId(in.id()), Math.clamp(in.number(), 0, Integer.MAX_VALUE),
                        !in.ended() && in.word().equals(OWN)));
    }
    private static final int TITLE = 24;

    private AskForm() {}

    /**
     * What was sent.
     *
     * @param version which version of what they wrote stood in the form when it was opened
     * @param own     whether they had not been asked when it was opened: the questions are those of the cadence then
     */
    record Sent(SessionId session, int version, boolean own, List<String> questions, List<String> typed) {}

    /**
     * @param ask  null for somebody who was not asked
     * @param note mrkdwn above the questions; null: nothing
     */
    static View of(Cadence cadence, SessionId session, @Nullable Ask ask, @Nullable String note) {
        List<Ask.Answer> answers = ask != null
                ? ask.answers()
                : cadence.rules().questions().stream().map(question -> new Ask.Answer(question, "")).toList();
        int version = ask == null ? 0 : ask.version();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (note != null) {
            blocks.add(TextBlocks.small("cadence.answer.note", note));
        }
        for (int i = 0; i < answers.size(); i++) {
            Ask.Answer answer = answers.get(i);
            String id = field(i);
            blocks.add(input(field -> field.blockId(id).optional(true).label(plainText(answer.question(), false))
                    .element(plainTextInput(text -> text.actionId(id).multiline(true).maxLength(Ask.LONGEST)
                            .initialValue(answer.text().isEmpty() ? null : answer.text())))));
        }
        return view(v -> v.type("modal").callbackId(CALLBACK).privateMetadata(
                For.CODEC.encode(new For(session, version, ask == null)))
                .title(viewTitle(t -> t.type("plain_text").text(title(cadence.rules().title())).emoji(false)))
                .submit(viewSubmit(s -> s.type("plain_text").text(version == 0 ? "Send" : "Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks));
    }

    /** Empty when it is not this form. */
    static Optional<Sent> read(SubmissionRequest sent) {
        List<String> questions = new ArrayList<>();
        List<String> typed = new ArrayList<>();
        for (LayoutBlock block : sent.view().getBlocks()) {
            if (block instanceof InputBlock field && field(questions.size()).equals(field.getBlockId())) {
                String text = sent.values().value(field.getBlockId());
                questions.add(field.getLabel().getText());
                typed.add(text == null ? "" : text.length() > Ask.LONGEST ? text.substring(0, Ask.LONGEST) : text);
            }
        }
        return For.CODEC.read(sent.privateMetadata())
                .map(form -> new Sent(form.session(), form.version(), form.own(), questions, typed));
    }

    static String field(int question) {
        return FIELD + question;
    }

    private static String title(String title) {
        String line = title.replaceAll("\\s+", " ").strip();
        return line.length() <= TITLE
                ? line
                : Mrkdwn.cut(line, TITLE + Mrkdwn.MORE.length() - 1).replace(Mrkdwn.MORE, "…");
    }
}
