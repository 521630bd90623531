package dev.steward.approval;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** The small form in which people say why, and what it says when it is sent. */
final class ReasonForm {
    static final String CALLBACK = "approval.reason";
    static final String FIELD = "approval.reason.field";
    private static final int LONGEST = 3_000;

    private ReasonForm() {}

    /**
     * What the form was opened for.
     *
     * @param shown the request as it was then, with the number of the question that is answered
     */
    record Opened(Verb verb, AsShown shown) {
        static final Codec<Opened> CODEC = Codec.of(opened -> opened.shown().words(opened.verb().name()),
                in -> new Opened(Verb.valueOf(in.word()), AsShown.read(in)));
    }

    /**
     * What was sent.
     *
     * @param words  as typed, without what surrounds them; empty when nothing was
     * @param person whom a delegation names; null where it names nobody
     */
    record Said(Verb verb, AsShown shown, String words, @Nullable UserId person) {}

    /** @param question the number of the one that is answered; 0 for none */
    static View of(Verb verb, ApprovalRequest request, int question) {
        return form(verb, request, question, "", null, List.of());
    }

    /**
     * What was sent, to be sent again for the request as it is now.
     *
     * @param notice what stands above it
     */
    static View again(Said said, ApprovalRequest now, List<LayoutBlock> notice) {
        return form(said.verb(), now, said.shown().question(), said.words(), said.person(), notice);
    }

    private static View form(Verb verb, ApprovalRequest request, int question, String words, @Nullable UserId person,
            List<LayoutBlock> notice) {
        List<LayoutBlock> blocks = new ArrayList<>(notice);
        blocks.add(TextBlocks.section("approval.reason.about", "*" + request.facts().reference() + "*"
                + CardLines.BETWEEN + Quoted.title(request.question().asked(), 200)));
        request.exchanges().stream().filter(each -> each.number() == question)
                .forEach(each -> blocks.add(TextBlocks.section("approval.reason.question",
                        CardLines.exchange(each, 1_400))));
        blocks.add(input(field -> field.blockId(FIELD).optional(!verb.required()).label(plainText(verb.label()))
                .hint(plainText(verb.hint()))
                .element(verb == Verb.DELEGATE
                        ? usersSelect(people -> people.actionId("person").placeholder(plainText("Choose somebody"))
                                .initialUser(person == null ? null : person.value()))
                        : plainTextInput(text -> text.actionId("words").multiline(true).maxLength(LONGEST)
                                .initialValue(words.isEmpty() ? null : words)))));
        return view(v -> v.type("modal").callbackId(CALLBACK)
                .privateMetadata(Opened.CODEC.encode(new Opened(verb, AsShown.of(request, question))))
                .title(viewTitle(t -> t.type("plain_text").text(verb.title())))
                .submit(viewSubmit(s -> s.type("plain_text").text(verb.submit())))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks));
    }

    /** Empty when it is not one of these forms. */
    static Optional<Said> read(SubmissionRequest sent) {
        String value = sent.values().value(FIELD);
        return Opened.CODEC.read(sent.privateMetadata()).map(opened -> {
            boolean names = opened.verb() == Verb.DELEGATE;
            return new Said(opened.verb(), opened.shown(), value == null || names ? "" : value.strip(),
                    value == null || !names ? null : new UserId(value));
        });
    }
}
