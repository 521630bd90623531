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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.Session.Asked;
import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Deadlines;
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
 * facilitates it is asked, once its time is over, whether it took place; with no answer for a working day of theirs it was skipped. One
 * that begins late after downtime has its whole time from then.</li>
 * <li>A meeting that runs is reminded of itself a quarter of an hour after its time, and closes by itself twelve hours after.</li>
 * <li>A written session asks everybody at its local time on their own clock. Whoever is away then is asked when they are back, if they
 * still have time, within their working hours; who is away all the time, or does not work that day, is not asked. Each has the whole time
 * from when they were asked. Late after downtime, they are asked as the cadence's rule for what was missed says. Who has answered by then
 * is not asked any more and counts as asked. It is closed when the last one's time is over.</li>
 * </ul>
 * An open session always has a next step.
 */
final class SessionPlan {
    static final String PRE_READ = "pre-read";
    static final String REMIND = "remind/";
    static final String ASK = "ask/";
    /** Not asked, since it was too late. */
    static final String MISSED = "missed/";
    /** Their time is over, and they have not answered. */
    static final String OVER_FOR = "over/";
    /** Away when their time was over, or not taking part any more. */
    static final String GONE = "gone/";
    /** Somebody was asked later than planned. */
    static final String LATE = "late";
    private static final String HELD = "held?";
    private static final String ITEM = "item/";
    private static final String OVER = "overtime";
    private static final Duration OVERTIME = Duration.ofMinutes(15);
    private static final Duration LEFT_OPEN = Duration.ofHours(12);
    /** No session has more steps due at once; a plan that goes round in circles is a fault. */
    private static final int MOST = 1_000;

    private SessionPlan() {}

    /** In the order in which they are taken when they are due at once: it ends after all that is part of it. */
    enum Step {
        AGENDA, PRE_READ, REMIND, ASK_WHETHER_HELD, ITEM_OVER, OVERTIME, ASK, EXCUSE, ASK_REMIND, ASK_OVER, NOT_HELD, CLOSE
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
     * @param away their absences, by their start
     * @param week when they work, absences aside; null where it does not matter
     */
    record Seat(UserId person, ZoneId zone, List<Absence> away, @Nullable WorkingTime week) {
        boolean worksOn(LocalDate day) {
            return week == null || week
                    .between(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant())
                    .isPositive();
        }

        boolean awayAt(Instant at) {
            return away.stream().anyMatch(
                    one -> !one.from().isAfter(at) && (one.to() == null || one.to().isAfter(at)));
        }

        /** When they are there again, at work. */
        Instant back(Instant from) {
            Instant back = from;
            for (Absence absence : away) {
                Instant to = absence.to();
                if (!absence.from().isAfter(back) && (to == null || to.isAfter(back))) {
                    if (to == null) {
                        return Instant.MAX;
                    }
                    back = week == null ? to : Deadlines.next(week, to);
                }
            }
            return back;
        }
    }

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
        Instant waits = session.waits();
        if (!session.due()) {
            steps.add(notHeld(session, around,
                    waits == null ? starts.plus(rules.duration()).plus(tolerance(rules)) : waits));
        } else if (session.marked(HELD)) {
            steps.add(notHeld(session, around, waits == null ? starts.plus(rules.duration()) : waits));
        } else {
            Instant over = (waits == null ? starts : waits).plus(rules.duration());
            steps.add(new Next(over, Step.ASK_WHETHER_HELD, HELD, null));
            steps.add(notHeld(session, around, over));
        }
    }

    private static Next notHeld(Session session, Around around, Instant from) {
        return new Next(aDayLater(session, around, from), Step.NOT_HELD, "not held", null);
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
        LocalDateTime local = local(session, around.rules().zone());
        Instant last = null;
        for (Seat seat : around.seats()) {
            Next step = ask(seat, local, around);
            if (!asked.containsKey(seat.person()) && !session.marked(step.mark())) {
                steps.add(step);
                last = later(last,
                        step.step() == Step.ASK ? step.at().plus(around.rules().duration()) : step.at());
            }
        }
        boolean nobodyLeft = steps.isEmpty() && !around.seats().isEmpty() && session.due();
        Map<UserId, Seat> seats = seats(around);
        for (Asked one : asked.values()) {
            last = later(last, one.until());
            if (!around.answered().contains(one.person())) {
                remindersOf(steps, session, one, seats.get(one.person()), around);
            }
        }
        Instant over = later(last, session.startsAt().plus(around.rules().duration()));
        steps.add(session.asked().isEmpty()
                ? new Next(nobodyLeft ? session.startsAt() : over.plus(tolerance(around.rules())), Step.NOT_HELD,
                        "not held", null)
                : new Next(last == null ? over : last, Step.CLOSE, "close", null));
    }

    /** Days are counted in their own calendar; whoever takes no part any more is not reminded. */
    private static void remindersOf(List<Next> steps, Session session, Asked one, @Nullable Seat seat, Around around) {
        if (seat != null) {
            for (Lead lead : around.rules().reminders()) {
                Instant at = lead.before(one.until(), seat.zone(), around.holidays());
                if (at.isAfter(one.at())) {
                    add(steps, session,
                            new Next(at, Step.ASK_REMIND, REMIND + lead.words() + "/" + one.person().value(),
                                    one.person()));
                }
            }
        }
        add(steps, session, new Next(one.until(), Step.ASK_OVER, OVER_FOR + one.person().value(), one.person()));
    }

    /** What its rule says, on the day it takes place: a clock change where the cadence lives moves nobody else's time. */
    private static LocalDateTime local(Session session, ZoneId zone) {
        Duration moved = Duration.between(session.planned().atZone(zone).toInstant(), session.startsAt());
        return session.planned().plusDays(Math.round(moved.toMinutes() / (24 * 60.0)));
    }

    private static Next ask(Seat seat, LocalDateTime local, Around around) {
        Instant at = local.atZone(seat.zone()).toInstant();
        String mark = ASK + seat.person().value();
        boolean dayOff = !seat.worksOn(local.toLocalDate()) && around.holidays().workingDay(local.toLocalDate());
        Instant back = dayOff ? Instant.MAX : seat.back(at);
        return back.isBefore(at.plus(around.rules().duration()))
                ? new Next(back, Step.ASK, mark, seat.person())
                : new Next(at, Step.EXCUSE, mark, seat.person());
    }

    /** Who may still answer in time: those who were asked, and those who will be. */
    static Set<UserId> toCome(Session session, Around around) {
        Set<UserId> people = new LinkedHashSet<>();
        if (session.state().open()) {
            steps(session, around).stream().filter(step -> step.step() == Step.ASK).map(Next::person)
                    .filter(Objects::nonNull).forEach(people::add);
            Map<UserId, Instant> until = session.asked().stream()
                    .collect(Collectors.toMap(Asked::person, Asked::until, (one, other) -> one));
            around.seats().stream().filter(seat -> {
                Instant over = until.get(seat.person());
                return over != null && !session.marked(OVER_FOR + seat.person().value()) && !seat.awayAt(over);
            }).map(Seat::person).forEach(people::add);
            people.removeAll(around.answered());
        }
        return people;
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
        boolean closes = due.getLast().step() == Step.CLOSE;
        switch (first.step()) {
            case AGENDA -> {
                session.mark(first.mark());
                if (!begun) {
                    session.agendaPosted(now);
                }
            }
            case PRE_READ -> {
                session.mark(first.mark());
                List<UserId> unread = unread(session, around, now);
                if (!begun && !unread.isEmpty()) {
                    session.happened(Kind.PRE_READ_DUE, null, now, unread, null);
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
                session.waits(late(first, now) ? now : first.at());
                session.happened(Kind.ASKED_WHETHER_HELD, null, now,
                        List.of(session.facilitator() == null ? around.owner() : session.facilitator()), null);
            }
            case NOT_HELD -> notHeld(session, first, now);
            case ITEM_OVER -> {
                session.mark(first.mark());
                if (!closes) {
                    session.happened(Kind.ITEM_OVER, null, now, List.of(),
                            session.item() == null ? null : session.item().id().toString());
                }
            }
            case OVERTIME -> {
                session.mark(first.mark());
                if (!closes) {
                    session.happened(Kind.OVERTIME, null, now,
                            List.of(session.facilitator() == null ? around.owner() : session.facilitator()), null);
                }
            }
            case CLOSE -> session.closed(null, now);
            case ASK, EXCUSE -> ask(session, around, due, now);
            case ASK_REMIND -> remind(session, around, due, now);
            case ASK_OVER -> over(session, around, due, now);
        }
    }

    /**
     * Where the ritual of a meeting has not said yet that its time has come, although it has long passed, Steward was down: its ritual
     * knows what becomes of it, and says so in a moment.
     */
    private static void notHeld(Session session, Next step, Instant now) {
        if (!session.facts().written() && !session.due() && late(step, now)) {
            session.waits(now);
        } else {
            session.skipped(whyNotHeld(session), null, null, now);
        }
    }

    private static boolean late(Next step, Instant now) {
        return now.isAfter(step.at().plus(AfterDowntime.ON_TIME));
    }

    private static Cause whyNotHeld(Session session) {
        if (!session.facts().written()) {
            return Cause.NOBODY_STARTED;
        }
        return session.workings().marks().stream().anyMatch(mark -> mark.startsWith(MISSED))
                ? Cause.DOWNTIME
                : Cause.NOBODY_THERE;
    }

    /** All who are to be asked at this moment, at once. */
    private static void ask(Session session, Around around, List<Next> due, Instant now) {
        List<UserId> asked = new ArrayList<>();
        List<UserId> early = new ArrayList<>();
        List<UserId> away = new ArrayList<>();
        List<UserId> missed = new ArrayList<>();
        Map<UserId, Seat> seats = seats(around);
        for (Next step : due) {
            UserId person = step.person();
            if (person != null && (step.step() == Step.ASK || step.step() == Step.EXCUSE)) {
                session.mark(step.mark());
                Duration late = Duration.between(step.at(), now);
                if (around.answered().contains(person)) {
                    early.add(person);
                } else if (step.step() == Step.EXCUSE || isAway(seats.get(person), now)) {
                    away.add(person);
                } else if (!Session.inTime(around.rules().afterDowntime(), late, around.overtaken())) {
                    session.mark(MISSED + person.value());
                    missed.add(person);
                } else {
                    asked.add(person);
                    if (late.compareTo(AfterDowntime.ON_TIME) > 0) {
                        session.mark(LATE);
                    }
                }
            }
        }
        if (!away.isEmpty()) {
            session.happened(Kind.EXCUSED, null, now, away, null);
        }
        if (!missed.isEmpty()) {
            session.happened(Kind.EXCUSED, null, now, missed, "too late");
        }
        if (!asked.isEmpty() || !early.isEmpty()) {
            session.ask(asked, early, around.rules().duration(), now);
        }
    }

    private static Map<UserId, Seat> seats(Around around) {
        return around.seats().stream()
                .collect(Collectors.toMap(Seat::person, Function.identity(), (one, other) -> one));
    }

    private static boolean isAway(@Nullable Seat seat, Instant at) {
        return seat != null && seat.awayAt(at);
    }

    /** Everybody at most once, however many of their reminders are due; nobody whose time is over, or who is away. */
    private static void remind(Session session, Around around, List<Next> due, Instant now) {
        Set<UserId> people = new LinkedHashSet<>();
        for (Next step : due) {
            if (step.step() == Step.ASK_REMIND && step.person() != null) {
                session.mark(step.mark());
                people.add(step.person());
            }
        }
        people.retainAll(session.asked().stream().filter(one -> one.until().isAfter(now)).map(Asked::person)
                .collect(Collectors.toSet()));
        around.seats().stream().filter(seat -> seat.awayAt(now)).map(Seat::person).forEach(people::remove);
        if (!people.isEmpty()) {
            session.happened(Kind.ASK_REMINDED, null, now, List.copyOf(people), null);
        }
    }

    /** Who is away at the end of their time, or takes no part any more, has missed nothing. */
    private static void over(Session session, Around around, List<Next> due, Instant now) {
        Map<UserId, Seat> seats = seats(around);
        List<UserId> people = new ArrayList<>();
        for (Next step : due) {
            UserId person = step.person();
            if (step.step() == Step.ASK_OVER && person != null) {
                session.mark(step.mark());
                people.add(person);
                Seat seat = seats.get(person);
                if (seat == null || isAway(seat, step.at())) {
                    session.mark(GONE + person.value());
                }
            }
        }
        session.happened(Kind.ASK_OVER, null, now, people, null);
    }

    private static List<UserId> unread(Session session, Around around, Instant now) {
        return around.seats().stream().filter(seat -> !session.readers().contains(seat.person())
                && !seat.person().equals(session.preReadBy()) && !seat.awayAt(now)).map(Seat::person).toList();
    }
}
