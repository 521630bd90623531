package dev.steward.schedule;

/**
 * What happens when a timer of a type is due: a bean of the feature that declares the type, one for each.
 */
public interface TimerHandler {
    TimerType type();

    /** What people call what the timer is about, as plain text of at most 100 characters. Admins see it when the timer is parked. */
    default String title(TimerKey timer) {
        return type().name();
    }

    /** Whether it takes more than a few milliseconds: then it does not share a commit with others, who would wait. */
    default boolean takesLong() {
        return false;
    }

    /** Whether it only follows what has happened, so that nobody waits for it: moving the sandbox's clock to what comes next passes it. */
    default boolean followsUp() {
        return false;
    }

    /** Called in the transaction in which a timer that kept failing is parked: who waits for it can be told. */
    default void parked(TimerKey timer) {}

    /**
     * Called in a transaction that also removes the timer: both happen or neither does, once for each time the timer was due. It may
     * set the same timer again, or any other. It looks at the state as it is now and may find that there is nothing to do; it calls
     * nobody outside the database. Whatever it throws undoes all it did, and it is called again later; a timer that keeps failing is
     * parked, where admins see it.
     */
    void handle(DueTimer timer);
}
