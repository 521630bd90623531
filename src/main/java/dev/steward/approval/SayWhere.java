package dev.steward.approval;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.delivery.CardPosted;
import dev.steward.delivery.Notices;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;

/** Tells the requester that their question was put, with a link to its card as soon as that stands. */
@Component
class SayWhere {
    private static final String OCCASION = "asked";
    private static final int SHOWN = 200;

    private final Notices notices;
    private final Requests requests;

    SayWhere(Notices notices, Requests requests) {
        this.notices = notices;
        this.requests = requests;
    }

    /** In the transaction of the opening. */
    void opened(ApprovalRequest request) {
        if (request.facts().channel() == null) {
            say(request, "");
        }
    }

    @EventListener
    void posted(CardPosted card) {
        if (card.kind().equals(TellPeople.CARD)) {
            requests.find(card.workspace(), new RequestId(card.thing())).ifPresent(request -> say(request,
                    " " + (card.permalink() == null
                            ? "Its card is in " + card.channel().link() + "."
                            : "<" + card.permalink() + "|Its card> is in " + card.channel().link() + ".")));
        }
    }

    private void say(ApprovalRequest request, String card) {
        Facts facts = request.facts();
        String asked = Mrkdwn.escape(request.question().asked().replaceAll("\\s+", " "), SHOWN);
        String state = switch (request.state()) {
            case OPEN -> " waits for " + Phrases.people(request.waitingFor()) + ".";
            case APPROVED -> " is approved" + StateLine.byWhom(request) + ".";
            default -> " is " + request.state().word() + ".";
        };
        notices.say(facts.workspace(), facts.id().value(), OCCASION, new Notices.Recipient.Direct(facts.requester()),
                Message.of("*" + facts.reference() + "*" + state + card + "\n>" + asked));
    }
}
