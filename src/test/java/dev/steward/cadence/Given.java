package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.steward.cadence.SessionPlan.Around;
import dev.steward.cadence.SessionPlan.Seat;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Something to test the pure core with: a review every Tuesday at 10:00 in Berlin, from 3 March 2026 on, with nothing but plain values. */
final class Given {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final UserId ANA = new UserId("U0ANA");
    static final UserId BEN = new UserId("U0BEN");
    static final UserId CHI = new UserId("U0CHI");
    static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.fromString("0192a000-0000-7000-8000-000000000001"));
    static final CadenceId CADENCE = new CadenceId(UUID.fromString("0192a000-0000-7000-8000-000000000002"));
    static final LocalDateTime TUESDAY = LocalDate.of(2026, 3, 3).atTime(10, 0);

    boolean written;
    Duration duration = Duration.ofMinutes(30);
    AfterDowntime afterDowntime = new AfterDowntime.Skip();
    Lead agendaLead = Lead.days(1);
    Lead preRead = Lead.hours(4);
    List<Lead> reminders = List.of(Lead.minutes(10));
    HolidayCalendar holidays = HolidayCalendar.NONE;
    boolean overtaken;
    final Map<UserId, ZoneId> people = new HashMap<>(Map.of(ANA, BERLIN, BEN, NEW_YORK, CHI, TOKYO));
    final Map<UserId, List<Absence>> away = new HashMap<>();
    final Map<UserId, WorkingWeek> weeks = new HashMap<>();
    final Set<UserId> answered = new HashSet<>();

    static Given meeting() {
        return new Given();
    }

    static Given written() {
        var given = new Given();
        given.written = true;
        given.duration = Duration.ofHours(7);
        given.reminders = List.of(Lead.hours(1));
        return given;
    }

    Rules rules() {
        return new Rules("Roadmap review", Template.ROADMAP_REVIEW, written, new ChannelId("C0REVIEWS"), null,
                Recurrence.of(TUESDAY, BERLIN, "FREQ=WEEKLY;BYDAY=TU"), afterDowntime, duration,
                new People(List.of(ANA, BEN, CHI), List.of()), List.of(), agendaLead, preRead, reminders,
                written ? List.of("What moved?") : List.of());
    }

    Around around() {
        List<Seat> seats = new ArrayList<>();
        for (UserId person : List.of(ANA, BEN, CHI)) {
            ZoneId zone = people.get(person);
            if (zone != null) {
                seats.add(new Seat(person, zone, away.getOrDefault(person, List.of()), WorkingTime.of(zone,
                        weeks.getOrDefault(person, WorkingWeek.USUAL), holidays, List.of())));
            }
        }
        return new Around(rules(), holidays, seats, answered,
                person -> WorkingTime.of(people.getOrDefault(person, BERLIN),
                        weeks.getOrDefault(person, WorkingWeek.USUAL), holidays, away.getOrDefault(person, List.of())),
                ANA, overtaken);
    }

    /** On Tuesday 3 March, as it was prepared a week earlier; Ana facilitates it. */
    Session session() {
        return session(TUESDAY);
    }

    Session session(LocalDateTime planned) {
        Instant starts = planned.atZone(BERLIN).toInstant();
        return Session.prepare(new Session.Facts(new SessionId(UUID.randomUUID()), WORKSPACE, CADENCE, written),
                planned,
                starts, written ? null : ANA, starts.minus(Duration.ofDays(7)));
    }

    void pass(Session session, Instant now) {
        SessionPlan.pass(session, around(), now);
    }

    /** In Berlin. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    static Standing member(UserId user) {
        return new Standing(user, Role.MEMBER, false, false, true);
    }

    static Standing facilitator() {
        return new Standing(ANA, Role.MEMBER, false, true, true);
    }

    static Standing owner() {
        return new Standing(BEN, Role.MEMBER, true, false, true);
    }

    static Standing ops() {
        return new Standing(new UserId("U0OPS"), Role.OPS, false, false, false);
    }

    static List<SessionHappening.Kind> kinds(Session session) {
        return session.happenings().stream().map(SessionHappening::kind).toList();
    }
}
