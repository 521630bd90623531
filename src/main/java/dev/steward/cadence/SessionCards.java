package dev.steward.cadence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The one live card of a session in its cadence's channel. */
@Component
class SessionCards implements CardKind {
    static final String NAME = "cadence.session";

    private final Cadences cadences;
    private final Sessions sessions;
    private final List<SessionLook> looks;

    SessionCards(Cadences cadences, Sessions sessions, List<SessionLook> looks) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.looks = looks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return sessions.find(workspace, new SessionId(thing))
                .flatMap(session -> cadences.find(workspace, session.facts().cadence())
                        .flatMap(cadence -> looks.stream()
                                .filter(look -> look.written() == session.facts().written())
                                .findFirst().map(look -> look.of(cadence, session))));
    }
}
