package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.steward.schedule.NoWorkingTime;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingTime;

/**
 * When a launch task is due, counted in the working time of whoever does it.
 *
 * <p>
 * <ul>
 * <li>So many working days before is the last moment from which so many are left until the release goes out: one before Friday 16:00 is
 * Thursday 16:00, one before Sunday is the end of Thursday, since Friday is the one.</li>
 * <li>There is one working day at least since it is known, or the time until the release goes out, whichever is less.</li>
 * <li>On the day is when it goes out, or when their work next begins.</li>
 * <li>Once it is out, what was due before it is due one working day later.</li>
 * <li>As long as nobody knows when it goes out, nothing has a date.</li>
 * </ul>
 */
final class Due {
    private static final Duration STEP = Duration.ofSeconds(1);
    /** Nobody is without work for so long that the search would have to go on. */
    private static final int FARTHEST = 12;

    private Due() {}

    static Optional<Instant> of(Offset offset, Launch launch, WorkingTime hours) {
        Instant out = launch.publishedAt();
        if (out != null) {
            return Optional.of(after(hours, out, offset.before() ? 1 : offset.days()));
        }
        Instant goes = launch.goesAt();
        if (goes == null) {
            return Optional.empty();
        }
        if (!offset.before()) {
            return Optional.of(after(hours, goes, offset.days()));
        }
        Instant possible = earlier(after(hours, launch.since(), 1), goes);
        Instant then = before(hours, goes, -offset.days());
        return Optional.of(then.isBefore(possible) ? possible : then);
    }

    /** So many working days later; days like any other where nobody ever works. */
    static Instant after(WorkingTime hours, Instant start, int days) {
        try {
            return hours.plus(start, WorkingAmount.days(days));
        } catch (NoWorkingTime never) {
            return start.plus(Duration.ofDays(days));
        }
    }

    /** The last moment from which so many working days are left until then, to the second. */
    static Instant before(WorkingTime hours, Instant end, int days) {
        Duration back = Duration.ofDays(days + 3L);
        Instant enough = end.minus(back);
        for (int tries = 0; after(hours, enough, days).isAfter(end); tries++) {
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
            if (after(hours, enough.plus(STEP.multipliedBy(middle)), days).isAfter(end)) {
                tooLate = middle;
            } else {
                fits = middle;
            }
        }
        Instant first = enough.plus(STEP.multipliedBy(tooLate));
        // where work ends in between, that is when: the second before it is nobody's deadline
        return atWork(hours, first) ? enough.plus(STEP.multipliedBy(fits)) : first;
    }

    private static boolean atWork(WorkingTime hours, Instant at) {
        try {
            return hours.next(at).equals(at);
        } catch (NoWorkingTime never) {
            return true;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
