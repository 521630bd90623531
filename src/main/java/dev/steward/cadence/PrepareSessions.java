package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.Session.Facts;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.WorkspaceId;

/** Sees to it that an active cadence has its next session, and that it is when the cadence says. Its callers hold the cadence's row. */
@Component
class PrepareSessions {
    /** How far a holiday may move an occurrence. */
    private static final Duration SLACK = Duration.ofDays(40);

    private final Sessions sessions;
    private final Facilitators facilitators;
    private final WorkspaceHolidays holidays;

    PrepareSessions(Sessions sessions, Facilitators facilitators, WorkspaceHolidays holidays) {
        this.sessions = sessions;
        this.facilitators = facilitators;
        this.holidays = holidays;
    }

    /** Answers the sessions that this made or changed; their changes are saved by {@link Aftermath}. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Session> prepare(Cadence cadence, Instant now) {
        List<Session> changed = new ArrayList<>();
        WorkspaceId workspace = cadence.facts().workspace();
        CadenceId id = cadence.facts().id();
        List<Session> ahead = sessions.open(workspace, id).stream()
                .filter(session -> session.state().ahead() && !session.due()).toList();
        if (!cadence.active()) {
            ahead.forEach(session -> session.skipped(Cause.CADENCE, null, null, now));
            return ahead;
        }
        HolidayCalendar days = holidays.of(workspace);
        List<Session> strays = new ArrayList<>();
        for (Session session : ahead) {
            Optional<Occurrence> takesPlace = occurrence(cadence, session, days)
                    .filter(one -> one.at().isAfter(now));
            if (takesPlace.isPresent()) {
                session.reschedule(session.planned(), takesPlace.get().at(), now);
                facilitators.reconsider(cadence, session, now);
                if (session.touched()) {
                    changed.add(session);
                }
            } else if (session.startsAt().isAfter(now)) {
                // not by the rule any more, or at a time that is over: its ritual will not call it
                strays.add(session);
            }
        }
        Optional<Occurrence> next = next(cadence, days, now);
        boolean there = next.isPresent()
                && ahead.stream().anyMatch(session -> !strays.contains(session)
                        && session.planned().equals(next.get().planned()));
        if (next.isPresent() && !there) {
            changed.add(take(cadence, next.get(), strays, now));
        }
        strays.stream().filter(stray -> !changed.contains(stray)).forEach(stray -> {
            stray.skipped(Cause.CADENCE, null, null, now);
            changed.add(stray);
        });
        return changed;
    }

    /** The session of an occurrence that its ritual calls; one that only a pause or another rule did away with takes place after all. */
    @Transactional(propagation = Propagation.MANDATORY)
    Session at(Cadence cadence, LocalDateTime planned, Instant startsAt, Instant now) {
        Optional<Session> there = sessions.find(cadence.facts().workspace(), cadence.facts().id(), planned);
        there.filter(PrepareSessions::leftOut).ifPresent(session -> revive(cadence, session, startsAt, now));
        return there.orElseGet(() -> fresh(cadence, planned, startsAt, now));
    }

    private Session take(Cadence cadence, Occurrence next, List<Session> strays, Instant now) {
        Optional<Session> before = sessions.find(cadence.facts().workspace(), cadence.facts().id(), next.planned());
        if (before.isPresent()) {
            revive(cadence, before.get(), next.at(), now);
            return before.get();
        }
        if (!strays.isEmpty()) {
            Session stray = strays.getFirst();
            stray.reschedule(next.planned(), next.at(), now);
            return stray;
        }
        return fresh(cadence, next.planned(), next.at(), now);
    }

    private void revive(Cadence cadence, Session session, Instant startsAt, Instant now) {
        session.revive(startsAt, now);
        session.wouldFacilitate(facilitators.at(cadence, startsAt).orElse(null));
    }

    /** Whether nobody did away with it: its cadence was paused, or had another rule for a while. */
    private static boolean leftOut(Session session) {
        return session.state() == SessionState.SKIPPED && session.cause() == Cause.CADENCE;
    }

    private Session fresh(Cadence cadence, LocalDateTime planned, Instant startsAt, Instant now) {
        return Session.prepare(
                new Facts(new SessionId(UuidCreator.getTimeOrderedEpoch()), cadence.facts().workspace(),
                        cadence.facts().id(), cadence.rules().written()),
                planned, startsAt, facilitators.at(cadence, startsAt).orElse(null), now);
    }

    /** The first that has no session which is settled, or which somebody did away with. */
    private Optional<Occurrence> next(Cadence cadence, HolidayCalendar days, Instant now) {
        Set<LocalDateTime> settled = new HashSet<>();
        for (Session session : sessions.from(cadence.facts().workspace(), cadence.facts().id(), now.minus(SLACK))) {
            if (!leftOut(session) && !(session.state().ahead() && !session.due())) {
                settled.add(session.planned());
            }
        }
        return cadence.rules().recurrence().after(now, days).filter(one -> !settled.contains(one.planned()))
                .findFirst();
    }

    /** When it takes place by now, if it still does. */
    private static Optional<Occurrence> occurrence(Cadence cadence, Session session, HolidayCalendar days) {
        Instant about = session.planned().atZone(cadence.rules().zone()).toInstant();
        return cadence.rules().recurrence().after(about.minus(SLACK), days)
                .takeWhile(one -> one.at().isBefore(about.plus(SLACK)))
                .filter(one -> one.planned().equals(session.planned())).findFirst();
    }
}
