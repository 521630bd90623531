package dev.steward.release;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

@Component
class PlannedTasks implements LaunchTasks {
    private final Tasks tasks;
    private final Releases releases;

    PlannedTasks(Tasks tasks, Releases releases) {
        this.tasks = tasks;
        this.releases = releases;
    }

    @Override
    public List<OpenTask> openOfPlanned(WorkspaceId workspace) {
        List<LaunchTask> open = tasks.openOfPlanned(workspace);
        Map<ReleaseId, Release> of = releases
                .find(workspace, open.stream().map(task -> task.release().value()).distinct().toList()).stream()
                .filter(release -> release.state() == State.PLANNED)
                .collect(Collectors.toMap(release -> release.facts().id(), release -> release));
        return open.stream()
                .flatMap(task -> Optional.ofNullable(of.get(task.release())).map(release -> open(release, task))
                        .stream())
                .sorted(Comparator.comparing(PlannedTasks::when)).toList();
    }

    private static OpenTask open(Release release, LaunchTask task) {
        return new OpenTask(task.release(), release.facts().reference().toString(), release.content().name(),
                time(release), task.title(), task.owner(), task.due());
    }

    private static @Nullable Instant time(Release release) {
        return release.when() instanceof When.At(var at) ? at : null;
    }

    private static Instant when(OpenTask task) {
        Instant at = task.goesAt();
        return at == null ? Instant.MAX : at;
    }
}
