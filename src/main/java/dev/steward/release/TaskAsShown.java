package dev.steward.release;

import java.util.List;

import dev.steward.slack.Codec;
import dev.steward.workspace.UserId;

/**
 * A launch task as somebody was shown it.
 *
 * @param since when it came to stand so: when it was asked for, or ended; in microseconds since 1970, 0 where an older button did not say
 * @param owner who was to do it; empty where an older button did not say
 */
record TaskAsShown(TaskId task, long since, String owner) {
    static final Codec<TaskAsShown> CODEC = Codec.of(shown -> List.of(shown.task(), shown.since(), shown.owner()),
            in -> new TaskAsShown(new TaskId(in.id()), in.numberOr(0), in.ended() ? "" : in.word()));

    static TaskAsShown of(LaunchTask task) {
        LaunchTask.Ended ended = task.ended();
        return new TaskAsShown(task.id(),
                Codec.word(ended == null ? task.askedAt() : ended.at()),
                task.owner().value());
    }

    UserId ownedBy() {
        return new UserId(owner);
    }

    /** Whether it stands so still; of what an older button did not say, it does. */
    boolean holds(LaunchTask now) {
        return since == 0 || equals(of(now));
    }
}
