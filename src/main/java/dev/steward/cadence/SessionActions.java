package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.springframework.stereotype.Component;

/** The actions that one session left, for its card and its summary. */
@Component
class SessionActions {
    private final Actions actions;
    private final Clock clock;

    SessionActions(Actions actions, Clock clock) {
        this.actions = actions;
        this.clock = clock;
    }

    /** In the order they were noted, whatever became of them; at most {@link ChangeAction#MOST_OF_SESSION}. */
    List<Action> of(Session session) {
        return actions.of(session.facts().workspace(), session.facts().id());
    }

    /** As {@link #of}, each as one line of mrkdwn with user text escaped. */
    List<String> lines(Session session) {
        Instant now = clock.instant();
        return of(session).stream().map(action -> ActionWords.line(action, now)).toList();
    }
}
