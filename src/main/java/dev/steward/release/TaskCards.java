package dev.steward.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The cards of launch tasks, and what delivery calls them: whoever is to do one hears when a message about it does not arrive. */
@Component
class TaskCards implements CardKind, Things {
    static final String KIND = "release.task";

    private final Tasks tasks;
    private final Releases releases;

    TaskCards(Tasks tasks, Releases releases) {
        this.tasks = tasks;
        this.releases = releases;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return tasks.find(workspace, new TaskId(thing)).flatMap(
                task -> releases.find(workspace, task.release()).map(release -> TaskCard.of(task, release)));
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        List<LaunchTask> found = tasks.find(workspace, things);
        Map<UUID, Reference> references = new HashMap<>();
        releases.find(workspace, found.stream().map(task -> task.release().value()).collect(Collectors.toSet()))
                .forEach(release -> references.put(release.facts().id().value(), release.facts().reference()));
        Map<UUID, Thing> named = new HashMap<>();
        found.forEach(task -> named.put(task.id().value(), new Thing(
                TaskWords.named(task) + " for " + references.get(task.release().value()), task.owner())));
        return named;
    }
}
