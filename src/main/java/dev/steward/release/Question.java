package dev.steward.release;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * What somebody wants to know about a release.
 *
 * @param number  counts within its release, from 1
 * @param settled null while it is open
 */
record Question(QuestionId id, WorkspaceId workspace, ReleaseId release, int number, Asked asked, Standing standing,
        Waiting waiting, @Nullable Settled settled) {
    /** In a form, as typed. */
    static final int LONGEST = 2_000;
    /** So many of one reader about one release may be open at once. */
    static final int MOST_OPEN = 3;
    private static final int FIRST_WORD = 1;
    private static final int HELP = 3;
    private static final int THEN_EVERY = 5;

    /** How it stands. The names are kept in the database. */
    enum Standing {
        OPEN, ANSWERED, ELSEWHERE, CLOSED
    }

    /**
     * How it was asked.
     *
     * @param outsider whether they belong to another organisation
     * @param threadTs of the copy of the release under which it stands
     * @param words    as typed
     */
    record Asked(UserId by, boolean outsider, ChannelId channel, String threadTs, String words, Instant at) {}

    /**
     * Whose it is.
     *
     * @param since    when it became theirs
     * @param reminded how often somebody was told that it waits
     * @param helpers  who was asked as well, because it waited
     */
    record Waiting(UserId owner, Instant since, int reminded, List<UserId> helpers) {
        Waiting {
            helpers = List.copyOf(helpers);
        }
    }

    /**
     * What became of it.
     *
     * @param by     null: nobody, it went with its release
     * @param answer as typed; null where there is none here
     */
    record Settled(@Nullable UserId by, Instant at, @Nullable String answer) {}

    boolean open() {
        return standing == Standing.OPEN;
    }

    /** @throws Refused when it is open no more */
    Question answered(UserId by, String words, Instant at) {
        stillOpen();
        if (words.isBlank()) {
            throw new Refused("Please write a few words.");
        }
        return settled(Standing.ANSWERED, new Settled(by, at, words));
    }

    /** @throws Refused when it is open no more */
    Question elsewhere(UserId by, Instant at) {
        stillOpen();
        return settled(Standing.ELSEWHERE, new Settled(by, at, null));
    }

    /** What it asked about does not hold any more. */
    Question closed(Instant at) {
        return settled(Standing.CLOSED, new Settled(null, at, null));
    }

    /** Somebody else answers for the release, and has as much time as the one before. */
    Question of(UserId owner, Instant at) {
        return with(new Waiting(owner, at, 0,
                waiting.helpers().stream().filter(helper -> !helper.equals(owner)).toList()));
    }

    /** Somebody was told that it waits. */
    Question reminded() {
        return with(new Waiting(waiting.owner(), waiting.since(), waiting.reminded() + 1, waiting.helpers()));
    }

    /** They are asked as well from now on. */
    Question helpedBy(List<UserId> more) {
        return with(new Waiting(waiting.owner(), waiting.since(), waiting.reminded(),
                Stream.concat(waiting.helpers().stream(), more.stream())
                        .filter(helper -> !helper.equals(waiting.owner())).distinct().toList()));
    }

    private Question with(Waiting other) {
        return new Question(id, workspace, release, number, asked, standing, other, settled);
    }

    /** When somebody is told next that it waits, in the owner's working time since it became theirs. */
    WorkingAmount nextWord() {
        return WorkingAmount.days(switch (waiting.reminded()) {
            case 0 -> FIRST_WORD;
            case 1 -> HELP;
            default -> HELP + THEN_EVERY * (waiting.reminded() - 1);
        });
    }

    /** Whether others than its owner are asked when it is spoken of next. */
    boolean needsHelp() {
        return waiting.reminded() > 0;
    }

    /** @throws Refused for whom it is not theirs to answer */
    void mayAnswer(UserId by, Role role, Release of) {
        if (!of.mayEdit(by, role) && !waiting.owner().equals(by) && !waiting.helpers().contains(by)) {
            throw new Refused("Only " + of.owner().mention()
                    + ", whom they let edit it, ops people and admins can do that. You can reply in the thread.");
        }
    }

    private Question settled(Standing other, Settled how) {
        return new Question(id, workspace, release, number, asked, other, waiting, how);
    }

    private void stillOpen() {
        UserId by = settled == null ? null : settled.by();
        switch (standing) {
            case OPEN -> {
                // as it should be
            }
            case ANSWERED -> throw new Refused((by == null ? "Somebody" : by.mention()) + " has answered it already.");
            case ELSEWHERE -> throw new Refused((by == null ? "Somebody" : by.mention())
                    + " has said that it was answered elsewhere.");
            case CLOSED -> throw new Refused("What it asks about was retracted, and it was closed with that.");
        }
    }
}
