package dev.steward.cadence;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.delivery.CardPosted;
import dev.steward.delivery.Cards;
import dev.steward.delivery.DeliveryChanged;
import dev.steward.delivery.DeliveryStatus;
import dev.steward.delivery.DeliveryStatus.State;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Shows a meeting's card in its channel when its agenda is posted, and tells whoever hears of it what becomes of it. */
@Component
@Order(20)
class ShowMeeting implements HearSessions {
    private final Cards cards;
    private final Cadences cadences;
    private final Sessions sessions;
    private final TellOfMeetings tell;
    private final SayInThread say;
    private final SessionThread thread;
    private final DeliveryStatus status;
    private final ApplicationEventPublisher events;

    ShowMeeting(Cards cards, Cadences cadences, Sessions sessions, TellOfMeetings tell, SayInThread say,
            SessionThread thread, DeliveryStatus status, ApplicationEventPublisher events) {
        this.cards = cards;
        this.cadences = cadences;
        this.sessions = sessions;
        this.tell = tell;
        this.say = say;
        this.thread = thread;
        this.status = status;
        this.events = events;
    }

    @Override
    public void heard(Cadence cadence, Session session, SessionHappening happening) {
        if (happening.kind() == SessionHappening.Kind.CLOSED) {
            events.publishEvent(new SessionClosed(session.facts().workspace(), session.facts().id().value(),
                    cadence.facts().reference().toString(), cadence.rules().title(), session.facts().written(),
                    happening.at()));
        }
        if (session.facts().written()) {
            return;
        }
        switch (happening.kind()) {
            case AGENDA_POSTED -> cards.show(session.facts().workspace(), SessionCards.NAME,
                    session.facts().id().value(), cadence.rules().channel());
            case PRE_READ_DUE -> tell.preReadDue(cadence, session, happening);
            case ASKED_WHETHER_HELD -> tell.askWhetherHeld(cadence, session, happening);
            case OVERTIME -> tell.overtime(cadence, session, happening);
            case CANCELLED -> tell.cancelled(cadence, session, happening);
            case PRE_READ_SET -> say.preRead(cadence, session, happening);
            case REMINDED -> say.reminded(cadence, session, happening);
            case DUE -> say.due(cadence, session);
            case ITEM_OVER -> say.itemOver(cadence, session, happening);
            case SKIPPED -> say.skipped(cadence, session, happening);
            case MOVED -> say.moved(cadence, session, happening);
            case RESCHEDULED -> say.rescheduled(cadence, session, happening);
            case CLOSED -> say.closed(cadence, session);
            case PREPARED, FACILITATOR_CHANGED, READ, STARTED, ITEM_BEGUN, ASKED, ASK_REMINDED, EXCUSED -> {
                // the card shows it, and whoever facilitates hears of it otherwise
            }
        }
    }

    /** Whoever facilitates it hears of it with a link to the card, so not before that stands. */
    @EventListener
    void posted(CardPosted card) {
        if (card.kind().equals(SessionCards.NAME)) {
            facilitates(card.workspace(), new SessionId(card.thing()), card.permalink());
        }
    }

    /** And where it cannot stand, they hear of it all the same. */
    @EventListener
    void failed(DeliveryChanged card) {
        var session = new SessionId(card.thing());
        if (card.kind().equals(SessionCards.NAME) && thread.place(card.workspace(), session).isEmpty()
                && status.of(card.workspace(), card.thing(), SessionCards.NAME).count(State.FAILED) > 0) {
            facilitates(card.workspace(), session, null);
        }
    }

    private void facilitates(WorkspaceId workspace, SessionId id, @Nullable String link) {
        Optional<Session> session = sessions.find(workspace, id)
                .filter(found -> !found.facts().written() && found.state().ahead());
        session.flatMap(found -> cadences.find(workspace, found.facts().cadence())).ifPresent(cadence -> {
            UserId facilitator = session.get().facilitator();
            if (facilitator != null) {
                tell.facilitates(cadence, session.get(), facilitator, link);
            }
        });
    }
}
