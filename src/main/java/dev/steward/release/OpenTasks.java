package dev.steward.release;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/** What of a release's checklist is not done: whoever publishes it is warned of it, and may all the same. */
@Component
class OpenTasks {
    private final Tasks tasks;

    OpenTasks(Tasks tasks) {
        this.tasks = tasks;
    }

    /** In the order of the checklist. What is due after publishing is among them. */
    List<LaunchTask> of(WorkspaceId workspace, ReleaseId release) {
        return tasks.of(workspace, release).stream().filter(LaunchTask::open).toList();
    }

    /** Those of them that had to be done before it goes out. */
    List<LaunchTask> beforePublishing(WorkspaceId workspace, ReleaseId release) {
        return of(workspace, release).stream().filter(task -> task.offset().before()).toList();
    }
}
