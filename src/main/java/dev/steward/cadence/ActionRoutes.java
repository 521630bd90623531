package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import com.slack.api.model.view.View;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/**
 * What people press and send about actions. A button says which session or action it is about, and no more: who presses it is known from
 * the signed request, and what they may from the rows as they are now.
 */
@Component
@Order(30)
class ActionRoutes implements SlackFeature {
    static final String ADD = "cadence.action.add";
    static final String LIST = "cadence.action.list";
    static final String DONE = "cadence.action.done";
    static final String POSTPONE = "cadence.action.postpone";
    static final String HAND_OVER = "cadence.action.hand-over";
    static final String DROP = "cadence.action.drop";
    static final String REOPEN = "cadence.action.reopen";

    private final ActionLists lists;
    private final Actions actions;
    private final ChangeAction changes;
    private final OfferNote offer;
    private final Members members;
    private final Clock clock;

    ActionRoutes(ActionLists lists, Actions actions, ChangeAction changes, OfferNote offer, Members members,
            Clock clock) {
        this.lists = lists;
        this.actions = actions;
        this.changes = changes;
        this.offer = offer;
        this.members = members;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(ADD, Access.MEMBERS, this::add),
                new Route.Action(LIST, Access.MEMBERS, this::open),
                new Route.Action(DONE, Access.MEMBERS,
                        press -> change(press, action -> changes.done(press.actor(), action))),
                new Route.Action(REOPEN, Access.MEMBERS,
                        press -> change(press, action -> changes.reopen(press.actor(), action))),
                new Route.Action(POSTPONE, Access.MEMBERS, press -> ask(press, ActionForm.Asks.WHEN)),
                new Route.Action(HAND_OVER, Access.MEMBERS, press -> ask(press, ActionForm.Asks.WHO)),
                new Route.Action(DROP, Access.MEMBERS, press -> ask(press, ActionForm.Asks.WHY)),
                new Route.Submission(ActionForm.NOTE, Access.MEMBERS, this::noted),
                new Route.Submission(ActionForm.CHANGE, Access.MEMBERS, this::asked));
    }

    private Reply add(ActionRequest press) {
        Optional<SessionId> session = Claims.id(press.value()).map(SessionId::new);
        if (press.actor().outsider() || session.isEmpty()) {
            return Reply.says(press, press.actor().outsider() ? CadenceCommands.OUTSIDER : ChangeSession.NONE);
        }
        return changes.refusal(press.actor(), session.get()).map(why -> Reply.says(press, why))
                .or(() -> offer.to(press.actor(), session.get()).map(Reply::opens))
                .orElseGet(() -> Reply.says(press, ChangeSession.NONE));
    }

    private Reply noted(SubmissionRequest sent) {
        if (sent.actor().outsider()) {
            return Reply.refuses(ActionForm.WHAT, CadenceCommands.OUTSIDER);
        }
        return switch (ActionForm.noted(sent)) {
            case ActionForm.Noted.Invalid(var errors) -> new Reply.Refuses(errors);
            case ActionForm.Noted.Valid(var session, var said) -> {
                Map<String, String> mistakes = changes.mistakes(sent.actor().workspace(), said);
                if (!mistakes.isEmpty()) {
                    yield new Reply.Refuses(mistakes);
                }
                try {
                    changes.note(sent.actor(), sent.key(), session, said);
                    yield Reply.done();
                } catch (Refused refused) {
                    yield Reply.refuses(ActionForm.WHAT, plain(sent.actor(), refused));
                }
            }
        };
    }

    private Reply open(ActionRequest press) {
        if (press.actor().outsider()) {
            return Reply.says(press, CadenceCommands.OUTSIDER);
        }
        return Claims.id(press.value())
                .flatMap(id -> lists.view(press.actor(), new ActionsView.Which.From(new SessionId(id))))
                .map(Reply::opens).orElseGet(() -> Reply.says(press, ChangeSession.NONE));
    }

    private Reply change(ActionRequest press, Consumer<ActionId> change) {
        return on(press, id -> {
            try {
                change.accept(id);
            } catch (Refused refused) {
                return Reply.says(press, refused.sentence());
            }
            Optional<Reply> redrawn = listOf(press).flatMap(which -> lists.view(press.actor(), which))
                    .map(Reply.Updates::new);
            return redrawn.orElseGet(() -> press.actionId().contains(ActionCard.SAID)
                    ? Reply.says(now(press.actor(), id))
                    : Reply.done());
        });
    }

    private String now(Actor actor, ActionId id) {
        Instant now = clock.instant();
        return actions.find(actor.workspace(), id)
                .map(action -> (action.open() ? "☐ " : "✓ ") + ActionWords.named(action) + ": "
                        + ActionWords.fate(action, now))
                .orElse(ChangeAction.GONE);
    }

    private Reply ask(ActionRequest press, ActionForm.Asks asks) {
        return on(press, id -> {
            Optional<String> why = changes.refusal(press.actor(), id);
            Optional<Action> found = actions.find(press.actor().workspace(), id);
            return why.isPresent() || found.isEmpty()
                    ? Reply.says(press, why.orElse(ChangeAction.GONE))
                    : Reply.opens(ActionForm.ask(asks, found.get(), listOf(press).orElse(null),
                            offer.later(found.get())));
        });
    }

    private Reply asked(SubmissionRequest sent) {
        Optional<ActionForm.Asked> read = ActionForm.asked(sent);
        if (read.isEmpty() || sent.actor().outsider()) {
            return Reply.refuses(ActionForm.FIELD,
                    sent.actor().outsider() ? CadenceCommands.OUTSIDER : ChangeAction.GONE);
        }
        ActionForm.Asked asked = read.get();
        String said = Optional.ofNullable(sent.values().value(ActionForm.FIELD)).orElse("");
        try {
            switch (asked.asks()) {
                case WHY -> changes.drop(sent.actor(), asked.action(), said);
                case WHO -> changes.handOver(sent.actor(), asked.action(), new UserId(said));
                case WHEN -> changes.postpone(sent.actor(), asked.action(),
                        ActionForm.day(sent.values(), ActionForm.FIELD)
                                .orElseThrow(() -> new Refused("Please choose a day.")));
            }
        } catch (Refused refused) {
            return Reply.refuses(ActionForm.FIELD, plain(sent.actor(), refused));
        }
        return Optional.ofNullable(asked.list()).flatMap(which -> lists.view(sent.actor(), which))
                .<Reply>map(Reply.Returns::new).orElseGet(Reply.ClosesAll::new);
    }

    private static Reply on(ActionRequest press, Function<ActionId, Reply> pressed) {
        if (press.actor().outsider()) {
            return Reply.says(press, CadenceCommands.OUTSIDER);
        }
        return ActionId.parse(press.value()).map(pressed).orElseGet(() -> Reply.says(press, ChangeAction.GONE));
    }

    /** Beside a field nobody's name is shown for a mention. */
    private String plain(Actor actor, Refused refused) {
        return PlainWords.of(refused.sentence(), id -> members.find(actor.workspace(), id));
    }

    /** Which list the button stands in; empty in a message. */
    private static Optional<ActionsView.Which> listOf(ActionRequest press) {
        View view = press.view();
        return view == null || !ActionsView.CALLBACK.equals(view.getCallbackId()) || view.getPrivateMetadata() == null
                ? Optional.empty()
                : ActionsView.Which.read(view.getPrivateMetadata());
    }
}
