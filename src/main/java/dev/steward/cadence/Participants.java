package dev.steward.cadence;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who takes part in something: members who were named, and whoever is in a user group now. */
@Component
class Participants {
    private final Members members;
    private final UserGroups groups;

    Participants(Members members, UserGroups groups) {
        this.members = members;
        this.groups = groups;
    }

    /**
     * Each once: those named in their order, then those of the groups by name. Nobody who was deactivated, no bots, nobody of another
     * organisation.
     */
    List<UserId> of(WorkspaceId workspace, People people) {
        Set<UserId> inGroups = new LinkedHashSet<>();
        if (!people.groups().isEmpty()) {
            groups.members(workspace, people.groups()).values().forEach(inGroups::addAll);
        }
        Set<UserId> all = new LinkedHashSet<>(people.members());
        all.addAll(inGroups);
        Map<UserId, Member> known = members.find(workspace, all);
        Set<UserId> found = new LinkedHashSet<>(people.members());
        known.values().stream().filter(member -> inGroups.contains(member.id()))
                .sorted(Comparator.comparing(Member::name).thenComparing(member -> member.id().value()))
                .forEach(member -> found.add(member.id()));
        return found.stream().filter(person -> Optional.ofNullable(known.get(person)).filter(Member::reachable)
                .isPresent()).toList();
    }

    /** The user groups that a member is in. */
    Set<String> groupsOf(WorkspaceId workspace, UserId member) {
        return groups.of(workspace, member);
    }
}
