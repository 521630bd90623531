package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/**
 * Actions on a session's card: what is open of the cadence and how many were done since the last session, as long as it is ahead or
 * runs; then what it left.
 */
@Component
@Order(40)
class ActionLines implements SessionLines {
    /** More than a card has room for: it says itself how many there are beyond that. */
    private static final int MOST = 100;

    private final Sessions sessions;
    private final Actions actions;
    private final SessionActions left;
    private final Clock clock;

    ActionLines(Sessions sessions, Actions actions, SessionActions left, Clock clock) {
        this.sessions = sessions;
        this.actions = actions;
        this.left = left;
        this.clock = clock;
    }

    @Override
    public Optional<Part> of(Cadence cadence, Session session) {
        Part part = session.state().open() ? open(cadence, session) : new Part("Actions", left.lines(session));
        return part.lines().isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private Part open(Cadence cadence, Session session) {
        WorkspaceId workspace = cadence.facts().workspace();
        CadenceId id = cadence.facts().id();
        Instant now = clock.instant();
        List<String> lines = actions.open(workspace, id, MOST).stream().map(action -> ActionWords.line(action, now))
                .toList();
        int done = sessions.lastHeld(workspace, id, session.startsAt())
                .map(since -> actions.countDone(workspace, id, since)).orElse(0);
        String since = done + " done since last time";
        return done == 0
                ? new Part("Open actions", lines)
                : lines.isEmpty()
                        ? new Part("Actions", List.of("☑ " + since))
                        : new Part("Open actions, " + since, lines);
    }
}
