package dev.steward.release;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.slack.Phrases;
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

    /** What whoever wants to publish it is told, as mrkdwn: what had to be done before and is not. Empty where there is nothing. */
    Optional<String> warning(Release release) {
        List<LaunchTask> open = of(release.facts().workspace(), release.facts().id()).stream()
                .filter(task -> task.offset().before()).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(":warning: Not done yet of its checklist: " + Phrases.and(Phrases.few(open.stream()
                        .map(task -> TaskWords.named(task) + " (" + task.owner().mention() + ")").toList()))
                        + ". You can publish it all the same.");
    }
}
