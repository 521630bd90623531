package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.cadence.SwapForm.Mode;
import dev.steward.cadence.SwapForm.Sent;
import dev.steward.delivery.Cards;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
import dev.steward.slack.Modals;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/** What people press where somebody else is to facilitate a session. A button says which session, or which question, and no more. */
@Component
class SwapActions implements SlackFeature {
    private final SwapFacilitator swaps;
    private final Sessions sessions;
    private final Cadences cadences;
    private final Members members;
    private final Cards cards;
    private final TransactionTemplate transaction;

    SwapActions(SwapFacilitator swaps, Sessions sessions, Cadences cadences, Members members, Cards cards,
            TransactionTemplate transaction) {
        this.swaps = swaps;
        this.sessions = sessions;
        this.cadences = cadences;
        this.members = members;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(SwapWords.SWAP, Access.MEMBERS, press -> on(press, this::form)),
                new Route.Action(SwapWords.TAKE, Access.MEMBERS,
                        press -> on(press, (actor, cadence, session) -> take(press, session))),
                new Route.Action(SwapCards.AGREE, Access.MEMBERS, press -> answer(press, true)),
                new Route.Action(SwapCards.DECLINE, Access.MEMBERS, press -> answer(press, false)),
                new Route.Submission(SwapForm.CALLBACK, Access.MEMBERS, this::sent));
    }

    private Reply on(ActionRequest press, Pressed pressed) {
        Actor actor = press.actor();
        if (actor.outsider()) {
            return Reply.says(press, CadenceCommands.OUTSIDER);
        }
        Optional<Session> session = Claims.id(press.value())
                .flatMap(id -> sessions.find(actor.workspace(), new SessionId(id)));
        Optional<Cadence> cadence = session.flatMap(one -> cadences.find(actor.workspace(), one.facts().cadence()));
        if (session.isEmpty() || cadence.isEmpty()) {
            return Reply.says(press, ChangeSession.NONE);
        }
        Optional<String> refusal = SwapFacilitator.refusal(session.get());
        return refusal.map(why -> Reply.says(press, why))
                .orElseGet(() -> pressed.by(actor, cadence.get(), session.get()));
    }

    private interface Pressed {
        Reply by(Actor actor, Cadence cadence, Session session);
    }

    private Reply form(Actor actor, Cadence cadence, Session session) {
        List<Mode> may = new ArrayList<>();
        if (actor.user().equals(session.facilitator())) {
            may.add(Mode.ASK);
        }
        if (cadence.mayChange(actor.user(), actor.role())) {
            may.add(Mode.SET);
        }
        if (may.isEmpty()) {
            return swaps.could(cadence, actor.user())
                    ? Reply.opens(SwapForm.of(List.of(Mode.TAKE), cadence, session, List.of()))
                    : Reply.says("Only those who take part can do that.");
        }
        List<Member> whom = members(actor, swaps.able(cadence, session));
        return whom.isEmpty()
                ? Reply.says("Nobody else who takes part is there then.")
                : Reply.opens(SwapForm.of(may, cadence, session, whom));
    }

    private List<Member> members(Actor actor, List<UserId> people) {
        Map<UserId, Member> known = members.find(actor.workspace(), people);
        return people.stream().map(known::get).flatMap(Stream::ofNullable).toList();
    }

    private Reply take(ActionRequest press, Session session) {
        try {
            swaps.take(press.actor(), session.facts().id());
            return Reply.says(press, "You facilitate it. Thank you!");
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
    }

    private Reply answer(ActionRequest press, boolean yes) {
        Optional<SwapId> swap = Claims.id(press.value()).map(SwapId::new);
        if (press.actor().outsider() || swap.isEmpty()) {
            return Reply.says(press, press.actor().outsider() ? CadenceCommands.OUTSIDER : SwapFacilitator.GONE);
        }
        try {
            if (yes) {
                swaps.agree(press.actor(), swap.get());
            } else {
                swaps.decline(press.actor(), swap.get());
            }
            return Reply.done();
        } catch (Refused refused) {
            // a button that cannot be pressed any more may stand on a card that missed something
            transaction.executeWithoutResult(
                    status -> cards.changed(press.actor().workspace(), SwapCards.NAME, swap.get().value()));
            return Reply.says(press, refused.sentence());
        }
    }

    private Reply sent(SubmissionRequest sent) {
        Optional<Sent> read = SwapForm.read(sent);
        if (read.isEmpty() || sent.actor().outsider()) {
            return Reply.refuses(SwapForm.WHO, sent.actor().outsider() ? CadenceCommands.OUTSIDER : ChangeSession.NONE);
        }
        Sent said = read.get();
        UserId who = said.who();
        try {
            if (said.mode() == Mode.TAKE) {
                swaps.take(sent.actor(), said.session());
            } else if (who == null) {
                return Reply.refuses(SwapForm.WHO, "Choose somebody.");
            } else if (said.mode() == Mode.ASK) {
                swaps.ask(sent.actor(), said.session(), who);
                return new Reply.Updates(Modals.says("Swap facilitator",
                        who.mention() + " is asked, and you are told what they say. Until then it stays as it is."));
            } else {
                swaps.set(sent.actor(), said.session(), who);
            }
            return Reply.done();
        } catch (Refused refused) {
            return said.mode() == Mode.TAKE
                    ? new Reply.Updates(Modals.says("Swap facilitator", refused.sentence()))
                    : Reply.refuses(SwapForm.WHO, PlainWords.of(refused.sentence(),
                            user -> members.find(sent.actor().workspace(), user)));
        }
    }
}
