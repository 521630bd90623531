package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
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
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;

/** The small form that asks for one thing more: a reason, or a person. */
final class SteerForm {
    static final String CALLBACK = "release.steer";
    static final String FIELD = "release.steer.field";
    private static final int LONGEST = 1_500;

    private SteerForm() {}

    /** What it is asked for. */
    enum Verb {
        RETRACT, HAND_OVER, SECOND;

        String title() {
            return switch (this) {
                case RETRACT -> "Retract";
                case HAND_OVER -> "Hand over";
                case SECOND -> "A second person";
            };
        }

        String submit() {
            return switch (this) {
                case RETRACT -> "Retract it";
                case HAND_OVER -> "Hand over";
                case SECOND -> "Ask them";
            };
        }

        String label() {
            return switch (this) {
                case RETRACT -> "Why?";
                case HAND_OVER -> "Who answers for it from now on?";
                case SECOND -> "Who looks at it first?";
            };
        }

        String hint() {
            return switch (this) {
                case RETRACT -> "Everyone who sees it reads this, in place of what it said.";
                case HAND_OVER -> "They get its questions and its report, and may edit it.";
                case SECOND -> "They get a message with all of it. It goes out only once they agree.";
            };
        }
    }

    /** What it was opened for. */
    record About(Verb verb, ReleaseVersion shown) {
        static final Codec<About> CODEC = Codec.of(
                about -> List.of(about.verb(), about.shown().release(), about.shown().version()),
                in -> new About(Verb.valueOf(in.word()), new ReleaseVersion(new ReleaseId(in.id()), in.numberOr(0))));
    }

    /** What was sent: claims. @param said the reason, or the person's id; empty when nothing was */
    record Said(About about, String said) {}

    static View view(Verb verb, Release release) {
        return view(verb, release, null, "");
    }

    /**
     * @param notice on top, mrkdwn; null for none
     * @param typed  the reason, as far as it is there
     */
    static View view(Verb verb, Release release, @Nullable String notice, String typed) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (notice != null) {
            blocks.add(TextBlocks.section("release.steer.notice", notice));
        }
        blocks.add(TextBlocks.section("release.steer.what", what(verb, release)));
        blocks.add(input(field -> field.blockId(FIELD).label(plainText(verb.label())).hint(plainText(verb.hint()))
                .element(verb == Verb.RETRACT
                        ? plainTextInput(words -> words.actionId(FIELD).multiline(true).maxLength(LONGEST)
                                .initialValue(typed.isEmpty() ? null : typed)
                                .placeholder(plainText("It lost rows of long ledgers.")))
                        : usersSelect(people -> people.actionId(FIELD).placeholder(plainText("Choose somebody"))))));
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(About.CODEC.encode(new About(verb, ReleaseVersion.of(release))))
                .title(viewTitle(t -> t.type("plain_text").text(verb.title())))
                .submit(viewSubmit(s -> s.type("plain_text").text(verb.submit())))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    private static String what(Verb verb, Release release) {
        return ReleaseCard.summary(release) + (verb == Verb.RETRACT
                ? "\nEvery copy will say that it does not hold any more, and open questions are closed."
                        + " This cannot be undone."
                : "");
    }

    /** Empty for what is none of this form. */
    static Optional<Said> read(SubmissionRequest sent) {
        String said = sent.values().value(FIELD);
        return About.CODEC.read(sent.privateMetadata())
                .map(about -> new Said(about, said == null ? "" : said.strip()));
    }
}
