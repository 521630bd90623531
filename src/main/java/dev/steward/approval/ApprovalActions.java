package dev.steward.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/**
 * What people press on a request's cards. A button says which request it is about, and no more: who presses it is known from the signed
 * request, and what they may from the request as it is now.
 */
@Component
class ApprovalActions implements SlackFeature {
    static final String APPROVE = "approval.approve";
    static final String CHANGES = "approval.changes";
    static final String BLOCK = "approval.block";
    static final String DELEGATE = "approval.delegate";
    static final String ASK = "approval.ask";
    static final String ANSWER = "approval.answer";
    static final String OVERRULE = "approval.overrule";
    static final String UPHOLD = "approval.uphold";
    static final String MORE = "approval.more";
    static final String COMMENT_CHOSEN = "comment";
    static final String DETAILS_CHOSEN = "details";
    static final String REMIND = "approval.remind";
    static final String WITHDRAW = "approval.withdraw";
    static final String REOPEN = "approval.reopen";
    static final String DETAILS = "approval.details";
    /** Opens the form in which a request is changed. */
    static final String CHANGE = "approval.change";

    static final String OUTSIDER = "People of other organisations cannot answer requests.";
    private static final String GONE = "There is no such request here any more.";
    private static final String CHOOSE = "Choose somebody.";
    private static final String SAY = "Please write a few words.";

    private final Requests requests;
    private final ChangeRequest changes;
    private final ShowRequests show;
    private final TellPeople tell;
    private final Policies policies;
    private final Members members;

    ApprovalActions(Requests requests, ChangeRequest changes, ShowRequests show, TellPeople tell, Policies policies,
            Members members) {
        this.requests = requests;
        this.changes = changes;
        this.show = show;
        this.tell = tell;
        this.policies = policies;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(APPROVE, Access.MEMBERS, press -> on(press, this::approve)),
                new Route.Action(CHANGES, Access.MEMBERS, press -> on(press, words(Verb.CHANGES))),
                new Route.Action(BLOCK, Access.MEMBERS, press -> on(press, words(Verb.BLOCK))),
                new Route.Action(DELEGATE, Access.MEMBERS, press -> on(press, words(Verb.DELEGATE))),
                new Route.Action(ASK, Access.MEMBERS, press -> on(press, words(Verb.QUESTION))),
                new Route.Action(ANSWER, Access.MEMBERS, press -> on(press, words(Verb.ANSWER))),
                new Route.Action(OVERRULE, Access.MEMBERS, press -> on(press, words(Verb.OVERRULE))),
                new Route.Action(UPHOLD, Access.MEMBERS, press -> on(press, words(Verb.UPHOLD))),
                new Route.Action(WITHDRAW, Access.MEMBERS, press -> on(press, words(Verb.WITHDRAW))),
                new Route.Action(REOPEN, Access.MEMBERS, press -> on(press, words(Verb.REOPEN))),
                new Route.Action(MORE, Access.MEMBERS, this::more),
                new Route.Action(REMIND, Access.MEMBERS, press -> on(press, this::remind)),
                new Route.Action(DETAILS, Access.MEMBERS, press -> on(press, this::details)),
                new Route.Submission(ReasonForm.CALLBACK, Access.MEMBERS, this::said));
    }

    /**
     * What a button says it is about.
     *
     * @param number of a question; 0 for none
     */
    record Claim(RequestId request, int number) {
        /** Empty for what no button of ours says. */
        static Optional<Claim> read(@Nullable String value) {
            if (value == null) {
                return Optional.empty();
            }
            String[] parts = value.strip().split(" ");
            try {
                return Optional.of(new Claim(new RequestId(UUID.fromString(parts[0])),
                        parts.length < 2 ? 0 : Integer.parseInt(parts[1])));
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }
    }

    static String claim(ApprovalRequest request) {
        return request.facts().id().toString();
    }

    static String claim(ApprovalRequest request, int number) {
        return number == 0 ? claim(request) : claim(request) + " " + number;
    }

    /** What a press does to a request that is there. */
    @FunctionalInterface
    private interface Pressed {
        Reply answer(ActionRequest press, ApprovalRequest request, int number);
    }

    private Reply on(ActionRequest press, Pressed pressed) {
        return on(press, press.value(), pressed);
    }

    private Reply on(ActionRequest press, @Nullable String value, Pressed pressed) {
        if (press.actor().outsider()) {
            return Reply.says(press, OUTSIDER);
        }
        Optional<Claim> claim = Claim.read(value);
        Optional<ApprovalRequest> request = claim
                .flatMap(claimed -> requests.find(press.actor().workspace(), claimed.request()));
        return claim.isEmpty() || request.isEmpty()
                ? Reply.says(press, GONE)
                : pressed.answer(press, request.get(), claim.get().number());
    }

    private Reply approve(ActionRequest press, ApprovalRequest request, int none) {
        return change(press, request, verb(press.actor(), Verb.COMMENT, 0, "", null)).orElseGet(Reply::done);
    }

    private Reply remind(ActionRequest press, ApprovalRequest request, int none) {
        return change(press, request, (now, roster, at) -> now.remind(press.actor().user(), at))
                .orElseGet(() -> Reply.says(press, "Reminded " + Phrases.people(request.waitingFor()) + "."));
    }

    private Reply details(ActionRequest press, ApprovalRequest request, int none) {
        return Reply.opens(DetailsView.of(show.of(request)));
    }

    private Reply more(ActionRequest press) {
        String[] chosen = press.value() == null ? new String[0] : press.value().split(" ", 2);
        if (chosen.length < 2) {
            return Reply.says(press, GONE);
        }
        return on(press, chosen[1], chosen[0].equals(COMMENT_CHOSEN) ? words(Verb.COMMENT) : this::details);
    }

    /** Opens the form for the words, unless they would be for nothing. */
    private Pressed words(Verb verb) {
        return (press, request, number) -> changes.refusal(request.facts().workspace(), request.facts().id(),
                trial(press.actor(), verb, number))
                .map(why -> refused(press, request, why))
                .orElseGet(() -> Reply.opens(ReasonForm.of(verb, request, number)));
    }

    /** Whether they may delegate is asked like whether they may ask: nobody is chosen yet. */
    private ChangeRequest.Change trial(Actor actor, Verb verb, int number) {
        return verb(actor, verb == Verb.DELEGATE ? Verb.QUESTION : verb, number, "?", null);
    }

    private Reply said(SubmissionRequest sent) {
        if (sent.actor().outsider()) {
            return Reply.refuses(ReasonForm.FIELD, OUTSIDER);
        }
        Optional<Said> read = ReasonForm.read(sent);
        if (read.isEmpty()) {
            return Reply.refuses(ReasonForm.FIELD, GONE);
        }
        Said said = read.get();
        if (said.verb() == Verb.DELEGATE && said.person() == null) {
            return Reply.refuses(ReasonForm.FIELD, CHOOSE);
        }
        if (said.verb() != Verb.DELEGATE && said.verb().required() && said.words().isEmpty()) {
            return Reply.refuses(ReasonForm.FIELD, SAY);
        }
        try {
            changes.change(sent.actor().workspace(), said.request(),
                    verb(sent.actor(), said.verb(), said.question(), said.words(), said.person()));
            return new Reply.ClosesAll();
        } catch (Refused refused) {
            return Reply.refuses(ReasonForm.FIELD, PlainWords.of(refused.sentence(),
                    id -> members.find(sent.actor().workspace(), id)));
        }
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
            request.reopen(actor.user(), actor.role().atLeast(Role.OPS), reason,
                    OpenRequest.terms(policies.current(actor.workspace()), request.terms().gate().name(),
                            request.question().scope()),
                    roster, now);
        } catch (OpenRequest.Unknown unknown) {
            throw new Refused(unknown.getMessage() + " Please ask anew, and say it in the form.");
        }
    }

    /** Empty when it was done. */
    private Optional<Reply> change(ActionRequest press, ApprovalRequest request, ChangeRequest.Change change) {
        try {
            changes.change(request.facts().workspace(), request.facts().id(), change);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused(press, request, refused.sentence()));
        }
    }

    /** A button that cannot be pressed any more may stand on a card that missed something. */
    private Reply refused(ActionRequest press, ApprovalRequest request, String why) {
        tell.changed(request);
        return Reply.says(press, why);
    }
}
