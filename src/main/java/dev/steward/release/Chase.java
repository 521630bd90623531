package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Deadlines;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingTime;

/**
 * How somebody is kept to a task that is open: told one working day before it is due, and when it is; then the release's owner hears
 * after one working day, the area's after three, and whoever is to do it once a week. What has no date is due, for this purpose, one
 * working day after the release was planned. The steps count from 0.
 *
 * @param soon  a working day before it is due; null where it was not known by then
 * @param due   when it is due
 * @param hours of whoever is to do it
 */
record Chase(@Nullable Instant soon, Instant due, WorkingTime hours) {
    static final int SOON = 0;
    static final int DUE = 1;
    static final int OWNER_HEARS = 2;
    static final int AREA_HEARS = 3;
    /** Whoever was asked, or heard that it is out, a moment ago is not reminded of it. */
    private static final Duration JUST_TOLD = Duration.ofHours(1);
    private static final WorkingAmount OWNER_AFTER = WorkingAmount.days(1);
    private static final WorkingAmount AREA_AFTER = WorkingAmount.days(3);

    static Optional<Chase> of(LaunchTask task, Launch launch, WorkingTime hours) {
        return of(task.offset(), task.due(), launch.notBefore(task.askedAt()), hours);
    }

    /** Empty while nobody can say that it is late: it has no date, and the release waits for somebody. */
    static Optional<Chase> of(Offset offset, @Nullable Instant due, Launch launch, WorkingTime hours) {
        if (due != null) {
            Instant soon = Deadlines.before(hours, due, 1);
            return Optional.of(new Chase(soon.isAfter(launch.since().plus(JUST_TOLD)) ? soon : null, due, hours));
        }
        return launch.planned() && offset.before()
                ? Optional.of(new Chase(null, Deadlines.after(hours, launch.since(), WorkingAmount.days(1)), hours))
                : Optional.empty();
    }

    /** When that step is taken; never before the one before it. */
    Instant at(int step) {
        return switch (step) {
            case SOON -> soon == null ? due : soon;
            case DUE -> due;
            case OWNER_HEARS -> Deadlines.after(hours, due, OWNER_AFTER);
            case AREA_HEARS -> Deadlines.after(hours, due, AREA_AFTER);
            default -> Deadlines.next(hours, Deadlines.after(hours, due, AREA_AFTER)
                    .plus(Duration.ofDays(7L * (step - AREA_HEARS))));
        };
    }

    /** How many steps are behind us by then, those that are left out among them. */
    int taken(Instant now) {
        int step = soon == null ? DUE : SOON;
        while (!at(step).isAfter(now)) {
            step++;
        }
        return step == DUE && soon == null ? SOON : step;
    }
}
