package dev.steward.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Need;
import dev.steward.policy.Position;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** A few people who are asked, each in their own zone, and what a request to them is made of. */
final class SimulatedPeople {
    static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));
    static final UserId MAYA = new UserId("UMAYA");
    static final UserId AMARA = new UserId("UAMARA");
    static final UserId YUKI = new UserId("UYUKI");
    static final UserId JONAS = new UserId("UJONAS");
    static final Gate LAUNCH = new Gate("launch", "Launch", null, null, List.of("Tested", "Support knows"));

    final Map<UserId, ZoneId> zones = new HashMap<>(Map.of(MAYA, ZoneId.of("Europe/Berlin"), AMARA,
            ZoneId.of("America/New_York"), YUKI, ZoneId.of("Asia/Tokyo"), JONAS, ZoneId.of("Europe/Berlin")));
    private final Map<LocalDate, String> holidays = new HashMap<>();
    private final List<Away> away = new ArrayList<>();

    private record Away(UserId person, Instant from, Instant to, UserId standIn) {}

    SimulatedPeople holiday(LocalDate day) {
        holidays.put(day, "Holiday");
        return this;
    }

    SimulatedPeople away(UserId person, Instant from, Instant to, UserId standIn) {
        away.add(new Away(person, from, to, standIn));
        return this;
    }

    static Facts asked(Instant at) {
        return new Facts(new RequestId(new UUID(7, 7)), WORKSPACE, new Reference(7), MAYA, null, null, at);
    }

    static Question question(Scope scope) {
        return new Question("May we launch?", null, scope, List.of(), null, null);
    }

    static Stage stage(String name, WorkingAmount within, Silence silence, List<WorkingAmount> remind,
            List<Rung> ladder, Approver... ask) {
        return new Stage(name, List.of(ask), Need.ANY, within, remind, ladder, silence, Set.of());
    }

    static Terms terms(boolean together, Stage... stages) {
        return new Terms(1, LAUNCH, new Rule("Ask", Set.of(), Conditions.NONE, new Rule.Outcome.Stages(together,
                List.of(stages), new Disagreement(List.of(new Approver.Holder(Position.ADMINS)),
                        WorkingAmount.days(1), List.of()))));
    }

    static Approver person(UserId user) {
        return new Approver.Person(user);
    }

    Roster at(Instant now) {
        return new Roster() {
            @Override
            public List<Invited> invite(List<Approver> named, Set<UserId> silent) {
                Map<UserId, Invited> invited = new LinkedHashMap<>();
                for (Approver approver : named) {
                    if (approver instanceof Approver.Person(var user) && !user.equals(MAYA)) {
                        UserId instead = standIn(user).orElse(null);
                        UserId asked = instead == null ? user : instead;
                        invited.putIfAbsent(asked, new Invited(asked, "named by the policy", null,
                                instead == null ? null : user));
                    }
                }
                return List.copyOf(invited.values());
            }

            @Override
            public List<Invited> lastResort() {
                return List.of(new Invited(JONAS, "an admin, since nobody else could be asked", null, null));
            }

            @Override
            public Optional<UserId> standIn(UserId person) {
                return away.stream().filter(each -> each.person().equals(person) && !each.from().isAfter(now)
                        && each.to().isAfter(now)).map(Away::standIn).findFirst();
            }

            @Override
            public Optional<Instant> leaves(UserId person, Instant after) {
                return away.stream().filter(each -> each.person().equals(person) && each.from().isAfter(after))
                        .map(Away::from).min(Instant::compareTo);
            }

            @Override
            public boolean mayAnswer(UserId person) {
                return true;
            }

            @Override
            public boolean inGroup(UserId person, String group) {
                return true;
            }

            @Override
            public WorkingTime hours(UserId person) {
                return SimulatedPeople.this.hours(person);
            }
        };
    }

    WorkingTime hours(UserId person) {
        HolidayCalendar calendar = day -> Optional.ofNullable(holidays.get(day));
        return WorkingTime.of(zones.getOrDefault(person, ZoneOffset.UTC), WorkingWeek.USUAL, calendar, List.of());
    }

    Simulation simulate(Instant asked, @Nullable Instant neededBy, Terms terms) {
        return Simulation.of(asked(asked),
                new Question("May we launch?", null, Scope.UNKNOWN, List.of(), neededBy, null), terms, this::at);
    }
}
