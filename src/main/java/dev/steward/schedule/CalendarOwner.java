package dev.steward.schedule;

import java.util.UUID;

import dev.steward.workspace.UserId;

/** Whose calendar feed it is. */
public sealed interface CalendarOwner {
    /** All that is dated and concerns a member. */
    record OfMember(UserId user) implements CalendarOwner {}

    /**
     * One thing that recurs.
     *
     * @param kind    the kind of its {@link RitualKey}
     * @param subject the feature's own thing
     */
    record OfRitual(String kind, UUID subject) implements CalendarOwner {}
}
