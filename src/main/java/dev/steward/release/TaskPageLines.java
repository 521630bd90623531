package dev.steward.release;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

/** What the page of a release says of its checklist. */
@Component
class TaskPageLines implements ReleasePageLines {
    /** A page has other things to say. */
    private static final int SHOWN = 10;

    private final Tasks tasks;

    TaskPageLines(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public List<String> lines(Release release) {
        List<LaunchTask> all = tasks.of(release.facts().workspace(), release.facts().id()).stream()
                .filter(task -> task.open() || task.settled()).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        List<LaunchTask> open = all.stream().filter(LaunchTask::open).toList();
        List<String> lines = new ArrayList<>();
        lines.add("*" + TaskWords.progress(all) + "*");
        open.stream().limit(SHOWN).forEach(
                task -> lines.add("☐ " + TaskWords.named(task) + ", " + TaskWords.fate(task)));
        if (open.size() > SHOWN) {
            lines.add("… and " + (open.size() - SHOWN) + " others");
        }
        return lines;
    }
}
