package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * When something is due, counted in somebody's working time. Unlike {@link WorkingTime}, which says that there is none, it has an answer
 * for whoever never works again too: for them time passes like any other.
 */
public final class Deadlines {
    private static final Duration STEP = Duration.ofSeconds(1);
    /** Nobody is without work for so long that the search would have to go on. */
    private static final int FARTHEST = 12;

    private Deadlines() {}

    /** When so much working time has passed since then, by the rules of {@link WorkingTime}. */
    public static Instant after(WorkingTime hours, Instant start, WorkingAmount amount) {
        try {
            return hours.plus(start, amount);
        } catch (NoWorkingTime never) {
            return start.plus(switch (amount) {
                case WorkingAmount.Days days -> Duration.ofDays(days.days());
                case WorkingAmount.Time time -> time.time();
            });
        }
    }

    /** The first moment at or after this one at which they work. */
    public static Instant next(WorkingTime hours, Instant from) {
        try {
            return hours.next(from);
        } catch (NoWorkingTime never) {
            return from;
        }
    }

    /**
     * The last moment, to the second, from which so many working days are left until then: one before Friday 16:00 is Thursday 16:00, one
     * before Sunday is the end of Thursday's work, since Friday is the one.
     *
     * @param days at least 1
     */
    public static Instant before(WorkingTime hours, Instant end, int days) {
        WorkingAmount amount = WorkingAmount.days(days);
        Duration back = Duration.ofDays(days + 3L);
        Instant enough = end.minus(back);
        for (int tries = 0; after(hours, enough, amount).isAfter(end); tries++) {
            if (tries == FARTHEST) {
                return end.minus(Duration.ofDays(days));
            }
            back = back.multipliedBy(2);
            enough = end.minus(back);
        }
        long steps = Duration.between(enough, end).toSeconds();
        // so many seconds after `enough` it still is enough, and at `tooLate` it is not
        long fits = 0;
        long tooLate = steps + 1;
        while (tooLate - fits > 1) {
            long middle = (fits + tooLate) >>> 1;
            if (after(hours, enough.plus(STEP.multipliedBy(middle)), amount).isAfter(end)) {
                tooLate = middle;
            } else {
                fits = middle;
            }
        }
        Instant first = enough.plus(STEP.multipliedBy(tooLate));
        // where work ends in between, that is when: the second before it is nobody's deadline
        return next(hours, first).equals(first) ? enough.plus(STEP.multipliedBy(fits)) : first;
    }
}
