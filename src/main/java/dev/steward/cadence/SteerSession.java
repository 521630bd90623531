package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.Session.Facts;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.Rituals;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Skips, moves or cancels one session; the others take place as planned. */
@Component
class SteerSession {
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final ChangeSession changes;
    private final Sessions sessions;
    private final Aftermath aftermath;
    private final WorkspaceHolidays holidays;
    private final Rituals rituals;

    SteerSession(ChangeSession changes, Sessions sessions, Aftermath aftermath, WorkspaceHolidays holidays,
            Rituals rituals) {
        this.changes = changes;
        this.sessions = sessions;
        this.aftermath = aftermath;
        this.holidays = holidays;
        this.rituals = rituals;
    }

    /** @throws Refused when it has begun, is at another time than was shown, or they may not */
    Session skip(WorkspaceId workspace, SessionSnapshot shown, UserId by, Role role, @Nullable String why) {
        return changes.change(workspace, shown.id(), by, role, (cadence, session, who, now) -> {
            session.requireAheadFor(who);
            shown.requireTime(session);
            session.skip(who, why, now);
            cadence.replan(without(cadence, session), by, now);
        });
    }

    /** @throws Refused when it is over, is at another time than was shown, or they may not, or there is no reason */
    Session cancel(WorkspaceId workspace, SessionSnapshot shown, UserId by, Role role, String why) {
        return changes.change(workspace, shown.id(), by, role, (cadence, session, who, now) -> {
            session.requireOpenFor(who);
            shown.requireTime(session);
            boolean ahead = session.state().ahead();
            session.cancel(who, why, now);
            if (ahead) {
                cadence.replan(without(cadence, session), by, now);
            }
        });
    }

    /**
     * Answers the session that takes place instead.
     *
     * @param to on the cadence's own clock
     * @throws Refused when it has begun, is at another time than was shown, or they may not, or there is one at that time, or that time is
     *                 over
     */
    Session move(WorkspaceId workspace, SessionSnapshot shown, UserId by, Role role, LocalDateTime to) {
        var successor = new SessionId(UuidCreator.getTimeOrderedEpoch());
        Session moved = changes.change(workspace, shown.id(), by, role, (cadence, session, who, now) -> {
            session.requireAheadFor(who);
            shown.requireTime(session);
            Instant at = at(cadence, to);
            requireSensible(at, now);
            if (!cadence.active()) {
                throw new Refused("It is paused or has ended: nothing takes place at another time.");
            }
            HolidayCalendar days = holidays.of(workspace);
            if (to.equals(session.planned()) && !at.equals(session.startsAt()) && session.state().ahead()) {
                // it gave way to a holiday, and takes place on it after all
                if (session.due()) {
                    session.putOff();
                    rituals.again(HoldSession.ritual(cadence.facts()), to);
                }
                cadence.replan(including(cadence.rules().recurrence(), to, days), by, now);
                return;
            }
            Recurrence without = without(cadence, session);
            Optional<Session> there = sessions.find(workspace, cadence.facts().id(), to);
            if (there.filter(other -> !other.revivable()).isPresent()
                    || without.after(at.minusSeconds(1), days).findFirst()
                            .filter(other -> other.at().equals(at) || other.planned().equals(to)).isPresent()) {
                throw new Refused("There is one at that time already.");
            }
            Session other = there.orElseGet(() -> Session.prepare(
                    new Facts(successor, workspace, cadence.facts().id(), session.facts().written()), to, at,
                    session.facilitator(), now));
            if (there.isPresent()) {
                other.revive(at, now);
            }
            other.takeOver(session);
            session.move(who, other.facts().id(), now);
            cadence.replan(including(without, to, days), by, now);
            aftermath.keep(cadence, other, now);
        });
        SessionId took = moved.movedTo();
        return took == null ? moved : sessions.find(workspace, took).orElseThrow();
    }

    private static void requireSensible(Instant to, Instant now) {
        if (!to.isAfter(now)) {
            throw new Refused("That time is over already.");
        }
        if (to.isAfter(now.plus(FARTHEST))) {
            throw new Refused("That is too far away: a year at most.");
        }
    }

    private static Recurrence without(Cadence cadence, Session session) {
        return cadence.rules().recurrence().except(session.planned());
    }

    /** An occurrence that was moved or skipped can take place after all: it is one of the rule. */
    private static Recurrence including(Recurrence recurrence, LocalDateTime to, HolidayCalendar days) {
        SortedSet<LocalDateTime> exceptions = new TreeSet<>(recurrence.exceptions());
        exceptions.remove(to);
        var without = new Recurrence(recurrence.start(), recurrence.zone(), recurrence.rule(), recurrence.onHoliday(),
                recurrence.weekendsToo(), exceptions, recurrence.extras());
        Instant at = to.atZone(recurrence.zone()).toInstant();
        return without.after(at.minusSeconds(1), days).findFirst()
                .filter(one -> one.planned().equals(to) && one.at().equals(at)).isPresent()
                        ? without
                        : without.plus(to);
    }

    private static Instant at(Cadence cadence, LocalDateTime local) {
        return local.atZone(cadence.rules().zone()).toInstant();
    }
}
