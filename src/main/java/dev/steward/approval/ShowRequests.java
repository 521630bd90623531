package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.initiative.Initiatives;
import dev.steward.policy.Approver;
import dev.steward.schedule.Absences;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds what is shown beside a request: names, decisions, history, and what time will bring. */
@Component
class ShowRequests {
    private final Requests requests;
    private final Decisions decisions;
    private final Rosters rosters;
    private final Initiatives initiatives;
    private final Members members;
    private final UserGroups groups;
    private final Absences absences;
    private final Clock clock;

    ShowRequests(Requests requests, Decisions decisions, Rosters rosters, Initiatives initiatives, Members members,
            UserGroups groups, Absences absences, Clock clock) {
        this.requests = requests;
        this.decisions = decisions;
        this.rosters = rosters;
        this.initiatives = initiatives;
        this.members = members;
        this.groups = groups;
        this.absences = absences;
        this.clock = clock;
    }

    Shown of(ApprovalRequest request) {
        ApprovalRequest.Facts facts = request.facts();
        WorkspaceId workspace = facts.workspace();
        Instant now = clock.instant();
        List<Ahead> ahead = Ahead.of(request, rosters.of(request), now);
        List<Decision> decided = decisions.of(workspace, facts.id());
        Set<UserId> replaced = request.state().open() ? replaced(request) : Set.of();
        return new Shown(request,
                facts.initiative() == null ? null : initiatives.find(workspace, facts.initiative()).orElse(null),
                ahead, requests.history(workspace, facts.id()), decided, names(workspace, people(request, ahead)),
                handles(workspace, request),
                replaced.isEmpty() ? Map.of() : absences.at(workspace, replaced, now));
    }

    private static Set<UserId> replaced(ApprovalRequest request) {
        Set<UserId> replaced = request.stages().stream().flatMap(run -> run.seats().stream())
                .flatMap(seat -> seat.path().stream()).collect(Collectors.toSet());
        if (request.state() == RequestState.BLOCKED) {
            request.ruling().rulers().forEach(seat -> replaced.addAll(seat.path()));
        }
        return replaced;
    }

    private static Set<UserId> people(ApprovalRequest request, List<Ahead> ahead) {
        Set<UserId> people = new HashSet<>();
        people.add(request.requester());
        ahead.forEach(each -> {
            people.addAll(each.comers());
            if (each.step().person() != null) {
                people.add(each.step().person());
            }
        });
        request.stages().stream().flatMap(run -> run.stage().ask().stream()).forEach(approver -> {
            if (approver instanceof Approver.Person(var user)) {
                people.add(user);
            }
        });
        return people;
    }

    private Map<UserId, String> names(WorkspaceId workspace, Set<UserId> people) {
        Map<UserId, String> names = new HashMap<>();
        members.find(workspace, people).forEach((id, member) -> names.put(id, member.name()));
        return names;
    }

    private Map<String, String> handles(WorkspaceId workspace, ApprovalRequest request) {
        Map<String, String> handles = new HashMap<>();
        request.stages().stream().filter(run -> run.status() == StageRun.Status.WAITING)
                .flatMap(run -> run.stage().ask().stream()).forEach(approver -> {
                    if (approver instanceof Approver.Group group && !group.byHandle()) {
                        groups.find(workspace, group.group())
                                .ifPresent(found -> handles.put(group.group(), found.handle()));
                    }
                });
        return handles;
    }
}
