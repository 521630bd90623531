package dev.steward.cadence;

import java.util.List;
import java.util.Optional;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;

/** What people press and type to answer in writing, and to read what others answered. Whose answer it is is known from the signed press. */
@Component
@Order(40)
class AskActions implements SlackFeature, CadenceWords {
    private final AnswerQuestions answers;
    private final ReadAnswers read;
    private final CadenceLookup lookup;
    private final Members members;

    AskActions(AnswerQuestions answers, ReadAnswers read, CadenceLookup lookup, Members members) {
        this.answers = answers;
        this.read = read;
        this.lookup = lookup;
        this.members = members;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("answer REV-3", "Answer a written review"));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return word.equals("answer") ? Optional.of(answer(request.actor(), rest)) : Optional.empty();
    }

    private Reply answer(Actor actor, String rest) {
        Optional<Reference> reference = Reference.parse(rest);
        if (reference.isEmpty()) {
            return Reply.says("Say which one, as in `/cadence answer REV-3`.");
        }
        Optional<Cadence> cadence = lookup.find(actor, reference.get());
        if (cadence.isEmpty()) {
            return Reply.says("There is no " + reference.get() + " here.");
        }
        if (!cadence.get().rules().written()) {
            return Reply.says(CadenceLine.name(cadence.get()) + " is a meeting: nobody is asked in writing.");
        }
        return answers.which(actor, cadence.get()).map(session -> {
            try {
                return Reply.opens(answers.form(actor, session.facts().id()));
            } catch (Refused refused) {
                return Reply.says(refused.sentence());
            }
        }).orElseGet(() -> Reply.says(CadenceLine.name(cadence.get())
                + " has not asked anybody yet. You will be asked in your direct messages when it is time."));
    }

    @Override
    public List<Route> routes() {
        return List.of(AskCard.ANSWER.route(Access.MEMBERS, this::pressed),
                ReadAnswers.READ.route(Access.MEMBERS, this::read),
                new Route.Submission(AskForm.CALLBACK, Access.MEMBERS, this::sent));
    }

    private Reply pressed(ActionRequest press, SessionId session) {
        try {
            return Reply.opens(answers.form(press.actor(), session));
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
    }

    /** What was typed stays in the form when it is refused. */
    private Reply sent(SubmissionRequest sent) {
        Optional<AskForm.Sent> form = AskForm.read(sent);
        if (form.isEmpty() || form.get().questions().isEmpty()) {
            return Reply.refuses(AskForm.field(0), ChangeSession.NONE);
        }
        try {
            answers.answer(sent.actor(), form.get());
            return Reply.done();
        } catch (Refused refused) {
            String sentence = PlainWords.of(refused.sentence(),
                    user -> members.find(sent.actor().workspace(), user));
            return Reply.refuses(AskForm.field(firstTyped(form.get())), sentence + kept(form.get()));
        }
    }

    private static int firstTyped(AskForm.Sent form) {
        for (int i = 0; i < form.typed().size(); i++) {
            if (!form.typed().get(i).isBlank()) {
                return i;
            }
        }
        return 0;
    }

    private static String kept(AskForm.Sent form) {
        return form.typed().stream().allMatch(String::isBlank)
                ? ""
                : " What you wrote is still here, to be copied.";
    }

    private Reply read(ActionRequest press, ReadAnswers.Page page) {
        return read.of(press.actor(), page)
                .map(view -> press.view() == null ? Reply.opens(view) : new Reply.Updates(view))
                .orElseGet(() -> press.view() == null
                        ? Reply.says(ChangeSession.NONE)
                        : new Reply.Updates(Modals.says("Answers", ChangeSession.NONE)));
    }
}
