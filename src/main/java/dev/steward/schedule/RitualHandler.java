package dev.steward.schedule;

/** What happens when a ritual takes place: a bean of the feature, one for each kind. */
public interface RitualHandler {
    /** Kept in rows, so it never changes: {@code feature.what}, lower case. */
    String kind();

    /** What people call it, as plain text of at most 100 characters: {@code Roadmap review}. Admins see it in a list. */
    String title(RitualKey ritual);

    /** The holidays it heeds, if its recurrence does; where they change, say {@link Rituals#holidaysChanged}. */
    default HolidayCalendar holidays(RitualKey ritual) {
        return HolidayCalendar.NONE;
    }

    /**
     * Called in a transaction of its own that also records the occurrence as held: both happen or neither does. What {@link TimerHandler}
     * says of failures holds here too.
     */
    void hold(RitualOccurrence occurrence);
}
