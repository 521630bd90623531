package dev.steward.cadence;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.Session.Asked;
import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.NoWorkingTime;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingTime;
import dev.steward.workspace.UserId;

/**
 * What time will do to a session if nobody does anything: a pure function of the session, its cadence's rules and its people.
 *
 * <p>
 * The rules:
 * <ul>
 * <li>A meeting's agenda is posted its lead before it starts; those who have not read the pre-read by its deadline are reminded of it,
 * and the thread before the start. What would come after the start does not come at all.</li>
 * <li>That its time has come is said by its ritual, which knows what becomes of what was missed. If nobody starts it then, whoever
 * facilitates it is asked, once its time is over, whether it took place; with no answer for a working day of theirs it was skipped.</li>
 * <li>A meeting that runs is reminded of itself a quarter of an hour after its time, and closes by itself twelve hours after.</li>
 * <li>A written session asks everybody at its local time on their own clock. Whoever is away then is asked when they are back, if they
 * still have time; who is away all the time, or does not work that day, is not asked. Each has the whole time from when they were asked.
 * Late after downtime, they are asked as the cadence's rule for what was missed says. It is closed when the last one's time is over.</li>
 * </ul>
 * An open session always has a next step.
 */
final class SessionPlan {
    static final String PRE_READ = "pre-read";
    static final String REMIND = "remind/";
    private static final String ASK = "ask/";
    private static final String HELD = "held?";
    private static final String ITEM = "item/";
    private static final String OVER = "overtime";
    private static final Duration OVERTIME = Duration.ofMinutes(15);
    private static final Duration LEFT_OPEN = Duration.ofHours(12);
    /** No session has more steps due at once; a plan that goes round in circles is a fault. */
    private static final int MOST = 1_000;

    private SessionPlan() {}

    enum Step {
        AGENDA, PRE_READ, REMIND, ASK_WHETHER_HELD, NOT_HELD, ITEM_OVER, OVERTIME, CLOSE, ASK, EXCUSE, ASK_REMIND
    }

    /**
     * One step.
     *
     * @param mark   the mark that says that it was done
     * @param person whom it is about; null: everybody
     */
    record Next(Instant at, Step step, String mark, @Nullable UserId person) {}

    /**
     * Somebody who takes part.
     *
     * @param away    their absences, by their start
     * @param worksOn whether they work that day, by their own week; absences and holidays do not count
     */
    record Seat(UserId person, ZoneId zone, List<Absence> away, Predicate<LocalDate> worksOn) {}

    /**
     * What the plan is made from, besides the session.
     *
     * @param holidays the workspace's
     * @param seats    who takes part, as things are now
     * @param answered who has answered in writing
     * @param hours    when a member works
     * @param overtaken whether the cadence's next session is due as well
     */
    record Around(Rules rules, HolidayCalendar holidays, List<Seat> seats, Set<UserId> answered,
            Function<UserId, WorkingTime> hours, UserId owner, boolean overtaken) {}

    static Optional<Next> next(Session session, Around around) {
        return steps(session, around).stream().findFirst();
    }

    /** Earliest first. */
    static List<Next> steps(Session session, Around around) {
        List<Next> steps = new ArrayList<>();
        if (session.facts().written()) {
            written(steps, session, around);
        } else {
            switch (session.state()) {
                case COLLECTING, AGENDA_POSTED -> ahead(steps, session, around);
                case RUNNING -> running(steps, session, around);
                default -> {
                    return List.of();
                }
            }
        }
        steps.sort(comparing(Next::at).thenComparing(Next::step).thenComparing(Next::mark));
        return steps;
    }

    private static void ahead(List<Next> steps, Session session, Around around) {
        Rules rules = around.rules();
        Instant starts = session.startsAt();
        if (!session.due()) {
            if (session.state() == SessionState.COLLECTING) {
                add(steps, session, new Next(before(rules.agendaLead(), session, around), Step.AGENDA, "agenda", null));
            } else {
                Lead preRead = rules.preRead();
                if (session.preRead() != null && preRead != null) {
                    add(steps, session, new Next(before(preRead, session, around), Step.PRE_READ, PRE_READ, null));
                }
                for (Lead lead : rules.reminders()) {
                    add(steps, session, new Next(before(lead, session, around), Step.REMIND, REMIND + lead.words(),
                            null));
                }
            }
        }
        Instant over = starts.plus(rules.duration());
        if (session.due()) {
            add(steps, session, new Next(over, Step.ASK_WHETHER_HELD, HELD, null));
        }
        steps.add(
                new Next(aDayLater(session, around, session.due() ? over : over.plus(tolerance(rules))), Step.NOT_HELD,
                        "not held", null));
    }

    private static void running(List<Next> steps, Session session, Around around) {
        Instant started = session.startedAt() == null ? session.startsAt() : session.startedAt();
        Instant over = started.plus(around.rules().duration());
        Session.Item item = session.item();
        if (item != null && item.minutes() > 0) {
            add(steps, session, new Next(item.since().plus(Duration.ofMinutes(item.minutes())), Step.ITEM_OVER,
                    ITEM + item.id() + "/" + item.since().toEpochMilli(), null));
        }
        add(steps, session, new Next(over.plus(OVERTIME), Step.OVERTIME, OVER, null));
        steps.add(new Next(over.plus(LEFT_OPEN), Step.CLOSE, "close", null));
    }

    private static void written(List<Next> steps, Session session, Around around) {
        if (!session.state().open()) {
            return;
        }
        Map<UserId, Asked> asked = session.asked().stream()
                .collect(Collectors.toMap(Asked::person, Function.identity(), (one, other) -> one));
        LocalDateTime local = LocalDateTime.ofInstant(session.startsAt(), around.rules().zone());
        Instant last = null;
        for (Seat seat : around.seats()) {
            if (!asked.containsKey(seat.person())) {
                Next step = ask(seat, local, around);
                last = session.marked(step.mark()) ? last : later(last, step.at());
                add(steps, session, step);
            }
        }
        for (Asked one : asked.values()) {
            last = later(last, one.until());
            if (!around.answered().contains(one.person())) {
                for (Lead lead : around.rules().reminders()) {
                    Instant at = lead.before(one.until(), around.rules().zone(), around.holidays());
                    if (at.isAfter(one.at())) {
                        add(steps, session, new Next(at, Step.ASK_REMIND,
                                REMIND + lead.words() + "/" + one.person().value(), one.person()));
                    }
                }
            }
        }
        Instant over = later(last, session.startsAt().plus(around.rules().duration()));
        steps.add(session.asked().isEmpty()
                ? new Next(later(over, over.plus(tolerance(around.rules()))), Step.NOT_HELD, "not held", null)
                : new Next(last == null ? over : last, Step.CLOSE, "close", null));
    }

    private static Next ask(Seat seat, LocalDateTime local, Around around) {
        Instant at = local.atZone(seat.zone()).toInstant();
        Instant until = at.plus(around.rules().duration());
        String mark = ASK + seat.person().value();
        boolean dayOff = !seat.worksOn().test(local.toLocalDate())
                && around.holidays().workingDay(local.toLocalDate());
        if (dayOff) {
            return new Next(at, Step.EXCUSE, mark, seat.person());
        }
        Instant back = at;
        for (Absence absence : seat.away()) {
            if (!absence.from().isAfter(back) && (absence.to() == null || absence.to().isAfter(back))) {
                if (absence.to() == null || !absence.to().isBefore(until)) {
                    return new Next(at, Step.EXCUSE, mark, seat.person());
                }
                back = absence.to();
            }
        }
        return new Next(back, Step.ASK, mark, seat.person());
    }

    private static void add(List<Next> steps, Session session, Next step) {
        if (!session.marked(step.mark())) {
            steps.add(step);
        }
    }

    private static Instant before(Lead lead, Session session, Around around) {
        return lead.before(session.startsAt(), around.rules().zone(), around.holidays());
    }

    private static Duration tolerance(Rules rules) {
        return rules.afterDowntime() instanceof AfterDowntime.RunLate(Duration tolerance)
                ? tolerance.plus(AfterDowntime.ON_TIME)
                : AfterDowntime.ON_TIME.multipliedBy(2);
    }

    private static Instant aDayLater(Session session, Around around, Instant from) {
        UserId person = session.facilitator() == null ? around.owner() : session.facilitator();
        try {
            return around.hours().apply(person).plus(from, WorkingAmount.days(1));
        } catch (NoWorkingTime never) {
            return from.plus(Duration.ofDays(1));
        }
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    /** Takes every step that is due, each once. */
    static void pass(Session session, Around around, Instant now) {
        for (int taken = 0; session.state().open(); taken++) {
            List<Next> due = steps(session, around).stream().filter(step -> !step.at().isAfter(now)).toList();
            if (due.isEmpty()) {
                return;
            }
            if (taken == MOST) {
                throw new IllegalStateException("The plan of session " + session.facts().id() + " has no end");
            }
            take(session, around, due, now);
        }
    }

    private static void take(Session session, Around around, List<Next> due, Instant now) {
        Next first = due.getFirst();
        boolean begun = !now.isBefore(session.startsAt());
        switch (first.step()) {
            case AGENDA -> {
                session.mark(first.mark());
                if (!begun) {
                    session.agendaPosted(now);
                }
            }
            case PRE_READ -> {
                session.mark(first.mark());
                if (!begun) {
                    session.happened(Kind.PRE_READ_DUE, null, now, unread(session, around, now), null);
                }
            }
            case REMIND -> {
                boolean another = due.stream().filter(step -> step.step() == Step.REMIND).count() > 1;
                session.mark(first.mark());
                if (!begun && !another) {
                    session.happened(Kind.REMINDED, null, now, List.of(), null);
                }
            }
            case ASK_WHETHER_HELD -> {
                session.mark(first.mark());
                session.happened(Kind.ASKED_WHETHER_HELD, null, now,
                        List.of(session.facilitator() == null ? around.owner() : session.facilitator()), null);
            }
            case NOT_HELD -> session.skipped(Cause.NOBODY_STARTED, null, null, now);
            case ITEM_OVER -> {
                session.mark(first.mark());
                session.happened(Kind.ITEM_OVER, null, now, List.of(),
                        session.item() == null ? null : session.item().id().toString());
            }
            case OVERTIME -> {
                session.mark(first.mark());
                session.happened(Kind.OVERTIME, null, now,
                        List.of(session.facilitator() == null ? around.owner() : session.facilitator()), null);
            }
            case CLOSE -> session.closed(null, now);
            case ASK, EXCUSE -> ask(session, around, due, now);
            case ASK_REMIND -> remind(session, due, now);
        }
    }

    /** All who are to be asked at this moment, at once. */
    private static void ask(Session session, Around around, List<Next> due, Instant now) {
        List<UserId> asked = new ArrayList<>();
        List<UserId> excused = new ArrayList<>();
        for (Next step : due) {
            if (step.person() != null && (step.step() == Step.ASK || step.step() == Step.EXCUSE)) {
                session.mark(step.mark());
                boolean inTime = Session.inTime(around.rules().afterDowntime(), Duration.between(step.at(), now),
                        around.overtaken());
                (step.step() == Step.ASK && inTime ? asked : excused).add(step.person());
            }
        }
        if (!excused.isEmpty()) {
            session.happened(Kind.EXCUSED, null, now, excused, null);
        }
        if (!asked.isEmpty()) {
            session.ask(asked, around.rules().duration(), now);
        }
    }

    /** Everybody at most once, however many of their reminders are due, and nobody whose time is over. */
    private static void remind(Session session, List<Next> due, Instant now) {
        Set<UserId> people = new LinkedHashSet<>();
        for (Next step : due) {
            if (step.step() == Step.ASK_REMIND && step.person() != null) {
                session.mark(step.mark());
                people.add(step.person());
            }
        }
        Set<UserId> inTime = session.asked().stream().filter(one -> one.until().isAfter(now)).map(Asked::person)
                .collect(Collectors.toSet());
        people.retainAll(inTime);
        if (!people.isEmpty()) {
            session.happened(Kind.ASK_REMINDED, null, now, List.copyOf(people), null);
        }
    }

    private static List<UserId> unread(Session session, Around around, Instant now) {
        return around.seats().stream().filter(seat -> !session.readers().contains(seat.person())
                && !seat.person().equals(session.preReadBy()) && seat.away().stream().noneMatch(
                        one -> !one.from().isAfter(now) && (one.to() == null || one.to().isAfter(now))))
                .map(Seat::person).toList();
    }
}
