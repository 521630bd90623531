package dev.steward.cadence;

import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Access;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;

/** Takes over a cadence whose owner left. */
@Component
class DepartureActions implements SlackFeature {
    private final WatchOwners owners;
    private final Cards cards;
    private final TransactionTemplate transaction;

    DepartureActions(WatchOwners owners, Cards cards, TransactionTemplate transaction) {
        this.owners = owners;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(DepartureCards.TAKE_OVER.route(Access.MEMBERS, this::takeOver));
    }

    private Reply takeOver(ActionRequest press, UUID departure) {
        try {
            owners.takeOver(press.actor(), departure);
            return Reply.done();
        } catch (Refused refused) {
            // a button that cannot be pressed any more may stand on a card that missed something
            transaction.executeWithoutResult(
                    status -> cards.changed(press.actor().workspace(), DepartureCards.NAME, departure));
            return Reply.says(press, refused.sentence());
        }
    }
}
