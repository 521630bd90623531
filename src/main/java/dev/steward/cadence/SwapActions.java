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

/** What people press where somebody else is to facilitate a session. */
@Component
class SwapActions implements SlackFeature {
    private final SwapFacilitator swaps;
    private final SessionPress presses;
    private final Members members;
    private final Cards cards;
    private final TransactionTemplate transaction;

    SwapActions(SwapFacilitator swaps, SessionPress presses, Members members, Cards cards,
            TransactionTemplate transaction) {
        this.swaps = swaps;
        this.presses = presses;
        this.members = members;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                SwapWords.SWAP.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.id(), on -> {
                    SwapFacilitator.requireAhead(on.session());
                    return form(press.actor(), on.cadence(), on.session());
                })), SwapWords.TAKE.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.id(), on -> {
                    swaps.takeOpen(press.actor(), shown);
                    return Reply.says(press, "You facilitate it. Thank you!");
                })), SwapCards.AGREE.route(Access.MEMBERS, (press, swap) -> answer(press, swap, true)),
                SwapCards.DECLINE.route(Access.MEMBERS, (press, swap) -> answer(press, swap, false)),
                new Route.Submission(SwapForm.CALLBACK, Access.MEMBERS, this::sent));
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

    private Reply answer(ActionRequest press, SwapId swap, boolean yes) {
        try {
            if (yes) {
                swaps.agree(press.actor(), swap);
            } else {
                swaps.decline(press.actor(), swap);
            }
            return Reply.done();
        } catch (Refused refused) {
            // a button that cannot be pressed any more may stand on a card that missed something
            transaction.executeWithoutResult(
                    status -> cards.changed(press.actor().workspace(), SwapCards.NAME, swap.value()));
            return Reply.says(press, refused.sentence());
        }
    }

    private Reply sent(SubmissionRequest sent) {
        Optional<Sent> read = SwapForm.read(sent);
        if (read.flatMap(form -> presses.find(sent.actor(), form.session().id())).isEmpty()) {
            return new Reply.Updates(Modals.says("Swap facilitator", ChangeSession.NONE));
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
