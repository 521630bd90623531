package dev.steward.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.ReasonForm.Said;
import dev.steward.policy.Policies;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Phrases;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/**
 * What people press on a request's cards. A button says which request it is about and how that was when it was shown; who presses it is
 * known from the signed request, and what they may from the request as it is now.
 */
@Component
class ApprovalActions implements SlackFeature {
    private static final String CHOOSE = "Choose somebody.";
    private static final String SAY = "Please write a few words.";

    private final RequestReaders readers;
    private final ChangeRequest changes;
    private final ShowRequests show;
    private final ShowAnew anew;
    private final TellPeople tell;
    private final Policies policies;
    private final Members members;

    ApprovalActions(RequestReaders readers, ChangeRequest changes, ShowRequests show, ShowAnew anew, TellPeople tell,
            Policies policies, Members members) {
        this.readers = readers;
        this.changes = changes;
        this.show = show;
        this.anew = anew;
        this.tell = tell;
        this.policies = policies;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(AskCard.APPROVE.route(Access.MEMBERS, this::approve),
                AskCard.CHANGES.route(Access.MEMBERS, on(words(Verb.CHANGES))),
                AskCard.BLOCK.route(Access.MEMBERS, on(words(Verb.BLOCK))),
                AskCard.DELEGATE.route(Access.MEMBERS, on(words(Verb.DELEGATE))),
                AskCard.ASK.route(Access.MEMBERS, on(words(Verb.QUESTION))),
                AskCard.OVERRULE.route(Access.MEMBERS, on(words(Verb.OVERRULE))),
                AskCard.UPHOLD.route(Access.MEMBERS, on(words(Verb.UPHOLD))),
                AskCard.MORE.route(Access.MEMBERS, (press, more) -> on(switch (more.chosen()) {
                    case COMMENT -> words(Verb.COMMENT);
                    case DETAILS -> this::details;
                }).apply(press, more.shown())), ApprovalCard.ANSWER.route(Access.MEMBERS, on(words(Verb.ANSWER))),
                ApprovalCard.WITHDRAW.route(Access.MEMBERS, on(words(Verb.WITHDRAW))),
                ApprovalCard.REMIND.route(Access.MEMBERS, this::remind),
                ApprovalCard.DETAILS.route(Access.MEMBERS, on(this::details)),
                DetailsView.REOPEN.route(Access.MEMBERS, on(words(Verb.REOPEN))),
                new Route.Submission(ReasonForm.CALLBACK, Access.MEMBERS, this::said));
    }

    /** What a press shows of a request that is there. */
    @FunctionalInterface
    private interface Pressed {
        Reply answer(ActionRequest press, AsShown shown, ApprovalRequest request);
    }

    private BiFunction<ActionRequest, AsShown, Reply> on(Pressed pressed) {
        return (press, shown) -> readers.find(press.actor(), shown.request())
                .map(request -> pressed.answer(press, shown, request))
                .orElseGet(() -> Reply.says(press, UnknownRequest.SENTENCE));
    }

    private Reply approve(ActionRequest press, AsShown shown) {
        return change(press, shown, verb(press.actor(), Verb.COMMENT, 0, "", null), approved -> Reply.done());
    }

    private Reply remind(ActionRequest press, AsShown shown) {
        return change(press, shown, (request, roster, at) -> request.remind(press.actor().user(), at),
                reminded -> Reply.says(press, "Reminded " + Phrases.people(reminded.waitingFor()) + "."));
    }

    /** Shows it as it is now, whatever was shown before. */
    private Reply details(ActionRequest press, AsShown shown, ApprovalRequest request) {
        return Reply.opens(DetailsView.of(show.of(request), press.actor()));
    }

    /** Opens the form for the words, unless they would be for nothing. */
    private Pressed words(Verb verb) {
        return (press, shown, request) -> {
            Reply form = Reply.opens(ReasonForm.of(verb, request, shown.question()));
            return refusal(press.actor(), verb, shown, request).map(why -> refused(press, shown, why)).orElse(form);
        };
    }

    /**
     * Whether they may delegate is asked like whether they may ask: nobody is chosen yet.
     *
     * @param tried is not as it was afterwards
     */
    private Optional<Refused> refusal(Actor actor, Verb verb, AsShown shown, ApprovalRequest tried) {
        return changes.refusal(tried, shown.guards(actor.user(),
                verb(actor, verb == Verb.DELEGATE ? Verb.QUESTION : verb, shown.question(), "?", null)));
    }

    private Reply said(SubmissionRequest sent) {
        Optional<Said> read = ReasonForm.read(sent);
        if (read.isEmpty()) {
            return Reply.refuses(ReasonForm.FIELD, UnknownRequest.SENTENCE);
        }
        Said said = read.get();
        if (said.verb() == Verb.DELEGATE && said.person() == null) {
            return Reply.refuses(ReasonForm.FIELD, CHOOSE);
        }
        if (said.verb() != Verb.DELEGATE && said.verb().required() && said.words().isEmpty()) {
            return Reply.refuses(ReasonForm.FIELD, SAY);
        }
        Actor actor = sent.actor();
        try {
            changes.change(actor, said.shown().request(), said.shown().guards(actor.user(),
                    verb(actor, said.verb(), said.shown().question(), said.words(), said.person())));
            return new Reply.ClosesAll();
        } catch (Outdated outdated) {
            return again(actor, said, outdated);
        } catch (Refused refused) {
            return refused(actor, refused);
        }
    }

    /** The form for the request as it is now, with all that was typed, where it can still be sent. */
    private Reply again(Actor actor, Said said, Outdated outdated) {
        ApprovalRequest now = outdated.now();
        tell.changed(now);
        Reply form = new Reply.Updates(ReasonForm.again(said, now, anew.notice(outdated)));
        return refusal(actor, said.verb(), AsShown.of(now, said.shown().question()), now)
                .map(why -> refused(actor, why)).orElse(form);
    }

    /** Beside a field Slack shows plain text. */
    private Reply refused(Actor actor, Refused refused) {
        return Reply.refuses(ReasonForm.FIELD,
                PlainWords.of(refused.sentence(), id -> members.find(actor.workspace(), id)));
    }

    private ChangeRequest.Change verb(Actor actor, Verb verb, int number, String words, @Nullable UserId person) {
        UserId by = actor.user();
        String reason = words.isEmpty() ? null : words;
        return switch (verb) {
            case COMMENT -> (request, roster, now) -> request.approve(by, reason, roster, now);
            case CHANGES -> (request, roster, now) -> request.requestChanges(by, words, roster, now);
            case BLOCK -> (request, roster, now) -> request.block(by, words, roster, now);
            case QUESTION -> (request, roster, now) -> request.ask(by, words, roster, now);
            case ANSWER -> (request, roster, now) -> request.answer(by, number, words, now);
            case OVERRULE -> (request, roster, now) -> request.rule(by, false, words, roster, now);
            case UPHOLD -> (request, roster, now) -> request.rule(by, true, words, roster, now);
            case WITHDRAW -> (request, roster, now) -> request.withdraw(by, reason, now);
            case REOPEN -> (request, roster, now) -> reopen(request, actor, words, roster, now);
            case DELEGATE -> (request, roster, now) -> request.delegate(by, person == null ? by : person, roster, now);
        };
    }

    private void reopen(ApprovalRequest request, Actor actor, String reason, Roster roster, Instant now) {
        try {
            request.reopen(actor.user(), Access.OPS.admits(actor.role()), reason,
                    OpenRequest.terms(policies.current(actor.workspace()), request.terms().gate().name(),
                            request.question().scope()),
                    roster, now);
        } catch (OpenRequest.Unknown unknown) {
            throw new Refused(unknown.getMessage() + " Please ask anew, and say it in the form.");
        }
    }

    private Reply change(ActionRequest press, AsShown shown, ChangeRequest.Change change,
            Function<ApprovalRequest, Reply> done) {
        try {
            return done.apply(changes.change(press.actor(), shown.request(),
                    shown.guards(press.actor().user(), change)));
        } catch (Refused refused) {
            return refused(press, shown, refused);
        }
    }

    /** A button that cannot be pressed any more may stand on a card that missed something. */
    private Reply refused(ActionRequest press, AsShown shown, Refused why) {
        if (why instanceof Outdated outdated) {
            return anew.answer(press, outdated);
        }
        if (!(why instanceof UnknownRequest)) {
            tell.changed(press.actor().workspace(), shown.request());
        }
        return Reply.says(press, why.sentence());
    }
}
