package dev.steward.release;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Access;
import dev.steward.slack.Modals;
import dev.steward.slack.Quoted;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.WorkspaceId;

/** What is pressed on a question's card. */
@Component
class QuestionActions implements SlackFeature {
    private static final String FORM = "release.question.words";
    private static final int LONGEST = 3_000;
    private static final String GONE = "There is no such question here any more.";

    private final Questions questions;
    private final Releases releases;
    private final SettleQuestion settle;
    private final Cards cards;
    private final TransactionTemplate transaction;

    QuestionActions(Questions questions, Releases releases, SettleQuestion settle, Cards cards,
            TransactionTemplate transaction) {
        this.questions = questions;
        this.releases = releases;
        this.settle = settle;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(QuestionWords.ANSWER.route(Access.MEMBERS, this::answer),
                QuestionWords.ELSEWHERE.route(Access.MEMBERS, this::elsewhere),
                new Route.Submission(FORM, Access.MEMBERS, this::answered));
    }

    private Reply answer(ActionRequest press, QuestionId id) {
        Optional<Question> found = questions.find(press.actor().workspace(), id);
        Optional<Release> about = found.flatMap(one -> releases.find(press.actor().workspace(), one.release()));
        if (found.isEmpty() || about.isEmpty()) {
            return Reply.says(press, GONE);
        }
        Question question = found.get();
        try {
            question.mayAnswer(press.actor().user(), press.actor().role(), about.get());
            question.elsewhere(press.actor().user(), question.asked().at());
        } catch (Refused refused) {
            return refused(press, question.id(), refused);
        }
        return Reply.opens(SmallForm.of(new SmallForm.Ask(FORM, "Answer", "Answer", "Your answer",
                "It is posted in the thread under the announcement, for everybody there, and mentions who asked.",
                LONGEST, IdCodecs.QUESTION.encode(question.id())),
                List.of(TextBlocks.section("release.question.what", "*" + about.get().facts().reference() + "*: "
                        + question.asked().by().mention() + " asks in " + question.asked().channel().link() + ":\n"
                        + Quoted.block(question.asked().words(), 2_000)))));
    }

    private Reply elsewhere(ActionRequest press, QuestionId id) {
        try {
            settle.settle(press.actor(), id, (question, at) -> question.elsewhere(press.actor().user(), at));
            return Reply.done();
        } catch (Refused refused) {
            return refused(press, id, refused);
        }
    }

    private Reply answered(SubmissionRequest sent) {
        String words = SmallForm.words(sent, FORM);
        Optional<QuestionId> id = IdCodecs.QUESTION.read(sent.privateMetadata());
        if (id.isEmpty()) {
            return Reply.refuses(FORM, GONE);
        }
        if (words.isEmpty()) {
            return Reply.refuses(FORM, "Please write a few words.");
        }
        try {
            settle.settle(sent.actor(), id.get(), (question, at) -> question.answered(sent.actor().user(), words, at));
            return Reply.done();
        } catch (Refused refused) {
            touch(sent.actor().workspace(), id.get());
            return new Reply.Updates(Modals.shows("Answer", List.of(
                    TextBlocks.section("release.question.why", refused.sentence()),
                    TextBlocks.section("release.question.typed", "You wrote:\n" + Quoted.block(words, 2_300)))));
        }
    }

    private Reply refused(ActionRequest press, QuestionId question, Refused refused) {
        touch(press.actor().workspace(), question);
        return Reply.says(press, refused.sentence());
    }

    /** A button that cannot be pressed any more may stand on a card that missed something. */
    private void touch(WorkspaceId workspace, QuestionId question) {
        transaction.executeWithoutResult(status -> cards.changed(workspace, QuestionCards.NAME, question.value()));
    }
}
