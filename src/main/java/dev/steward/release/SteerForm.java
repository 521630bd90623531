package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.view.View;

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

    /** What was sent: claims. @param said the reason, or the person's id; empty when nothing was */
    record Said(Verb verb, ReleaseId release, String said) {}

    static View view(Verb verb, Release release) {
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(verb.name() + " " + release.facts().id())
                .title(viewTitle(t -> t.type("plain_text").text(verb.title())))
                .submit(viewSubmit(s -> s.type("plain_text").text(verb.submit())))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(List.of(TextBlocks.section("release.steer.what", what(verb, release)),
                        input(field -> field.blockId(FIELD).label(plainText(verb.label()))
                                .hint(plainText(verb.hint()))
                                .element(verb == Verb.RETRACT
                                        ? plainTextInput(words -> words.actionId(FIELD).multiline(true)
                                                .maxLength(LONGEST)
                                                .placeholder(plainText("It lost rows of long ledgers.")))
                                        : usersSelect(people -> people.actionId(FIELD)
                                                .placeholder(plainText("Choose somebody")))))))
                .build();
    }

    private static String what(Verb verb, Release release) {
        return ReleaseCard.summary(release) + (verb == Verb.RETRACT
                ? "\nEvery copy will say that it does not hold any more, and open questions are closed."
                        + " This cannot be undone."
                : "");
    }

    /** Empty for what is none of this form. */
    static Optional<Said> read(SubmissionRequest sent) {
        String[] parts = sent.privateMetadata().split(" ");
        String said = sent.values().value(FIELD);
        try {
            return parts.length == 2
                    ? Optional.of(new Said(Verb.valueOf(parts[0]), new ReleaseId(UUID.fromString(parts[1])),
                            said == null ? "" : said.strip()))
                    : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
