package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.release.ChecklistItem.Said;
import dev.steward.release.Tasks.Known;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingHours;
import dev.steward.schedule.WorkingTime;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Keeps what a release takes in step with the release: which tasks there are, whose they are and when they are due. It looks at the
 * release as it is, so it may be called as often as anybody likes, in the transaction that changed or locked the release.
 */
@Component
class KeepTasks {
    private final Releases releases;
    private final Checklists checklists;
    private final Tasks tasks;
    private final WorkingHours hours;
    private final Areas areas;
    private final Members members;
    private final Cards cards;
    private final Timers timers;
    private final Clock clock;

    KeepTasks(Releases releases, Checklists checklists, Tasks tasks, WorkingHours hours, Areas areas,
            Members members, Cards cards, Timers timers, Clock clock) {
        this.releases = releases;
        this.checklists = checklists;
        this.tasks = tasks;
        this.hours = hours;
        this.areas = areas;
        this.members = members;
        this.cards = cards;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void written(ReleaseWritten event) {
        follow(event.workspace(), event.release());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void moved(ReleaseMoved event) {
        follow(event.workspace(), event.release());
    }

    private void follow(WorkspaceId workspace, ReleaseId id) {
        releases.find(workspace, id).ifPresent(release -> {
            keep(release, now());
            // what it is called and how far it has come stands on all of their cards
            tasks.of(workspace, id).forEach(this::show);
        });
    }

    /** Whether anything is still to be done for it. */
    static boolean takesAnything(Release release) {
        return release.state() != State.RETRACTED && release.state() != State.DISCARDED;
    }

    /** All that the release takes. Answers what their dates come from. */
    Launch keep(Release release, Instant now) {
        WorkspaceId workspace = release.facts().workspace();
        ReleaseId id = release.facts().id();
        Launch seen = Launch.of(release, now);
        List<LaunchTask> before = tasks.of(workspace, id);
        if (!takesAnything(release)) {
            String why = release.facts().reference() + " was " + release.state().word();
            store(before, before.stream().map(task -> task.open() ? task.dropped(why, now) : task).toList(), now);
            return seen;
        }
        Optional<Known> known = tasks.known(workspace, id);
        boolean otherDates = known.isEmpty() || !known.get().launch().sameAs(seen);
        Launch launch = otherDates ? seen : known.get().launch();
        int tier = release.content().tier();
        boolean otherTier = known.isEmpty() || known.get().tier() != tier;
        if (otherTier || otherDates) {
            tasks.know(workspace, id, new Known(tier, launch));
        }
        List<LaunchTask> wanted = otherTier ? listed(release, before, checklists.of(workspace, tier), now) : before;
        List<LaunchTask> after = dated(release, otherDates ? untold(wanted) : wanted, launch);
        List<LaunchTask> changed = store(before, after, now);
        look(otherDates ? after : changed, launch, now);
        return launch;
    }

    /**
     * One task as it is to be from now on, and everything that follows from it.
     *
     * @param launch what {@link #keep} answered
     */
    void put(Release release, LaunchTask changed, Launch launch, Instant now) {
        List<LaunchTask> before = tasks.find(changed.workspace(), List.of(changed.id().value()));
        look(store(before, dated(release, List.of(changed), launch), now), launch, now);
    }

    /** As far as its chase has come. */
    void lookAgain(LaunchTask task, Launch launch, Instant now) {
        store(tasks.find(task.workspace(), List.of(task.id().value())), List.of(task), now);
        look(List.of(task), launch, now);
    }

    /** The tier's checklist, where it is not there yet; what nobody did anything about and stands on it no more goes. */
    private List<LaunchTask> listed(Release release, List<LaunchTask> before, List<ChecklistItem> items, Instant now) {
        Map<String, LaunchTask> byTitle = new LinkedHashMap<>();
        before.forEach(task -> byTitle.put(task.titleKey(), task));
        Set<String> listed = new HashSet<>();
        int place = 0;
        for (ChecklistItem item : items) {
            int position = place++;
            listed.add(LaunchTask.key(item.title()));
            byTitle.compute(LaunchTask.key(item.title()), (title, there) -> there == null
                    ? LaunchTask.asked(new TaskId(UuidCreator.getTimeOrderedEpoch()), release.facts().workspace(),
                            release.facts().id(), position, new Said(item.title(), item.owner(), item.due()),
                            release.owner(), false, now)
                    : there.touched() ? there : there.listed(position, item, now));
        }
        String why = release.facts().reference() + " is tier " + release.content().tier() + " now";
        byTitle.replaceAll((title, task) -> listed.contains(title) || task.touched() || !task.open()
                ? task
                : task.dropped(why, now));
        return List.copyOf(byTitle.values());
    }

    private static List<LaunchTask> untold(List<LaunchTask> all) {
        return all.stream().map(task -> task.open() ? task.taken(0) : task).toList();
    }

    /** Whose they are and when they are due, those that are open. */
    private List<LaunchTask> dated(Release release, List<LaunchTask> all, Launch launch) {
        WorkspaceId workspace = release.facts().workspace();
        List<LaunchTask> owned = all.stream()
                .map(task -> task.open() ? task.ownedBy(holder(release, task.assignee())) : task).toList();
        Map<UserId, WorkingTime> working = hoursOf(workspace, owned);
        return owned.stream().map(task -> task.open()
                ? task.due(Due.of(task.offset(), launch.notBefore(task.askedAt()), hours(working, task.owner()))
                        .map(due -> due.truncatedTo(ChronoUnit.MICROS)).orElse(null))
                : task).toList();
    }

    private UserId holder(Release release, Assignee assignee) {
        WorkspaceId workspace = release.facts().workspace();
        Optional<UserId> holder = switch (assignee) {
            case Assignee.Person(var user) -> Optional.of(user);
            case Assignee.Role role -> role.equals(Assignee.AREA_OWNER)
                    ? Optional.ofNullable(release.content().area()).flatMap(area -> areas.find(workspace, area))
                            .map(Area::owner)
                    : Optional.empty();
        };
        return holder.filter(person -> members.reachable(workspace, person)).orElseGet(release::owner);
    }

    /** Answers those that have changed. */
    private List<LaunchTask> store(List<LaunchTask> before, List<LaunchTask> after, Instant now) {
        Map<TaskId, LaunchTask> old = before.stream().collect(Collectors.toMap(LaunchTask::id, task -> task));
        List<LaunchTask> changed = after.stream().filter(task -> !task.equals(old.get(task.id()))).toList();
        tasks.save(changed, now);
        List<LaunchTask> fresh = new ArrayList<>();
        for (LaunchTask task : changed) {
            LaunchTask was = old.get(task.id());
            if (task.open() && (was == null || !was.open() || !was.owner().equals(task.owner()))) {
                fresh.add(task);
            }
            show(task);
            if (!task.open()) {
                timers.cancel(timer(task));
            }
        }
        ask(fresh);
        return changed;
    }

    /** Whoever answers for the release has all that is nobody else's on its page, and needs no message for each. */
    private void ask(List<LaunchTask> all) {
        if (all.isEmpty()) {
            return;
        }
        LaunchTask any = all.getFirst();
        Optional<UserId> answers = releases.find(any.workspace(), any.release()).map(Release::owner);
        Map<UUID, UserId> asked = all.stream()
                .filter(task -> task.assignee() instanceof Assignee.Person
                        || !answers.equals(Optional.of(task.owner())))
                .collect(Collectors.toMap(task -> task.id().value(), LaunchTask::owner));
        if (!asked.isEmpty()) {
            cards.showTo(any.workspace(), TaskCards.KIND, asked);
        }
    }

    /** They are looked at when the next step of their chase is due, or after a week in case something was missed. */
    private void look(List<LaunchTask> all, Launch launch, Instant now) {
        List<LaunchTask> open = all.stream().filter(LaunchTask::open).toList();
        if (open.isEmpty()) {
            return;
        }
        Map<UserId, WorkingTime> working = hoursOf(open.getFirst().workspace(), open);
        Map<TimerKey, Instant> looks = new HashMap<>();
        Instant latest = now.plus(ChaseTasks.LOOK);
        open.forEach(task -> looks.put(timer(task), Chase.of(task, launch, hours(working, task.owner()))
                .map(chase -> chase.at(task.taken())).filter(latest::isAfter).orElse(latest)));
        timers.set(looks);
    }

    private Map<UserId, WorkingTime> hoursOf(WorkspaceId workspace, Collection<LaunchTask> all) {
        return hours.withoutAbsences(workspace,
                all.stream().filter(LaunchTask::open).map(LaunchTask::owner).collect(Collectors.toSet()));
    }

    private static WorkingTime hours(Map<UserId, WorkingTime> working, UserId owner) {
        WorkingTime found = working.get(owner);
        if (found == null) {
            throw new IllegalStateException("Nobody asked for the hours of " + owner);
        }
        return found;
    }

    private void show(LaunchTask task) {
        cards.changed(task.workspace(), TaskCards.KIND, task.id().value());
    }

    static TimerKey timer(LaunchTask task) {
        return ChaseTasks.TYPE.of(task.workspace(), task.id().value());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
