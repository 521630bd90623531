package dev.steward.schedule;

/**
 * What happens when a timer of a type is due: a bean of the feature that declares the type, one for each.
 */
public interface TimerHandler {
    TimerType type();

    /**
     * Called in a transaction that also removes the timer: both happen or neither does, once for each time the timer was due. It may
     * set the same timer again, or any other. It looks at the state as it is now and may find that there is nothing to do; it calls
     * nobody outside the database. Whatever it throws undoes all it did, and it is called again later; a timer that keeps failing is
     * parked, where admins see it.
     */
    void handle(DueTimer timer);
}
