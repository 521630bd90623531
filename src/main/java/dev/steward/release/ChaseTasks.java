package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.WorkingHours;

/**
 * Chases what is open until it is done. Each task that is open has a timer: the next step of its chase, or a look whether whoever is to
 * do it is still there.
 */
@Component
class ChaseTasks implements TimerHandler, TimerAudit {
    static final TimerType TYPE = new TimerType("release.task");
    static final Duration LOOK = Duration.ofDays(7);

    private final Releases releases;
    private final Tasks tasks;
    private final KeepTasks keep;
    private final TellOfTasks tell;
    private final WorkingHours hours;

    ChaseTasks(Releases releases, Tasks tasks, KeepTasks keep, TellOfTasks tell, WorkingHours hours) {
        this.releases = releases;
        this.tasks = tasks;
        this.keep = keep;
        this.tell = tell;
        this.hours = hours;
    }

    @Override
    public TimerType type() {
        return TYPE;
    }

    @Override
    public String title(TimerKey timer) {
        return tasks.find(timer.workspace(), new TaskId(timer.subject())).map(LaunchTask::title)
                .filter(title -> title.length() <= 100).orElse("a launch task");
    }

    @Override
    public void handle(DueTimer timer) {
        TaskId id = new TaskId(timer.subject());
        Optional<Release> release = tasks.find(timer.workspace(), id)
                .flatMap(task -> releases.lock(timer.workspace(), task.release()));
        if (release.isPresent()) {
            handle(release.get(), id, timer.now().truncatedTo(ChronoUnit.MICROS));
        }
    }

    private void handle(Release release, TaskId id, Instant now) {
        Launch launch = keep.keep(release, now);
        LaunchTask task = tasks.find(release.facts().workspace(), id).orElseThrow();
        if (!task.open()) {
            return;
        }
        Optional<Chase> chase = Chase.of(task, launch,
                hours.withoutAbsences(task.workspace(), List.of(task.owner())).values().iterator().next());
        int taken = chase.map(each -> each.taken(now)).orElse(0);
        if (chase.isPresent() && taken > task.taken()) {
            tell.late(release, task, chase.get(), taken, now);
        }
        keep.lookAgain(task.taken(Math.max(taken, task.taken())), launch, now);
    }

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public Stream<Needed> needed() {
        return tasks.open().map(open -> new Needed(TYPE.of(open.workspace(), open.id().value()), open.due()));
    }
}
