package dev.steward.cadence;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Actor;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Answers a written session: whoever was asked, and whoever takes part and was not. While it runs, answers can be changed; when it is
 * closed they are accepted all the same, and marked.
 */
@Component
class AnswerQuestions {
    private static final String NOT_YOURS = "It is for those who take part.";

    private final Cadences cadences;
    private final Sessions sessions;
    private final Asks asks;
    private final Rosters rosters;
    private final Cards cards;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AnswerQuestions(Cadences cadences, Sessions sessions, Asks asks, Rosters rosters, Cards cards,
            PlatformTransactionManager transactions, Clock clock) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.asks = asks;
        this.rosters = rosters;
        this.cards = cards;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * The form, with what they answered before.
     *
     * @throws Refused when they may not answer, or not now
     */
    View form(Actor actor, SessionId id) {
        WorkspaceId workspace = actor.workspace();
        Session session = sessions.find(workspace, id).orElseThrow(() -> new Refused(ChangeSession.NONE));
        Cadence cadence = cadences.find(workspace, session.facts().cadence()).orElseThrow();
        Optional<Ask> ask = asks.find(workspace, id, actor.user());
        requireAnswer(actor, cadence, session, ask);
        String note = session.state() == SessionState.CLOSED
                ? "It is closed, and you can still answer: yours is marked as added later."
                : null;
        return AskForm.of(cadence, id, ask.orElse(null), note);
    }

    /** @throws Refused when they may not answer, or not any more, or nothing is answered; nothing is kept then */
    void answer(Actor actor, AskForm.Sent sent) {
        transaction.executeWithoutResult(status -> {
            WorkspaceId workspace = actor.workspace();
            // so that it cannot close meanwhile, and of two answers one is the later
            Cadence cadence = sessions.find(workspace, sent.session())
                    .flatMap(found -> cadences.lock(workspace, found.facts().cadence()))
                    .orElseThrow(() -> new Refused(ChangeSession.NONE));
            Session session = sessions.find(workspace, sent.session()).orElseThrow();
            Optional<Ask> found = asks.find(workspace, sent.session(), actor.user());
            requireAnswer(actor, cadence, session, found);
            Ask before = found.orElseGet(() -> ofTheirOwn(session, actor.user(), sent.questions()));
            Ask.Typed typed = sent.own() && found.isPresent()
                    ? before.among(sent.questions(), sent.typed())
                    : new Ask.Typed(before, sent.typed());
            Ask after = typed.ask().write(asks.written(before, sent.version()), typed.texts(),
                    session.state() == SessionState.CLOSED, clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (after.version() > before.version()) {
                asks.save(after);
                cards.changed(workspace, AskCards.NAME, after.id().value());
                cards.changed(workspace, SessionCards.NAME, session.facts().id().value());
            }
        });
    }

    /** Which session of a cadence somebody means who wants to answer it; null where there is none. */
    Optional<Session> which(Actor actor, Cadence cadence) {
        List<Session> newest = sessions.of(actor.workspace(), cadence.facts().id(),
                clock.instant().plus(2, ChronoUnit.DAYS), 10);
        List<Session> running = newest.stream().filter(each -> each.state() == SessionState.RUNNING).toList();
        return running.stream()
                .filter(each -> asks.find(actor.workspace(), each.facts().id(), actor.user())
                        .filter(ask -> !ask.answered()).isPresent())
                .findFirst().or(() -> running.stream().findFirst())
                .or(() -> newest.stream().filter(each -> each.state() == SessionState.CLOSED).findFirst());
    }

    private Ask ofTheirOwn(Session session, UserId user, List<String> questions) {
        Ask ask = Ask.of(new AskId(UuidCreator.getTimeOrderedEpoch()), session, user, questions,
                clock.instant().truncatedTo(ChronoUnit.MICROS), null);
        asks.add(List.of(ask));
        cards.showTo(ask.workspace(), AskCards.NAME, Map.of(ask.id().value(), user));
        return ask;
    }

    private void requireAnswer(Actor actor, Cadence cadence, Session session, Optional<Ask> ask) {
        if (!session.facts().written()) {
            throw new Refused("It is a meeting: nobody is asked in writing.");
        }
        if (ask.isEmpty() && !rosters.participants(cadence).contains(actor.user())) {
            throw new Refused(NOT_YOURS);
        }
        switch (session.state()) {
            case RUNNING, CLOSED -> {
                // it can be answered
            }
            case COLLECTING, AGENDA_POSTED -> throw new Refused("It begins " + Phrases.time(session.startsAt())
                    + ", for everybody at that time of their own. You will be asked.");
            case CANCELLED -> throw new Refused("It was cancelled.");
            case MOVED -> throw new Refused("It was moved to another time.");
            case SKIPPED -> throw new Refused("It does not take place.");
        }
    }
}
