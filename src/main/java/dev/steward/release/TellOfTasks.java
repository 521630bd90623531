package dev.steward.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.schedule.Absences;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Tells whoever is to do something, and those who answer for it, that it is due. Whoever stands in for somebody hears in their place. */
@Component
class TellOfTasks {
    private final Notices notices;
    private final Absences absences;
    private final Areas areas;
    private final Members members;
    private final Reachable reachable;

    TellOfTasks(Notices notices, Absences absences, Areas areas, Members members, Reachable reachable) {
        this.notices = notices;
        this.absences = absences;
        this.areas = areas;
        this.members = members;
        this.reachable = reachable;
    }

    /**
     * What is said once these steps of its chase are taken: of several at once, after downtime, nobody hears more than the last.
     *
     * @param taken how many are behind it now
     */
    void late(Release release, LaunchTask task, Chase chase, int taken, Instant now) {
        Map<UserId, TaskNotice> told = new LinkedHashMap<>();
        Predicate<Integer> passed = step -> step >= task.taken() && step < taken;
        if (passed.test(Chase.AREA_HEARS)) {
            overseers(release, task).forEach(person -> told.put(person, TaskNotice.STILL_OPEN));
        }
        if (passed.test(Chase.OWNER_HEARS)) {
            told.putIfAbsent(release.owner(), TaskNotice.LATE);
        }
        int last = taken - 1;
        if (last > Chase.AREA_HEARS) {
            told.put(task.owner(), TaskNotice.REMINDER);
        } else if (passed.test(Chase.DUE)) {
            told.put(task.owner(), last == Chase.DUE ? TaskNotice.DUE : TaskNotice.REMINDER);
        } else if (last == Chase.SOON) {
            told.put(task.owner(), TaskNotice.SOON);
        } else if (told.containsKey(task.owner())) {
            told.put(task.owner(), TaskNotice.REMINDER);
        }
        say(release, task, chase, last, told, now);
    }

    private void say(Release release, LaunchTask task, Chase chase, int step, Map<UserId, TaskNotice> told,
            Instant now) {
        WorkspaceId workspace = task.workspace();
        Map<UserId, Absences.Away> away = absences.at(workspace, told.keySet(), now);
        String occasion = "task." + step + "." + chase.due().getEpochSecond();
        Set<UserId> heard = new HashSet<>();
        told.forEach((person, notice) -> {
            UserId standIn = Optional.ofNullable(away.get(person)).map(Absences.Away::standIn).orElse(null);
            UserId to = standIn == null ? person : standIn;
            if (heard.add(to)) {
                notices.say(workspace, task.id().value(), occasion, new Notices.Recipient.Direct(to),
                        TaskCard.notice(task, notice.words(release, task, standIn == null ? null : person)),
                        RemindOfTasks.NAME);
            }
        });
    }

    /** The area's owner, unless they have heard already or there is none; then ops people, then admins. */
    private Collection<UserId> overseers(Release release, LaunchTask task) {
        WorkspaceId workspace = task.workspace();
        Set<UserId> heard = new HashSet<>(List.of(task.owner(), release.owner()));
        Optional<UserId> owner = Optional.ofNullable(release.content().area())
                .flatMap(area -> areas.find(workspace, area)).map(Area::owner)
                .filter(reachable.in(workspace)).filter(person -> !heard.contains(person));
        if (owner.isPresent()) {
            return List.of(owner.get());
        }
        for (Role role : List.of(Role.OPS, Role.ADMIN)) {
            Set<UserId> others = new LinkedHashSet<>(
                    members.with(workspace, role).stream().map(Member::id).toList());
            others.removeAll(heard);
            if (!others.isEmpty()) {
                return new ArrayList<>(others);
            }
        }
        return List.of();
    }
}
