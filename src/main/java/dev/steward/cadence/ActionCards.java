package dev.steward.cadence;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The cards of actions. */
@Component
class ActionCards implements CardKind {
    static final String KIND = "cadence.action";

    private final Cadences cadences;
    private final Sessions sessions;
    private final Actions actions;
    private final SessionThread threads;
    private final Clock clock;

    ActionCards(Cadences cadences, Sessions sessions, Actions actions, SessionThread threads, Clock clock) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.actions = actions;
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return actions.find(workspace, new ActionId(thing))
                .flatMap(action -> sessions.find(workspace, action.facts().session())
                        .flatMap(session -> cadences.find(workspace, action.facts().cadence())
                                .map(cadence -> ActionCard.of(action, cadence, session,
                                        threads.link(workspace, session.facts().id()), clock.instant()))));
    }
}
