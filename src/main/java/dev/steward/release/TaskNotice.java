package dev.steward.release;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/** What is said of a task that is open. */
enum TaskNotice {
    /** To whoever is to do it, a working day before. */
    SOON,
    /** To them, when it is due. */
    DUE,
    /** To them, later. */
    REMINDER,
    /** To the release's owner. */
    LATE,
    /** To those above. */
    STILL_OPEN;

    /**
     * As mrkdwn.
     *
     * @param instead whom the reader stands in for; null where they are meant themselves
     */
    String words(Release release, LaunchTask task, @Nullable UserId instead) {
        return words(release, task) + (instead == null ? "" : " You stand in for " + instead.mention() + ".");
    }

    private String words(Release release, LaunchTask task) {
        String what = TaskWords.named(task) + " for " + TaskWords.of(release);
        Instant due = task.due();
        if (due == null) {
            String any = "nobody knows yet when it goes out, so it may be any time.";
            return switch (this) {
                case SOON, DUE, REMINDER -> "Please see to " + what + ": " + any;
                case LATE, STILL_OPEN -> what + " is still open. " + task.owner().mention() + " is to do it, and "
                        + any;
            };
        }
        String then = Phrases.time(due);
        return switch (this) {
            case SOON -> "Please see to " + what + " soon: it is due " + then + ".";
            case DUE -> what + " is due now.";
            case REMINDER -> what + " was due " + then + " and is still open.";
            case LATE -> what + " is late. It was due " + then + ", and " + task.owner().mention() + " is to do it.";
            case STILL_OPEN -> what + " is three working days late, and still open. " + task.owner().mention()
                    + " is to do it.";
        };
    }
}
