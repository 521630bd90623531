package dev.steward.release;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** Launch tasks in words, as mrkdwn. */
final class TaskWords {
    private static final int NAME = 200;
    private static final int REASON = 400;

    private TaskWords() {}

    static String named(LaunchTask task) {
        return Phrases.bold(task.title());
    }

    /** {@code REL-4 Ledger export 2.14.0}. */
    static String of(Release release) {
        return release.facts().reference() + " " + Quoted.line(release.content().name(), NAME);
    }

    /** {@code due Thu 3 Dec at 16:00}, or what its date waits for. */
    static String due(LaunchTask task) {
        Instant due = task.due();
        return due == null ? task.offset().words() + " it goes out" : "due " + Phrases.time(due);
    }

    /** What became of it; what is to be said of one that is open. */
    static String fate(LaunchTask task) {
        LaunchTask.Ended ended = task.ended();
        if (ended == null) {
            return task.owner().mention() + ", " + due(task);
        }
        return switch (ended.how()) {
            case DONE -> "done by " + Objects.requireNonNull(ended.by()).mention() + " " + Phrases.time(ended.at());
            case NOT_NEEDED -> "not needed, says " + Objects.requireNonNull(ended.by()).mention()
                    + Quoted.after(ended.reason(), REASON);
            case DROPPED -> "not on the list any more: " + Quoted.line(String.valueOf(ended.reason()), REASON);
        };
    }

    /** {@code Checklist: 2 of 5 done}. */
    static String progress(List<LaunchTask> all) {
        long taken = all.stream().filter(task -> task.open() || task.settled()).count();
        return "Checklist: " + all.stream().filter(LaunchTask::settled).count() + " of " + taken + " done";
    }
}
