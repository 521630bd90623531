package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/** What people press and send about actions: what they may is asked of the rows as they are now. */
@Component
@Order(30)
class ActionRoutes implements SlackFeature {
    private final SessionPress presses;
    private final ActionLists lists;
    private final Actions actions;
    private final ChangeAction changes;
    private final OfferNote offer;
    private final Members members;
    private final Clock clock;

    ActionRoutes(SessionPress presses, ActionLists lists, Actions actions, ChangeAction changes, OfferNote offer,
            Members members,
            Clock clock) {
        this.presses = presses;
        this.lists = lists;
        this.actions = actions;
        this.changes = changes;
        this.offer = offer;
        this.members = members;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(MeetingButtons.NOTE.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.id(),
                on -> changes.refusal(press.actor(), on.id()).map(why -> Reply.says(press, why))
                        .orElseGet(() -> Reply.opens(offer.to(press.actor(), on))))),
                MeetingButtons.ACTIONS.route(Access.MEMBERS, (press, shown) -> lists
                        .view(press.actor(), new ActionsView.Which.From(shown.id()), null).map(Reply::opens)
                        .orElseGet(() -> Reply.says(press, ChangeSession.NONE))),
                changes(ActionCard.DONE, changes::done), changes(ActionCard.REOPEN, changes::reopen),
                asks(ActionCard.POSTPONE, ActionForm.Asks.WHEN), asks(ActionCard.HAND_OVER, ActionForm.Asks.WHO),
                asks(ActionCard.DROP, ActionForm.Asks.WHY),
                new Route.Submission(ActionForm.NOTE, Access.MEMBERS, this::noted),
                new Route.Submission(ActionForm.CHANGE, Access.MEMBERS, this::asked));
    }

    private Route changes(Press<ActionSnapshot> button, BiConsumer<Actor, ActionSnapshot> change) {
        return button.route(Access.MEMBERS, (press, shown) -> {
            try {
                change.accept(press.actor(), shown);
            } catch (Refused refused) {
                return refused(press, shown, refused);
            }
            Optional<Reply> redrawn = redrawn(press, null);
            return redrawn.orElseGet(() -> press.actionId().contains("#" + ActionCard.SAID)
                    ? Reply.says(now(press.actor(), shown.id()))
                    : Reply.done());
        });
    }

    private Route asks(Press<ActionSnapshot> button, ActionForm.Asks asks) {
        return button.route(Access.MEMBERS, (press, shown) -> {
            try {
                Action action = changes.requireChange(press.actor(), shown);
                return Reply.opens(
                        ActionForm.ask(asks, action, listOf(press).orElse(null), offer.later(action)));
            } catch (Refused refused) {
                return refused(press, shown, refused);
            }
        });
    }

    /** What has changed since comes along as it is now: in the list, on the card, or with its buttons in the answer. */
    private Reply refused(ActionRequest press, ActionSnapshot shown, Refused refused) {
        if (!(refused instanceof Outdated)) {
            return Reply.says(press, refused.sentence());
        }
        changes.refresh(press.actor(), shown.id());
        return redrawn(press, refused.sentence()).orElseGet(() -> actions.find(press.actor().workspace(), shown.id())
                .filter(action -> press.view() == null && press.actionId().contains("#" + ActionCard.SAID))
                .map(action -> Reply.says(ActionCard.notice(action, refused.sentence() + "\n"
                        + now(press.actor(), shown.id()))))
                .orElseGet(() -> Reply.says(press, refused.sentence())));
    }

    private Optional<Reply> redrawn(ActionRequest press, @Nullable String said) {
        return listOf(press).flatMap(which -> lists.view(press.actor(), which, said)).map(Reply.Updates::new);
    }

    private Reply noted(SubmissionRequest sent) {
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

    private String now(Actor actor, ActionId id) {
        Instant now = clock.instant();
        return actions.find(actor.workspace(), id)
                .map(action -> (action.open() ? "☐ " : "✓ ") + ActionWords.named(action) + ": "
                        + ActionWords.fate(action, now))
                .orElse(ChangeAction.GONE);
    }

    private Reply asked(SubmissionRequest sent) {
        Optional<ActionForm.Asked> read = ActionForm.asked(sent);
        if (read.isEmpty()) {
            return Reply.refuses(ActionForm.FIELD, ChangeAction.GONE);
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
        return Optional.ofNullable(asked.list()).flatMap(which -> lists.view(sent.actor(), which, null))
                .<Reply>map(Reply.Returns::new).orElseGet(Reply.ClosesAll::new);
    }

    /** Beside a field nobody's name is shown for a mention. */
    private String plain(Actor actor, Refused refused) {
        return PlainWords.of(refused.sentence(), id -> members.find(actor.workspace(), id));
    }

    /** Which list the button stands in; empty in a message. */
    private static Optional<ActionsView.Which> listOf(ActionRequest press) {
        View view = press.view();
        return view == null || !ActionsView.CALLBACK.equals(view.getCallbackId())
                ? Optional.empty()
                : ActionsView.Which.CODEC.read(view.getPrivateMetadata());
    }
}
