package dev.steward.release;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Something that one release takes besides its announcement. It is open until somebody has done it, nobody needs it any more, or the
 * release does not take it any more. Each transition answers the task as it is then.
 *
 * @param position among the release's
 * @param title    as typed
 * @param assignee who is to do it
 * @param owner    who that is at present
 * @param byHand   whether it was asked for besides the tier's checklist
 * @param touched  whether anybody did anything about it: then it outlives a change of the tier
 * @param ended    null while it is open
 * @param askedAt  when it was asked for, or opened again
 * @param due      null while nobody knows when the release goes out
 * @param taken    how many steps of its {@link Chase} were taken
 */
record LaunchTask(TaskId id, WorkspaceId workspace, ReleaseId release, int position, String title, Assignee assignee,
        UserId owner, Offset offset, boolean byHand, boolean touched, @Nullable Ended ended, Instant askedAt,
        @Nullable Instant due, int taken) {
    private static final int LONGEST_REASON = 1_000;

    /** How it ended. The names are kept in the database. */
    enum How {
        DONE, NOT_NEEDED,
        /** The release does not take it any more: it was discarded or retracted, or has another tier. */
        DROPPED
    }

    /**
     * What became of it.
     *
     * @param by     null: Steward
     * @param reason as typed; null where none was needed
     */
    record Ended(How how, @Nullable UserId by, Instant at, @Nullable String reason) {}

    static LaunchTask asked(TaskId id, WorkspaceId workspace, ReleaseId release, int position, Said said,
            UserId owner, boolean byHand, Instant now) {
        return new LaunchTask(id, workspace, release, position, said.title(), said.owner(), owner, said.due(), byHand,
                byHand, null, now, null, 0);
    }

    boolean open() {
        return ended == null;
    }

    /** Whether it was done, or nobody needed it. */
    boolean settled() {
        return ended != null && ended.how() != How.DROPPED;
    }

    /** What no other task of the release has. */
    String titleKey() {
        return key(title);
    }

    static String key(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    LaunchTask done(UserId by, Instant now) {
        mustBeOpen();
        return ended(new Ended(How.DONE, by, now, null)).touch();
    }

    LaunchTask notNeeded(UserId by, String reason, Instant now) {
        mustBeOpen();
        if (reason.isBlank()) {
            throw new Refused("Please say why it is not needed.");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new Refused("Please say it in " + LONGEST_REASON + " characters.");
        }
        return ended(new Ended(How.NOT_NEEDED, by, now, reason.strip())).touch();
    }

    /** Somebody else does it. */
    LaunchTask handOver(UserId to) {
        mustBeOpen();
        if (to.equals(owner)) {
            throw new Refused("It is " + to.mention() + "'s already.");
        }
        return with(new Assignee.Person(to), offset).ownedBy(to).touch();
    }

    /** It is to be done after all. */
    LaunchTask reopen(Instant now) {
        if (open()) {
            throw new Refused("It is open already.");
        }
        if (!settled()) {
            throw new Refused("Its release does not take it any more.");
        }
        return askedAgain(now).touch();
    }

    /** The release does not take it any more. */
    LaunchTask dropped(String why, Instant now) {
        return ended(new Ended(How.DROPPED, null, now, why));
    }

    /** The checklist of the release's tier has it as that. */
    LaunchTask listed(int place, ChecklistItem item, Instant now) {
        LaunchTask wanted = open() ? this : askedAgain(now);
        return new LaunchTask(id, workspace, release, place, item.title(), item.owner(), wanted.owner, item.due(),
                byHand, touched, null, wanted.askedAt, wanted.due, wanted.taken);
    }

    LaunchTask ownedBy(UserId person) {
        return new LaunchTask(id, workspace, release, position, title, assignee, person, offset, byHand, touched,
                ended, askedAt, due, taken);
    }

    LaunchTask due(@Nullable Instant then) {
        return new LaunchTask(id, workspace, release, position, title, assignee, owner, offset, byHand, touched, ended,
                askedAt, then, taken);
    }

    LaunchTask taken(int steps) {
        return new LaunchTask(id, workspace, release, position, title, assignee, owner, offset, byHand, touched, ended,
                askedAt, due, steps);
    }

    private LaunchTask with(Assignee who, Offset when) {
        return new LaunchTask(id, workspace, release, position, title, who, owner, when, byHand, touched, ended,
                askedAt, due, taken);
    }

    private LaunchTask touch() {
        return new LaunchTask(id, workspace, release, position, title, assignee, owner, offset, byHand, true, ended,
                askedAt, due, taken);
    }

    private LaunchTask ended(Ended how) {
        return new LaunchTask(id, workspace, release, position, title, assignee, owner, offset, byHand, touched, how,
                askedAt, due, taken);
    }

    private LaunchTask askedAgain(Instant now) {
        return new LaunchTask(id, workspace, release, position, title, assignee, owner, offset, byHand, touched, null,
                now, null, 0);
    }

    private void mustBeOpen() {
        if (ended == null) {
            return;
        }
        UserId by = ended.by();
        throw new Refused(switch (ended.how()) {
            case DONE -> "It is done already, says " + Objects.requireNonNull(by).mention() + ".";
            case NOT_NEEDED -> "It is not needed, says " + Objects.requireNonNull(by).mention() + ".";
            case DROPPED -> "Its release does not take it any more.";
        });
    }
}
