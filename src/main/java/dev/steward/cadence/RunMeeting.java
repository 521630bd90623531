package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.slack.Actor;
import dev.steward.slack.Quoted;
import dev.steward.workspace.WorkspaceId;

/**
 * Leads a meeting through its agenda. Whoever goes on to the next item was shown one: of two people who do so in the same instant the
 * second is told what is talked about by now, and no item is passed over.
 */
@Component
class RunMeeting {
    static final String DECIDED = "cadence.decided";

    private final ChangeSession changes;
    private final ChangeAgenda agendas;
    private final Cadences cadences;
    private final Items items;
    private final SessionDecisions decisions;
    private final SayInThread thread;
    private final Cards cards;
    private final DecisionLog log;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RunMeeting(ChangeSession changes, ChangeAgenda agendas, Cadences cadences, Items items, SessionDecisions decisions,
            SayInThread thread, Cards cards, DecisionLog log, PlatformTransactionManager transactions, Clock clock) {
        this.changes = changes;
        this.agendas = agendas;
        this.cadences = cadences;
        this.items = items;
        this.decisions = decisions;
        this.thread = thread;
        this.cards = cards;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * With the first item of the agenda, as its sources fill it at this moment.
     *
     * @throws Refused when they may not, it runs already, or it is at another time than was shown
     */
    Session start(Actor actor, SessionSnapshot shown) {
        return inOne(() -> {
            changes.change(actor.workspace(), shown.id(), actor.user(), actor.role(), (cadence, session, who, now) -> {
                session.requireStartBy(who);
                shown.requireTime(session);
                session.start(who, now);
            });
            return changes.change(actor.workspace(), shown.id(), actor.user(), actor.role(),
                    (cadence, session, who, now) -> {
                        if (next(session).isPresent()) {
                            begin(session, who, now);
                        }
                    });
        });
    }

    /**
     * What is talked about is done, and the next begins.
     *
     * @throws Refused when something else is talked about than was shown, or they may not, or there is nothing left
     */
    Session next(Actor actor, SessionSnapshot shown) {
        return goOn(actor, shown, (session, item, now) -> agendas.change(actor.workspace(), session.facts().cadence(),
                (agenda, at) -> done(agenda, item, at)));
    }

    /** As {@link #next}, but what is talked about stays on the agenda. */
    Session carryOver(Actor actor, SessionSnapshot shown) {
        return goOn(actor, shown, (session, item, now) -> session.mark(Meeting.carried(item)));
    }

    /**
     * What is talked about at that moment was talked about; the rest carries over.
     *
     * @throws Refused when something else is talked about than was shown, or they may not, or it is over
     */
    Session close(Actor actor, SessionSnapshot shown) {
        return changes.change(actor.workspace(), shown.id(), actor.user(), actor.role(),
                (cadence, session, who, now) -> {
                    session.requireRunningFor(who);
                    requireItem(session, shown);
                    Session.Item current = session.item();
                    if (current != null) {
                        agendas.change(actor.workspace(), cadence.facts().id(),
                                (agenda, at) -> done(agenda, new ItemId(current.id()), at));
                    }
                    session.close(who, now);
                });
    }

    /** It did not take place after all. @throws Refused when they may not, or it has begun, or is at another time than was shown */
    Session notHeld(Actor actor, SessionSnapshot shown) {
        return changes.change(actor.workspace(), shown.id(), actor.user(), actor.role(),
                (cadence, session, who, now) -> {
                    session.requireAheadFor(who);
                    shown.requireTime(session);
                    session.didNotTakePlace(who, now);
                });
    }

    private static void done(Agenda agenda, ItemId item, Instant at) {
        if (agenda.open().stream().anyMatch(each -> each.id().equals(item))) {
            agenda.done(item, at);
        }
    }

    /**
     * Notes what was decided: on the card, in the thread, and in the record for good.
     *
     * @param key  names the doing that notes it, at most 200 characters; a second one with it notes nothing more
     * @param item what was talked about; null for nothing in particular
     * @throws Refused when they take no part, it does not run, nothing is said, or the item is none of this cadence's
     */
    void decide(Actor actor, SessionId id, String key, String words, @Nullable ItemId item) {
        WorkspaceId workspace = actor.workspace();
        inOne(() -> {
            Session session = changes.change(workspace, id, actor.user(), actor.role(),
                    (cadence, running, who, now) -> running.requireNotingBy(who));
            Optional<AgendaItem> about = Optional.ofNullable(item).map(which -> items.find(workspace, which)
                    .filter(found -> found.cadence().equals(session.facts().cadence()))
                    .orElseThrow(() -> new Refused(Agenda.NONE)));
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var decision = new SessionDecision(UuidCreator.getTimeOrderedEpoch(), id,
                    about.map(AgendaItem::id).orElse(null), words, actor.user(), now);
            if (decisions.add(workspace, key, decision)) {
                about.filter(AgendaItem::open).ifPresent(open -> agendas.change(workspace, open.cadence(),
                        (agenda, at) -> agenda.touch(open.id())));
                Cadence cadence = cadences.find(workspace, session.facts().cadence()).orElseThrow();
                thread.decided(cadence, session, decision, about);
                cards.changed(workspace, SessionCards.NAME, id.value());
                record(cadence, session, decision, about);
            }
            return session;
        });
    }

    /** What is refused is an answer, not a failure: it does not undo the transaction of whoever calls. */
    private Session inOne(Supplier<Session> deed) {
        Made made = Objects.requireNonNull(transaction.execute(status -> made(deed)));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.session());
    }

    private static Made made(Supplier<Session> deed) {
        try {
            return new Made(deed.get(), null);
        } catch (Refused refused) {
            return new Made(null, refused);
        }
    }

    private record Made(@Nullable Session session, @Nullable Refused refused) {}

    private void record(Cadence cadence, Session session, SessionDecision decision, Optional<AgendaItem> about) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("decided", decision.words());
        facts.put("decision", decision.id().toString());
        facts.put("cadence", cadence.rules().title());
        facts.put("session", session.startsAt().toString());
        about.ifPresent(item -> facts.put("item", item.title()));
        log.append(session.facts().workspace(), new NewEntry(DECIDED, session.facts().id().value(),
                cadence.facts().reference().toString(), decision.by(), decision.at(), facts));
    }

    @FunctionalInterface
    private interface Ending {
        void end(Session session, ItemId item, Instant now);
    }

    private Session goOn(Actor actor, SessionSnapshot shown, Ending ending) {
        return changes.change(actor.workspace(), shown.id(), actor.user(), actor.role(),
                (cadence, session, who, now) -> {
                    session.requireRunningFor(who);
                    requireItem(session, shown);
                    Session.Item current = session.item();
                    if (current == null && next(session).isEmpty()) {
                        throw new Refused("Everything was talked about. You can close it, or add something.");
                    }
                    if (current != null) {
                        ending.end(session, new ItemId(current.id()), now);
                    }
                    begin(session, who, now);
                });
    }

    private void requireItem(Session session, SessionSnapshot shown) {
        Session.Item current = session.item();
        if (!shown.current().equals(Optional.ofNullable(current).map(Session.Item::id))) {
            throw new Outdated(stands(session));
        }
    }

    /** What is so now. */
    private String stands(Session session) {
        return Optional.ofNullable(session.item())
                .flatMap(item -> items.find(session.facts().workspace(), new ItemId(item.id())))
                .map(item -> Quoted.inline(item.title(), 150) + " is talked about now.")
                .orElse("Everything was talked about.");
    }

    private void begin(Session session, Standing who, Instant now) {
        Optional<AgendaItem> next = next(session);
        session.beginItem(who, next.map(item -> item.id().value()).orElse(null),
                next.map(AgendaItem::minutes).orElse(0), now);
    }

    /** The first that is neither talked about nor was put off. */
    private Optional<AgendaItem> next(Session session) {
        Session.Item current = session.item();
        List<AgendaItem> open = items.open(session.facts().workspace(), session.facts().cadence());
        return open.stream().filter(item -> !session.marked(Meeting.carried(item.id())))
                .filter(item -> current == null || !current.id().equals(item.id().value()))
                .min(Comparator.comparing(AgendaItem::position));
    }
}
