package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.Asks.Head;
import dev.steward.cadence.SessionPlan.Around;
import dev.steward.cadence.SessionPlan.Step;
import dev.steward.cadence.WrittenCard.State;
import dev.steward.cadence.WrittenCard.Written;
import dev.steward.slack.Message;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Reads what a written session's card shows, for a fixed number of queries. */
@Component
class WrittenLook implements SessionLook {
    /** More answers than a card has room for. */
    private static final int MOST = 40;

    private final Asks asks;
    private final Sessions sessions;
    private final Members members;
    private final Rosters rosters;
    private final Clock clock;

    WrittenLook(Asks asks, Sessions sessions, Members members, Rosters rosters, Clock clock) {
        this.asks = asks;
        this.sessions = sessions;
        this.members = members;
        this.rosters = rosters;
        this.clock = clock;
    }

    @Override
    public boolean written() {
        return true;
    }

    @Override
    public Message of(Cadence cadence, Session session) {
        WorkspaceId workspace = session.facts().workspace();
        List<Head> heads = asks.heads(workspace, session.facts().id());
        Set<UserId> answered = heads.stream().map(Head::user).collect(Collectors.toSet());
        Map<UserId, Member> known = members.find(workspace, answered);
        List<Written> first = asks.answered(workspace, session.facts().id(), MOST).stream()
                .map(ask -> written(ask, session, known)).toList();
        int toCome = 0;
        Instant closes = null;
        if (session.state() == SessionState.RUNNING) {
            Around around = rosters.around(cadence, session, clock.instant());
            toCome = SessionPlan.toCome(session, around).size();
            closes = SessionPlan.steps(session, around).stream().filter(step -> step.step() == Step.CLOSE)
                    .map(SessionPlan.Next::at).findFirst().orElse(null);
        }
        return WrittenCard.of(new State(cadence, session, Turnout.of(session, answered), toCome, closes,
                instead(session), first, heads.stream().skip(MOST).map(head -> name(known, head.user())).toList()));
    }

    private @Nullable Instant instead(Session session) {
        return session.movedTo() == null
                ? null
                : sessions.find(session.facts().workspace(), session.movedTo()).map(Session::startsAt).orElse(null);
    }

    static Written written(Ask ask, Session session, Map<UserId, Member> known) {
        return new Written(name(known, ask.user()), ask.user().value(), after(ask, session), ask.given());
    }

    private static String after(Ask ask, Session session) {
        Instant ended = session.endedAt();
        Instant changed = ask.changedAt();
        return ask.late()
                ? "added later"
                : session.state() == SessionState.CLOSED && ended != null && changed != null && changed.isAfter(ended)
                        ? "changed later"
                        : "";
    }

    private static String name(Map<UserId, Member> known, UserId user) {
        Member member = known.get(user);
        return member == null ? "Somebody" : member.name();
    }
}
