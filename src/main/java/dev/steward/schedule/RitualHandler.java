package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.UUID;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What happens when a ritual takes place: a bean of the feature, one for each kind. */
public interface RitualHandler {
    /** Kept in rows, so it never changes: {@code feature.what}, lower case. */
    String kind();

    /** What people call it, as plain text of at most 100 characters: {@code Roadmap review}. Admins see it in a list. */
    String title(RitualKey ritual);

    /** The holidays it heeds, if its recurrence does: those of its workspace, see {@link HolidaysChanged}, or some that never change. */
    default HolidayCalendar holidays(RitualKey ritual) {
        return HolidayCalendar.NONE;
    }

    /** How long it takes people, for calendars; nothing as long as the feature does not say. */
    default Duration duration(RitualKey ritual) {
        return Duration.ZERO;
    }

    /** Which subjects concern a member, who may know of them: their rituals are in the member's calendar. */
    default Set<UUID> concerning(WorkspaceId workspace, UserId member) {
        return Set.of();
    }

    /** Whether a member, who has an address of this ritual's calendar, may still know of it. */
    default boolean visibleTo(WorkspaceId workspace, UserId member, UUID subject) {
        return true;
    }

    /**
     * Called in a transaction of its own that also records the occurrence as held: both happen or neither does. What {@link TimerHandler}
     * says of failures holds here too.
     */
    void hold(RitualOccurrence occurrence);

    /**
     * Called likewise for one whose time passed while Steward was down and that is not held.
     *
     * @param planned   as of {@link RitualOccurrence}
     * @param at        when it was to be held
     * @param coalesced whether a later one stands for it; else missed is missed
     */
    default void missed(RitualKey ritual, LocalDateTime planned, Instant at, boolean coalesced, Instant now) {
        // most have nothing to do then
    }
}
