package dev.steward.approval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.steward.policy.Approver;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.UserId;

/** A roster of people whom a test makes up: who is who, who is gone, who stands in. They work from 9 to 17 UTC, Monday to Friday. */
final class People implements Roster {
    private static final WorkingTime HOURS = WorkingTime.of(ZoneOffset.UTC, WorkingWeek.USUAL, HolidayCalendar.NONE,
            List.of());

    private final Map<Approver, List<Invited>> named = new HashMap<>();
    private final Map<String, Set<UserId>> groups = new HashMap<>();
    private final Set<UserId> unable = new HashSet<>();
    private final Map<UserId, UserId> standIns = new HashMap<>();

    People is(Approver approver, UserId... people) {
        named.put(approver, Arrays.stream(people)
                .map(person -> new Invited(person, approver instanceof Approver.Person
                        ? Rosters.NAMED
                        : approver.words(), null, null))
                .toList());
        return this;
    }

    People group(String id, UserId... people) {
        groups.put(id, new HashSet<>(List.of(people)));
        named.put(new Approver.Group(id), Arrays.stream(people)
                .map(person -> new Invited(person, "@\u2060leads", id, null)).toList());
        return this;
    }

    void leaves(UserId person, String group) {
        groups.getOrDefault(group, Set.of()).remove(person);
    }

    void away(UserId person, UserId standIn) {
        standIns.put(person, standIn);
    }

    @Override
    public List<Invited> invite(List<Approver> approvers, Set<UserId> silent) {
        Map<UserId, Invited> found = new LinkedHashMap<>();
        for (Approver approver : approvers) {
            named.getOrDefault(approver, List.of()).forEach(each -> found.putIfAbsent(each.person(), each));
        }
        return new ArrayList<>(found.values());
    }

    @Override
    public List<Invited> lastResort() {
        return List.of(new Invited(new UserId("UADMIN"), "an admin, since nobody else could be asked", null, null));
    }

    @Override
    public Optional<UserId> standIn(UserId person) {
        return Optional.ofNullable(standIns.get(person));
    }

    @Override
    public Optional<Instant> leaves(UserId person, Instant after) {
        return Optional.empty();
    }

    @Override
    public boolean mayAnswer(UserId person) {
        return !unable.contains(person);
    }

    @Override
    public boolean inGroup(UserId person, String group) {
        return groups.getOrDefault(group, Set.of()).contains(person);
    }

    @Override
    public WorkingTime hours(UserId person) {
        return HOURS;
    }
}
