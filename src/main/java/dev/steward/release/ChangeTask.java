package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.schedule.Absences;
import dev.steward.slack.Actor;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Changes a task in one transaction with everything that follows, under the lock of its release: of two people at it in the same instant
 * the second is told what the first one did.
 */
@Component
class ChangeTask {
    static final String GONE = "There is no such task here any more.";

    private final Releases releases;
    private final Tasks tasks;
    private final KeepTasks keep;
    private final Absences absences;
    private final Members members;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeTask(Releases releases, Tasks tasks, KeepTasks keep, Absences absences, Members members,
            PlatformTransactionManager transactions, Clock clock) {
        this.releases = releases;
        this.tasks = tasks;
        this.keep = keep;
        this.absences = absences;
        this.members = members;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void done(Actor by, TaskAsShown shown) {
        change(by, shown, (task, now) -> task.done(by.user(), now));
    }

    void notNeeded(Actor by, TaskAsShown shown, String reason) {
        change(by, shown, (task, now) -> task.notNeeded(by.user(), reason, now));
    }

    void handOver(Actor by, TaskAsShown shown, UserId to) {
        if (!members.reachable(by.workspace(), to)) {
            throw new Refused("Please choose a person of this workspace.");
        }
        change(by, shown, (task, now) -> task.handOver(to));
    }

    void reopen(Actor by, TaskAsShown shown) {
        change(by, shown, (task, now) -> task.reopen(now));
    }

    /** Why that would be refused now; empty when it would not be. Nothing is changed. */
    Optional<String> refusal(Actor by, TaskAsShown shown) {
        Optional<LaunchTask> task = tasks.find(by.workspace(), shown.task());
        Optional<Release> release = task.flatMap(each -> releases.find(by.workspace(), each.release()));
        if (task.isEmpty() || release.isEmpty()) {
            return Optional.of(GONE);
        }
        try {
            mayChange(by, task.get(), release.get(), clock.instant());
            task.get().done(by.user(), clock.instant());
            asShown(shown, task.get());
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.sentence());
        }
    }

    /**
     * Something that the release takes besides.
     *
     * @throws Refused when they may not, there is one of that title, or there are too many
     */
    void add(Actor by, ReleaseId id, Said said) {
        refusing(() -> {
            WorkspaceId workspace = by.workspace();
            Release release = releases.lock(workspace, id)
                    .orElseThrow(() -> new Refused("There is no such release here."));
            mayAdd(by, release);
            Instant now = now();
            Launch launch = keep.keep(release, now);
            List<LaunchTask> all = tasks.of(workspace, id);
            Optional<LaunchTask> same = all.stream()
                    .filter(task -> task.titleKey().equals(LaunchTask.key(said.title()))).findFirst();
            if (same.filter(task -> task.open() || task.settled()).isPresent()) {
                throw new Refused("It is on the checklist already.");
            }
            if (all.stream().filter(task -> task.open() || task.settled()).count() >= TasksView.SHOWN) {
                throw new Refused("A release takes " + TasksView.SHOWN + " tasks at most.");
            }
            int place = all.stream().mapToInt(LaunchTask::position).max().orElse(-1) + 1;
            TaskId which = same.map(LaunchTask::id).orElseGet(() -> new TaskId(UuidCreator.getTimeOrderedEpoch()));
            keep.put(release, LaunchTask.asked(which, workspace, id, place, said, release.owner(), true, now), launch,
                    now);
        });
    }

    static void mayAdd(Actor by, Release release) {
        if (!release.mayEdit(by.user(), by.role())) {
            throw new Refused("Only those who may edit " + release.facts().reference() + " can add to its checklist.");
        }
        mustTakeAnything(release);
    }

    private static void mustTakeAnything(Release release) {
        if (!KeepTasks.takesAnything(release)) {
            throw new Refused(release.facts().reference() + " was " + release.state().word() + ".");
        }
    }

    /** One transition of a task. */
    private interface Change {
        LaunchTask of(LaunchTask task, Instant now);
    }

    private void change(Actor by, TaskAsShown shown, Change change) {
        refusing(() -> {
            WorkspaceId workspace = by.workspace();
            Instant now = now();
            Release release = tasks.find(workspace, shown.task())
                    .flatMap(task -> releases.lock(workspace, task.release()))
                    .orElseThrow(() -> new Refused(GONE));
            Launch launch = keep.keep(release, now);
            LaunchTask task = tasks.find(workspace, shown.task()).orElseThrow(() -> new Refused(GONE));
            mayChange(by, task, release, now);
            LaunchTask changed = change.of(task, now);
            asShown(shown, task);
            keep.put(release, changed, launch, now);
        });
    }

    /** Why it is not possible at all was said before. @throws Refused.LookAgain when it does not stand as they were shown it */
    private static void asShown(TaskAsShown shown, LaunchTask now) {
        if (!shown.holds(now)) {
            throw new Refused.LookAgain("It has changed since you were shown this. "
                    + (shown.owner().equals(now.owner().value())
                            ? ""
                            : "It was " + shown.ownedBy().mention() + "'s. ")
                    + "Now: " + TaskWords.named(now) + ", " + TaskWords.fate(now) + ".");
        }
    }

    private void mayChange(Actor by, LaunchTask task, Release release, Instant now) {
        mustTakeAnything(release);
        if (by.user().equals(task.owner()) || release.mayEdit(by.user(), by.role())) {
            return;
        }
        Absences.Away away = absences.at(by.workspace(), Set.of(task.owner()), now).get(task.owner());
        if (away == null || !by.user().equals(away.standIn())) {
            throw new Refused("Only " + task.owner().mention() + ", who is to do it, and those who may edit "
                    + release.facts().reference() + " can do that.");
        }
    }

    /** What is refused is an answer, not a failure: thrown from in there it would undo the caller's transaction. */
    private void refusing(Runnable change) {
        Optional<Refused> refused = Objects.requireNonNull(transaction.execute(status -> tried(change)));
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private static Optional<Refused> tried(Runnable change) {
        try {
            change.run();
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
