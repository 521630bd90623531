package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Approver;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.WorkingHours;
import dev.steward.schedule.WorkingTime;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Managers;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds whom policies mean, in what Steward knows of the workspace: no call to Slack, so that it can be done in a transaction. */
@Component
class Rosters {
    /** Why somebody is asked whom the policy names, not by what they are. */
    static final String NAMED = "named by the policy";

    private final Members members;
    private final UserGroups groups;
    private final Managers managers;
    private final Areas areas;
    private final Initiatives initiatives;
    private final Absences absences;
    private final WorkingHours hours;
    private final Clock clock;

    Rosters(Members members, UserGroups groups, Managers managers, Areas areas, Initiatives initiatives,
            Absences absences, WorkingHours hours, Clock clock) {
        this.members = members;
        this.groups = groups;
        this.managers = managers;
        this.areas = areas;
        this.initiatives = initiatives;
        this.absences = absences;
        this.hours = hours;
        this.clock = clock;
    }

    /** For a request that is there, now. */
    Roster of(ApprovalRequest request) {
        Set<UserId> people = new HashSet<>();
        people.add(request.requester());
        request.stages().forEach(run -> run.seats().forEach(seat -> people.add(seat.person())));
        people.addAll(request.waitingFor());
        return new Now(request.facts(), request.question().scope().area(), people, clock.instant());
    }

    /** For a request that is to be opened, or that is only thought of. */
    Roster of(Facts facts, @Nullable String area, Instant at) {
        return new Now(facts, area, Set.of(facts.requester()), at);
    }

    private final class Now implements Roster {
        private final WorkspaceId workspace;
        private final Facts facts;
        private final @Nullable String area;
        private final Set<UserId> people;
        private final Instant now;
        private final Map<UserId, WorkingTime> times = new HashMap<>();
        private @Nullable Map<UserId, List<Absence>> away;

        Now(Facts facts, @Nullable String area, Collection<UserId> people, Instant now) {
            this.workspace = facts.workspace();
            this.facts = facts;
            this.area = area;
            this.people = new HashSet<>(people);
            this.now = now;
        }

        @Override
        public List<Invited> invite(List<Approver> named, Set<UserId> silent) {
            Map<UserId, Invited> invited = new LinkedHashMap<>();
            for (Approver approver : named) {
                find(approver, silent).forEach((person, as) -> invited.putIfAbsent(person, as));
            }
            return replaced(invited.values());
        }

        @Override
        public List<Invited> lastResort() {
            return replaced(those(members.with(workspace, Role.ADMIN).stream().map(Member::id).toList(),
                    "an admin, since nobody else could be asked", null).values());
        }

        private Map<UserId, Invited> find(Approver approver, Set<UserId> silent) {
            return switch (approver) {
                case Approver.Person(var user) -> those(List.of(user), NAMED, null);
                case Approver.Email(var address) -> those(members.withEmail(workspace, address), NAMED, null);
                case Approver.Group group -> ofGroup(group);
                case Approver.Holder holder -> those(switch (holder.position()) {
                    case AREA_OWNER -> some(areaOf().map(Area::owner).orElse(null));
                    case INITIATIVE_OWNER -> some(initiative().map(Initiative::owner).orElse(null));
                    case REQUESTERS_MANAGER -> managersOf(Set.of(facts.requester()));
                    case OWNERS_MANAGER -> managersOf(initiative().map(each -> Set.of(each.owner())).orElse(Set.of()));
                    case APPROVERS_MANAGER -> managersOf(silent);
                    case OPS -> members.with(workspace, Role.OPS).stream().map(Member::id).toList();
                    case ADMINS -> members.with(workspace, Role.ADMIN).stream().map(Member::id).toList();
                }, asOne(holder), null);
            };
        }

        /** As what each of them is asked. */
        private static String asOne(Approver.Holder holder) {
            return switch (holder.position()) {
                case OPS -> "one of the ops people";
                case ADMINS -> "an admin";
                default -> holder.words();
            };
        }

        private Map<UserId, Invited> ofGroup(Approver.Group named) {
            return (named.byHandle()
                    ? groups.named(workspace, named.group())
                    : groups.find(workspace, named.group())).map(
                            group -> those(
                                    groups.members(workspace, List.of(group.id())).getOrDefault(group.id(), Set.of())
                                            .stream()
                                            .sorted((one, other) -> one.value().compareTo(other.value())).toList(),
                                    Mrkdwn.escape("@" + group.handle()), group.id()))
                    .orElse(Map.of());
        }

        private Optional<Area> areaOf() {
            return Optional.ofNullable(area).flatMap(name -> areas.named(workspace, name))
                    .or(() -> initiative().map(Initiative::area).flatMap(id -> areas.find(workspace, id)));
        }

        private Optional<Initiative> initiative() {
            return Optional.ofNullable(facts.initiative()).flatMap(id -> initiatives.find(workspace, id));
        }

        private List<UserId> managersOf(Set<UserId> whose) {
            return whose.isEmpty() ? List.of() : managers.of(workspace, whose).values().stream().distinct().toList();
        }

        private List<UserId> some(@Nullable UserId one) {
            return one == null ? List.of() : List.of(one);
        }

        private Map<UserId, Invited> those(List<UserId> found, String as, @Nullable String group) {
            Set<UserId> there = members.reachable(workspace, found);
            Map<UserId, Invited> invited = new LinkedHashMap<>();
            found.stream().filter(person -> there.contains(person) && !person.equals(facts.requester()))
                    .forEach(person -> invited.put(person, new Invited(person, as, group, null)));
            return invited;
        }

        /** Whoever is away gives way to who stands in, unless that is the requester or somebody who is asked anyway. */
        private List<Invited> replaced(Collection<Invited> invited) {
            List<UserId> asked = invited.stream().map(Invited::person).toList();
            Map<UserId, Absences.Away> gone = absences.at(workspace, asked, now);
            List<Invited> there = new ArrayList<>();
            Set<UserId> seated = new HashSet<>();
            invited.stream().filter(each -> !gone.containsKey(each.person())).forEach(each -> {
                seated.add(each.person());
                there.add(each);
            });
            invited.stream().filter(each -> gone.containsKey(each.person())).forEach(each -> {
                UserId standIn = Objects.requireNonNull(gone.get(each.person())).standIn();
                if (standIn == null || standIn.equals(facts.requester())) {
                    there.add(each);
                } else if (seated.add(standIn)) {
                    there.add(new Invited(standIn, each.as(), each.group(), each.person()));
                }
            });
            return there;
        }

        @Override
        public Optional<UserId> standIn(UserId person) {
            if (awayOf(person).stream().noneMatch(each -> each.standIn() != null && !each.from().isAfter(now))) {
                return Optional.empty();
            }
            return Optional.ofNullable(absences.at(workspace, List.of(person), now).get(person))
                    .map(Absences.Away::standIn);
        }

        @Override
        public Optional<Instant> leaves(UserId person, Instant after) {
            return awayOf(person).stream().filter(each -> each.standIn() != null && each.from().isAfter(after))
                    .map(Absence::from).findFirst();
        }

        private List<Absence> awayOf(UserId person) {
            Map<UserId, List<Absence>> known = away;
            if (known == null || !people.contains(person)) {
                people.add(person);
                known = absences.of(workspace, people);
                away = known;
            }
            return known.getOrDefault(person, List.of());
        }

        @Override
        public boolean mayAnswer(UserId person) {
            return members.reachable(workspace, person);
        }

        @Override
        public boolean inGroup(UserId person, String group) {
            return groups.members(workspace, List.of(group)).getOrDefault(group, Set.of()).contains(person);
        }

        @Override
        public WorkingTime hours(UserId person) {
            if (!times.containsKey(person)) {
                people.add(person);
                times.putAll(hours.withoutAbsences(workspace,
                        Stream.concat(people.stream(), Stream.of(person)).distinct().toList()));
            }
            return Objects.requireNonNull(times.get(person));
        }
    }
}
