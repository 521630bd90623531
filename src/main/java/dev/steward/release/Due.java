package dev.steward.release;

import java.time.Instant;
import java.util.Optional;

import dev.steward.schedule.Deadlines;
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
    private Due() {}

    static Optional<Instant> of(Offset offset, Launch launch, WorkingTime hours) {
        Instant out = launch.publishedAt();
        if (out != null) {
            return Optional.of(Deadlines.after(hours, out, WorkingAmount.days(offset.before() ? 1 : offset.days())));
        }
        Instant goes = launch.goesAt();
        if (goes == null) {
            return Optional.empty();
        }
        if (!offset.before()) {
            return Optional.of(Deadlines.after(hours, goes, WorkingAmount.days(offset.days())));
        }
        Instant possible = earlier(Deadlines.after(hours, launch.since(), WorkingAmount.days(1)), goes);
        Instant then = Deadlines.before(hours, goes, -offset.days());
        return Optional.of(then.isBefore(possible) ? possible : then);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
