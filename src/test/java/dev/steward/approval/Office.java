package dev.steward.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Approver;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.UserId;

/** People, as a request sees them: their zones and holidays, groups, managers, absences. Without a database, without Slack. */
final class Office {
    static final UserId PAUL = new UserId("UPAUL");
    static final UserId ANNA = new UserId("UANNA");
    static final UserId BEN = new UserId("UBEN");
    static final UserId CLEO = new UserId("UCLEO");
    static final UserId DORA = new UserId("UDORA");
    static final UserId EMIL = new UserId("UEMIL");
    static final UserId FAY = new UserId("UFAY");
    static final UserId ADA = new UserId("UADA");

    final UserId requester;
    final Map<UserId, ZoneId> zones = new HashMap<>();
    final Map<UserId, Set<LocalDate>> holidays = new HashMap<>();
    final Map<String, Set<UserId>> groups = new HashMap<>();
    final Map<UserId, UserId> managers = new HashMap<>();
    final Map<UserId, Away> away = new LinkedHashMap<>();
    final Set<UserId> deactivated = new HashSet<>();
    final Set<UserId> admins = new LinkedHashSet<>(Set.of(ADA));
    final Set<UserId> ops = new LinkedHashSet<>();
    @Nullable
    UserId areaOwner;
    @Nullable
    UserId initiativeOwner;
    private final Map<UserId, WorkingTime> hours = new HashMap<>();

    Office(UserId requester) {
        this.requester = requester;
    }

    /** @param standIn null: nobody */
    record Away(Instant from, Instant to, @Nullable UserId standIn) {
        boolean at(Instant now) {
            return !now.isBefore(from) && now.isBefore(to);
        }
    }

    WorkingTime hours(UserId person) {
        return hours.computeIfAbsent(person, who -> WorkingTime.of(zones.getOrDefault(who, ZoneId.of("UTC")),
                WorkingWeek.USUAL, day -> holidays.getOrDefault(who, Set.of()).contains(day)
                        ? Optional.of("Holiday")
                        : Optional.empty(),
                List.of()));
    }

    Roster roster(Instant now) {
        return new Then(now);
    }

    private final class Then implements Roster {
        private final Instant now;

        Then(Instant now) {
            this.now = now;
        }

        @Override
        public List<Invited> invite(List<Approver> named, Set<UserId> silent) {
            Map<UserId, Invited> invited = new LinkedHashMap<>();
            named.forEach(approver -> people(approver, silent).forEach(person -> {
                if (mayAnswer(person) && !person.equals(requester)) {
                    invited.putIfAbsent(person, new Invited(person, approver.words(),
                            approver instanceof Approver.Group group ? group.group() : null, null));
                }
            }));
            return instead(invited.values());
        }

        private Collection<UserId> people(Approver approver, Set<UserId> silent) {
            return switch (approver) {
                case Approver.Person person -> List.of(person.user());
                case Approver.Email email -> throw new IllegalArgumentException("Nobody here has " + email.address());
                case Approver.Group group -> new TreeSet<>(groups.getOrDefault(group.group(), Set.of()).stream()
                        .map(UserId::value).toList()).stream().map(UserId::new).toList();
                case Approver.Holder holder -> switch (holder.position()) {
                    case AREA_OWNER -> areaOwner == null ? List.of() : List.of(areaOwner);
                    case INITIATIVE_OWNER -> initiativeOwner == null ? List.of() : List.of(initiativeOwner);
                    case REQUESTERS_MANAGER -> managersOf(List.of(requester));
                    case OWNERS_MANAGER -> initiativeOwner == null ? List.of() : managersOf(List.of(initiativeOwner));
                    case APPROVERS_MANAGER -> managersOf(silent);
                    case OPS -> ops;
                    case ADMINS -> admins;
                };
            };
        }

        private List<UserId> managersOf(Collection<UserId> whose) {
            return whose.stream().map(managers::get).filter(Objects::nonNull).distinct().toList();
        }

        private List<Invited> instead(Collection<Invited> invited) {
            List<Invited> there = new ArrayList<>();
            Set<UserId> seated = new HashSet<>();
            invited.stream().filter(each -> !isAway(each.person())).forEach(each -> {
                there.add(each);
                seated.add(each.person());
            });
            invited.stream().filter(each -> isAway(each.person())).forEach(each -> {
                Optional<UserId> other = standIn(each.person());
                if (other.isEmpty() || other.get().equals(requester)) {
                    there.add(each);
                } else if (seated.add(other.get())) {
                    there.add(new Invited(other.get(), each.as(), each.group(), each.person()));
                }
            });
            return there;
        }

        @Override
        public List<Invited> lastResort() {
            return instead(admins.stream().filter(this::mayAnswer).filter(person -> !person.equals(requester))
                    .map(person -> new Invited(person, "an admin", null, null)).toList());
        }

        private boolean isAway(UserId person) {
            Away gone = away.get(person);
            return gone != null && gone.at(now);
        }

        @Override
        public Optional<UserId> standIn(UserId person) {
            Set<UserId> met = new HashSet<>();
            UserId who = person;
            for (Away gone = away.get(who); gone != null && gone.at(now) && met.add(who); gone = away.get(who)) {
                UserId other = gone.standIn();
                if (other == null) {
                    return Optional.empty();
                }
                who = other;
            }
            return met.isEmpty() || met.contains(who) || !mayAnswer(who) ? Optional.empty() : Optional.of(who);
        }

        @Override
        public Optional<Instant> leaves(UserId person, Instant after) {
            return Optional.ofNullable(away.get(person))
                    .filter(each -> each.standIn() != null && each.from().isAfter(after)).map(Away::from);
        }

        @Override
        public boolean mayAnswer(UserId person) {
            return !deactivated.contains(person);
        }

        @Override
        public boolean inGroup(UserId person, String group) {
            return groups.getOrDefault(group, Set.of()).contains(person);
        }

        @Override
        public WorkingTime hours(UserId person) {
            return Office.this.hours(person);
        }
    }
}
