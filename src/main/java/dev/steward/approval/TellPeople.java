package dev.steward.approval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.delivery.Cards;
import dev.steward.workspace.UserId;

/** Says what happened to whom it concerns: the cards show how a request stands, notices say what needs somebody's attention. */
@Component
class TellPeople {
    /** The card in the requester's channel. */
    static final String CARD = "approval";
    /** The card in an approver's direct messages. */
    static final String ASK = "approval.ask";

    private final Requests requests;
    private final Cards cards;

    TellPeople(Requests requests, Cards cards) {
        this.requests = requests;
        this.cards = cards;
    }

    void opened(ApprovalRequest request) {
        Facts facts = request.facts();
        if (facts.channel() != null) {
            cards.show(facts.workspace(), CARD, facts.id().value(), facts.channel());
        }
    }

    /** Every copy of every card is brought up to date. */
    void changed(ApprovalRequest request) {
        Facts facts = request.facts();
        cards.changed(facts.workspace(), CARD, facts.id().value());
        requests.asks(facts.workspace(), facts.id()).values()
                .forEach(ask -> cards.changed(facts.workspace(), ASK, ask));
    }

    void tell(ApprovalRequest request, List<Happening> happenings) {
        Map<UserId, UUID> wanted = new HashMap<>();
        for (Happening happening : happenings) {
            switch (happening.kind()) {
                case ASKED, DELEGATED, HANDED_OVER, BLOCKED, CLIMBED -> happening.to()
                        .forEach(person -> wanted.put(person, UuidCreator.getTimeOrderedEpoch()));
                default -> {
                    // the cards show it
                }
            }
        }
        if (!wanted.isEmpty()) {
            Facts facts = request.facts();
            Map<UUID, UserId> shown = new HashMap<>();
            requests.asks(facts.workspace(), facts.id(), wanted).forEach((person, ask) -> {
                if (wanted.containsKey(person)) {
                    shown.put(ask, person);
                }
            });
            cards.showTo(facts.workspace(), ASK, shown);
        }
    }
}
