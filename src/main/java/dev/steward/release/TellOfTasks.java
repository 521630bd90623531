package dev.steward.release;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.schedule.Absences;
import dev.steward.workspace.Overseers;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Tells whoever is to do something, and those who answer for it, that it is due. Whoever stands in for somebody hears in their place. */
@Component
class TellOfTasks {
    private final Notices notices;
    private final Absences absences;
    private final Overseers overseers;

    TellOfTasks(Notices notices, Absences absences, Overseers overseers) {
        this.notices = notices;
        this.absences = absences;
        this.overseers = overseers;
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
            overseers.of(task.workspace(), release.content().area(), List.of(task.owner(), release.owner()))
                    .forEach(person -> told.put(person, TaskNotice.STILL_OPEN));
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
}
