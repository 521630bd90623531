package dev.steward.cadence;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * Something that happened to a session: kept as its history, and heard by whatever follows from it.
 *
 * @param by    who did it; null: time, or Steward
 * @param to    whom it concerns
 * @param words a reason as it was typed, or what it is about
 */
record SessionHappening(Kind kind, @Nullable UserId by, Instant at, List<UserId> to, @Nullable String words) {
    SessionHappening {
        to = List.copyOf(to);
    }

    /** The names are kept in the database. */
    enum Kind {
        /** It is the next one now. */
        PREPARED,
        /** It takes place at another time, since the cadence, or a holiday, changed. */
        RESCHEDULED,
        /** The agenda stands in the channel, and {@code to} facilitates. */
        AGENDA_POSTED,
        /** {@code to}, or nobody, facilitates instead of {@code words}, a user id, if that is said. */
        FACILITATOR_CHANGED,
        /** The pre-read is there, or another one: {@code words}. */
        PRE_READ_SET,
        /** {@code by} has read it. */
        READ,
        /** It is time to have read the pre-read. */
        PRE_READ_DUE,
        /** A while before it starts. */
        REMINDED,
        /** Its time has come. */
        DUE,
        /** {@code by} started it. */
        STARTED,
        /** Another item of the agenda is talked about: {@code words} is its id; null: none. */
        ITEM_BEGUN,
        /** The time-box of the item is over. */
        ITEM_OVER,
        /** It was not started, and its time is over: did it take place? */
        ASKED_WHETHER_HELD,
        /** It should have been closed by now. */
        OVERTIME,
        /** These are to be asked now, in writing. */
        ASKED,
        /** These are reminded to answer. */
        ASK_REMINDED,
        /** Their time to answer is over, and they have not. */
        ASK_OVER,
        /** These are away, or do not work that day, and are not asked; with {@code words}: it was too late to ask them. */
        EXCUSED, CLOSED, SKIPPED, MOVED, CANCELLED
    }
}
