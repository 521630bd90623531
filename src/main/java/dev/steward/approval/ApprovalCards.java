package dev.steward.approval;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The card where a request was asked. */
@Component
class ApprovalCards implements CardKind {
    private final Requests requests;
    private final ShowRequests show;

    ApprovalCards(Requests requests, ShowRequests show) {
        this.requests = requests;
        this.show = show;
    }

    @Override
    public String name() {
        return TellPeople.CARD;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return requests.find(workspace, new RequestId(thing)).map(show::of).map(ApprovalCard::of);
    }
}
