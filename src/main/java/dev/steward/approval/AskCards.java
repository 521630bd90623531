package dev.steward.approval;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The card in the direct messages of somebody who is asked. */
@Component
class AskCards implements CardKind {
    private final Requests requests;
    private final ShowRequests show;

    AskCards(Requests requests, ShowRequests show) {
        this.requests = requests;
        this.show = show;
    }

    @Override
    public String name() {
        return TellPeople.ASK;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return Optional.ofNullable(requests.asks(workspace, List.of(thing)).get(thing))
                .flatMap(ask -> requests.find(workspace, ask.request())
                        .map(request -> AskCard.of(show.of(request), ask.person())));
    }
}
