package dev.steward.cadence;

import java.time.Instant;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.steward.cadence.SessionPlan.Around;
import dev.steward.delivery.Cards;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.Rituals;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.workspace.WorkspaceId;

/** What follows from a change, in its transaction: rows, ritual, next session, timers, cards, and whatever else hears of it. */
@Component
class Aftermath {
    private final Cadences cadences;
    private final Sessions sessions;
    private final PrepareSessions prepare;
    private final Facilitators facilitators;
    private final Rosters rosters;
    private final ObjectProvider<Rituals> rituals;
    private final Timers timers;
    private final Cards cards;
    private final ObjectProvider<HearCadences> hearCadences;
    private final ObjectProvider<HearSessions> hearSessions;

    Aftermath(Cadences cadences, Sessions sessions, PrepareSessions prepare, Facilitators facilitators, Rosters rosters,
            ObjectProvider<Rituals> rituals, Timers timers, Cards cards, ObjectProvider<HearCadences> hearCadences,
            ObjectProvider<HearSessions> hearSessions) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.prepare = prepare;
        this.facilitators = facilitators;
        this.rosters = rosters;
        this.rituals = rituals;
        this.timers = timers;
        this.cards = cards;
        this.hearCadences = hearCadences;
        this.hearSessions = hearSessions;
    }

    /** A cadence that is there already was changed, and none of its sessions by the same doing. */
    void changed(Cadence cadence, Instant now) {
        save(cadence, now);
        Cadence saved = cadences.find(cadence.facts().workspace(), cadence.facts().id()).orElseThrow();
        List<Session> prepared = prepare.prepare(saved, now);
        prepared.forEach(session -> keep(saved, session, now));
        for (Session open : sessions.open(saved.facts().workspace(), saved.facts().id())) {
            if (prepared.stream().noneMatch(each -> each.facts().id().equals(open.facts().id()))) {
                keep(saved, open, now);
                cards.changed(saved.facts().workspace(), SessionCards.NAME, open.facts().id().value());
            }
        }
    }

    /** A session was changed, and its cadence perhaps with it. */
    void changed(Cadence cadence, Session session, Instant now) {
        session.happenings().stream().filter(happening -> happening.kind() == SessionHappening.Kind.STARTED)
                .forEach(started -> facilitators.count(cadence, session, started.by(), now));
        if (!cadence.happenings().isEmpty()) {
            save(cadence, now);
        }
        keep(cadence, session, now);
        Cadence saved = cadences.find(cadence.facts().workspace(), cadence.facts().id()).orElseThrow();
        prepare.prepare(saved, now).forEach(each -> keep(saved, each, now));
    }

    private void save(Cadence cadence, Instant now) {
        cadences.save(cadence, now);
        cadence.happenings().forEach(happening -> follow(cadence, happening));
        hearCadences.orderedStream().forEach(
                hears -> cadence.happenings().forEach(happening -> hears.heard(cadence, happening)));
    }

    void created(Cadence cadence, Instant now) {
        cadence.happenings().forEach(happening -> follow(cadence, happening));
        hearCadences.orderedStream().forEach(
                hears -> cadence.happenings().forEach(happening -> hears.heard(cadence, happening)));
        Cadence saved = cadences.find(cadence.facts().workspace(), cadence.facts().id()).orElseThrow();
        prepare.prepare(saved, now).forEach(each -> keep(saved, each, now));
    }

    private void follow(Cadence cadence, CadenceHappening happening) {
        RitualKey ritual = HoldSession.ritual(cadence.facts());
        Rules rules = cadence.rules();
        switch (happening.kind()) {
            case CREATED, CHANGED, REPLANNED ->
                rituals.getObject().plan(ritual, rules.recurrence(), rules.afterDowntime());
            case PAUSED -> rituals.getObject().pause(ritual);
            case RESUMED -> rituals.getObject().resume(ritual);
            case ENDED -> rituals.getObject().end(ritual);
            case TURNED, HANDED_OVER -> {
                // it takes place as before
            }
        }
    }

    /** Saved where anything is different, with its timer as its plan says now. */
    void keep(Cadence cadence, Session session, Instant now) {
        if (session.version() == 0) {
            sessions.add(session);
        } else if (session.touched()) {
            sessions.save(session);
        }
        WorkspaceId workspace = session.facts().workspace();
        TimerKey step = PassTime.STEP.of(workspace, session.facts().id().value());
        Around around = rosters.around(cadence, session, now);
        SessionPlan.next(session, around).ifPresentOrElse(next -> timers.set(step, next.at()),
                () -> timers.cancel(step));
        for (SessionHappening happening : session.happenings()) {
            hearSessions.orderedStream().forEach(hears -> hears.heard(cadence, session, happening));
        }
        if (!session.happenings().isEmpty()) {
            cards.changed(workspace, SessionCards.NAME, session.facts().id().value());
        }
    }
}
