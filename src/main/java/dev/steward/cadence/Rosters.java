package dev.steward.cadence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.cadence.SessionPlan.Around;
import dev.steward.cadence.SessionPlan.Seat;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkingHours;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds a cadence's people and their time, in what Steward knows of the workspace: no call to Slack, so it can be in a transaction. */
@Component
class Rosters {
    private final Participants participants;
    private final Members members;
    private final Absences absences;
    private final WorkingHours hours;
    private final WorkspaceHolidays holidays;
    private final List<WhoAnswered> answered;

    Rosters(Participants participants, Members members, Absences absences, WorkingHours hours,
            WorkspaceHolidays holidays, List<WhoAnswered> answered) {
        this.participants = participants;
        this.members = members;
        this.absences = absences;
        this.hours = hours;
        this.holidays = holidays;
        this.answered = answered;
    }

    /** What the plan of a session is made from now. */
    Around around(Cadence cadence, Session session, Instant now) {
        WorkspaceId workspace = cadence.facts().workspace();
        Rules rules = cadence.rules();
        HolidayCalendar days = holidays.of(workspace);
        boolean written = session.facts().written();
        return new Around(rules, days, seats(workspace, rules, days),
                written ? answered(workspace, session) : Set.of(), working(workspace), cadence.owner(),
                rules.recurrence().next(session.startsAt(), days).filter(next -> !next.at().isAfter(now)).isPresent());
    }

    /** Who takes part, in their order. */
    List<UserId> participants(Cadence cadence) {
        return participants.of(cadence.facts().workspace(), cadence.rules().participants());
    }

    /** Who may facilitate, in their order. */
    List<UserId> eligible(Cadence cadence) {
        List<UserId> chosen = cadence.rules().facilitators();
        return chosen.isEmpty()
                ? participants(cadence)
                : participants.of(cadence.facts().workspace(), new People(chosen, List.of()));
    }

    /** Those of them who are not away then. */
    Set<UserId> present(WorkspaceId workspace, List<UserId> people, Instant at) {
        Set<UserId> present = new HashSet<>(people);
        present.removeAll(absences.at(workspace, people, at).keySet());
        return present;
    }

    private List<Seat> seats(WorkspaceId workspace, Rules rules, HolidayCalendar days) {
        List<UserId> people = participants.of(workspace, rules.participants());
        Map<UserId, Member> known = members.find(workspace, people);
        Map<UserId, List<Absence>> away = absences.of(workspace, people);
        Map<UserId, WorkingTime> weeks = rules.written() ? hours.withoutAbsences(workspace, people) : Map.of();
        return people.stream().map(person -> {
            Member member = known.get(person);
            ZoneId zone = member == null ? ZoneOffset.UTC : member.zone();
            return new Seat(person, zone, away.getOrDefault(person, List.of()), weeks.get(person));
        }).toList();
    }

    private Function<UserId, WorkingTime> working(WorkspaceId workspace) {
        Map<UserId, WorkingTime> known = new HashMap<>();
        return person -> Objects
                .requireNonNull(known.computeIfAbsent(person, each -> hours.of(workspace, each)));
    }

    private Set<UserId> answered(WorkspaceId workspace, Session session) {
        return answered.stream().flatMap(each -> each.of(workspace, session.facts().id()).stream())
                .collect(Collectors.toSet());
    }
}
