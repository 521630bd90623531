package dev.steward.cadence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;

import dev.steward.cadence.Session.Asked;
import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.delivery.Notices.Said;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.slack.Message;
import dev.steward.slack.Quoted;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Asks people in writing, in their direct messages, and shows what comes of it in the channel. */
@Component
class AskPeople implements HearSessions {
    private final Asks asks;
    private final Cards cards;
    private final Notices notices;
    private final SessionThread thread;
    private final Rosters rosters;

    AskPeople(Asks asks, Cards cards, Notices notices, SessionThread thread, Rosters rosters) {
        this.rosters = rosters;
        this.asks = asks;
        this.cards = cards;
        this.notices = notices;
        this.thread = thread;
    }

    @Override
    public void heard(Cadence cadence, Session session, SessionHappening happening) {
        if (!session.facts().written()) {
            return;
        }
        WorkspaceId workspace = session.facts().workspace();
        SessionId id = session.facts().id();
        switch (happening.kind()) {
            case STARTED -> show(cadence, session);
            case ASKED -> ask(cadence, session, happening);
            case ASK_REMINDED -> remind(cadence, session, happening);
            case ASK_OVER -> cards.changed(workspace, AskCards.NAME,
                    asks.ids(workspace, id, happening.to()).values().stream().map(AskId::value).toList());
            case CLOSED -> thread.say(cadence, session, "closed", Message.of(
                    WrittenWords.closed(Turnout.of(session, asks.of(workspace, id)))));
            case MOVED -> show(cadence, session);
            case CANCELLED -> {
                show(cadence, session);
                cards.changed(workspace, AskCards.NAME, asks.ids(workspace, id));
                tellCancelled(cadence, session, happening);
            }
            case SKIPPED -> {
                if (session.cause() == Cause.PERSON || session.cause() == Cause.DOWNTIME && !overtaken(cadence, session,
                        happening)) {
                    show(cadence, session);
                }
            }
            default -> {
                // the card shows it, where there is one
            }
        }
    }

    private void tellCancelled(Cadence cadence, Session session, SessionHappening happening) {
        UserId by = happening.by();
        Set<UserId> people = new LinkedHashSet<>(rosters.participants(cadence));
        session.asked().forEach(one -> people.add(one.person()));
        if (by != null) {
            people.remove(by);
        }
        Message message = Message.of((by == null ? "" : by.mention() + " cancelled ") + CadenceLine.name(cadence)
                + (by == null ? " was cancelled" : "") + Quoted.ending(happening.words(), 500));
        notices.say(session.facts().workspace(), "cancelled",
                people.stream().map(person -> new Said(session.facts().id().value(), new Recipient.Direct(person),
                        message)).toList(),
                RemindOfAsks.NAME);
    }

    private void show(Cadence cadence, Session session) {
        cards.show(session.facts().workspace(), SessionCards.NAME, session.facts().id().value(),
                cadence.rules().channel());
    }

    /** After a long downtime the channel is told of the last one only; what a later one stands for is said there. */
    private static boolean overtaken(Cadence cadence, Session session, SessionHappening happening) {
        return cadence.rules().recurrence().after(session.startsAt(), HolidayCalendar.NONE)
                .findFirst().filter(next -> !next.at().isAfter(happening.at())).isPresent();
    }

    private void ask(Cadence cadence, Session session, SessionHappening happening) {
        List<Ask> asked = new ArrayList<>();
        Map<UUID, UserId> shown = new HashMap<>();
        Set<UserId> now = Set.copyOf(happening.to());
        for (Asked one : session.asked()) {
            if (one.at().equals(happening.at()) && now.contains(one.person())) {
                Ask ask = Ask.of(new AskId(UuidCreator.getTimeOrderedEpoch()), session, one.person(),
                        cadence.rules().questions(), one.at(), one.until());
                asked.add(ask);
                shown.put(ask.id().value(), one.person());
            }
        }
        asks.add(asked);
        cards.showTo(session.facts().workspace(), AskCards.NAME, shown);
    }

    private void remind(Cadence cadence, Session session, SessionHappening happening) {
        Map<UserId, AskId> ids = asks.ids(session.facts().workspace(), session.facts().id(), happening.to());
        List<Said> said = session.asked().stream()
                .flatMap(one -> Optional.ofNullable(ids.get(one.person())).map(AskId::value)
                        .map(id -> new Said(id, new Recipient.Direct(one.person()),
                                AskCard.reminder(cadence, session, id, one.until())))
                        .stream())
                .toList();
        notices.say(session.facts().workspace(), "remind " + happening.at(), said, RemindOfAsks.NAME);
    }
}
