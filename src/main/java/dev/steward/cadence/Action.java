package dev.steward.cadence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * What somebody is to do, as a session left it. It is open until somebody has done it, or nobody needs it any more. Each transition
 * answers the action as it is then.
 *
 * @param version of the row it was read from; 0 for a new one
 * @param owner   who is to do it
 * @param due     by the end of which day of theirs
 * @param ended   null while it is open
 * @param taken   how many steps of its {@link ActionChase} are behind it
 * @param changed what made it different from the row it was read from; null where nothing did
 */
record Action(Facts facts, long version, UserId owner, Due due, @Nullable Ended ended, int taken,
        @Nullable Changed changed) {
    static final int LONGEST = 500;
    static final int LONGEST_REASON = 1_000;

    /**
     * What never changes.
     *
     * @param session which it came from
     * @param item    what was talked about then; null for nothing in particular
     * @param what    is to be done, as typed, without what surrounds it
     */
    record Facts(ActionId id, WorkspaceId workspace, CadenceId cadence, SessionId session, @Nullable UUID item,
            String what, UserId notedBy, Instant notedAt) {
        /** @throws Refused when nothing is to be done, or it is too long */
        Facts {
            what = what.strip();
            if (what.isEmpty()) {
                throw new Refused("Please say what is to be done.");
            }
            if (what.length() > LONGEST) {
                throw new Refused("Please say it in " + LONGEST + " characters.");
            }
        }
    }

    /** @param at when its owner's work ends that day */
    record Due(LocalDate on, Instant at) {}

    /** How it ended. The names are kept in the database. */
    enum How {
        DONE, DROPPED
    }

    /** @param reason as typed; null for what was done */
    record Ended(How how, UserId by, Instant at, @Nullable String reason) {}

    /** The names are kept in the database. */
    enum Kind {
        NOTED, DONE, DROPPED, HANDED_OVER, POSTPONED, REOPENED
    }

    /** @param words why it was dropped, as typed; else null */
    record Changed(Kind kind, UserId by, Instant at, @Nullable String words) {
        /** What somebody did to it, for whoever still sees it as it was: mrkdwn. */
        String sentence() {
            return switch (kind) {
                case NOTED -> by.mention() + " noted it.";
                case DONE -> "It is done already, says " + by.mention() + ".";
                case DROPPED -> "It is not needed, says " + by.mention() + ".";
                case HANDED_OVER -> by.mention() + " handed it over meanwhile.";
                case POSTPONED -> by.mention() + " changed its day meanwhile.";
                case REOPENED -> by.mention() + " opened it again meanwhile.";
            };
        }
    }

    static Action noted(Facts facts, UserId owner, Due due) {
        return new Action(facts, 0, owner, due, null, 0,
                new Changed(Kind.NOTED, facts.notedBy(), facts.notedAt(), null));
    }

    boolean open() {
        return ended == null;
    }

    boolean late(Instant now) {
        return open() && !due.at().isAfter(now);
    }

    Action done(UserId by, Instant now) {
        mustBeOpen();
        return new Action(facts, version, owner, due, new Ended(How.DONE, by, now, null), taken,
                new Changed(Kind.DONE, by, now, null));
    }

    /** Nobody needs it any more. */
    Action drop(UserId by, String reason, Instant now) {
        mustBeOpen();
        if (reason.isBlank()) {
            throw new Refused("Please say why it is not needed.");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new Refused("Please say it in " + LONGEST_REASON + " characters.");
        }
        return new Action(facts, version, owner, due, new Ended(How.DROPPED, by, now, reason.strip()), taken,
                new Changed(Kind.DROPPED, by, now, reason.strip()));
    }

    /**
     * Somebody else does it, by the same day.
     *
     * @param same that day, as their work ends
     */
    Action handOver(UserId by, UserId to, Due same, Instant now) {
        mustBeOpen();
        if (to.equals(owner)) {
            throw new Refused("It is " + to.mention() + "'s already.");
        }
        return new Action(facts, version, to, same, null, 0, new Changed(Kind.HANDED_OVER, by, now, null));
    }

    /** It is due on another day, be it an earlier one. */
    Action postpone(UserId by, Due other, Instant now) {
        mustBeOpen();
        if (other.on().equals(due.on())) {
            throw new Refused("It is due that day already.");
        }
        return new Action(facts, version, owner, other, null, 0, new Changed(Kind.POSTPONED, by, now, null));
    }

    /** It is to be done after all, by the same day. */
    Action reopen(UserId by, Instant now) {
        if (open()) {
            throw new Refused("It is open already.");
        }
        return new Action(facts, version, owner, due, null, 0, new Changed(Kind.REOPENED, by, now, null));
    }

    /** As far as its chase has come. */
    Action taken(int steps) {
        return new Action(facts, version, owner, due, ended, steps, changed);
    }

    private void mustBeOpen() {
        if (ended != null) {
            throw new Refused(switch (ended.how()) {
                case DONE -> "It is done already, says " + ended.by().mention() + ".";
                case DROPPED -> "It is not needed, says " + ended.by().mention() + ".";
            });
        }
    }
}
