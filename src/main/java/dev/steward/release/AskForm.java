package dev.steward.release;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;

import dev.steward.release.AskOwner.Place;
import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** Where a reader writes a question. */
final class AskForm {
    static final String CALLBACK = "release.reader.question";
    static final String FIELD = CALLBACK;

    private AskForm() {}

    /** @param asked whom the question is put to; empty where nobody answers for the release any more */
    static View of(Release release, Place place, List<UserId> asked) {
        return SmallForm.of(new SmallForm.Ask(CALLBACK, "Ask", "Ask", "What do you want to know?",
                "It is posted under this announcement, and so is the answer. It mentions you.", Question.LONGEST,
                Place.CODEC.encode(place)),
                List.of(TextBlocks.section("release.reader.what", ReleaseCard.summary(release) + "\n"
                        + (asked.isEmpty()
                                ? "Nobody answers for it any more, so an answer may take long."
                                : Phrases.people(asked) + (asked.size() == 1 ? " gets" : " get")
                                        + " your question."))));
    }

    /** Empty when it is not this form. */
    static Optional<Place> place(SubmissionRequest sent) {
        return Place.CODEC.read(sent.privateMetadata());
    }

    static String words(SubmissionRequest sent) {
        return SmallForm.words(sent, FIELD);
    }

    /** It could not be asked; what was typed is there to be taken. */
    static View notAsked(String why, String words) {
        return Modals.shows("Ask", List.of(TextBlocks.section("release.reader.why", why),
                TextBlocks.section("release.reader.words", "You wrote:\n" + Quoted.block(words, Question.LONGEST))));
    }
}
