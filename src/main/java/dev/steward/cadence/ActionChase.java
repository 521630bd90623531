package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import dev.steward.schedule.Deadlines;
import dev.steward.schedule.NoWorkingTime;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingTime;

/**
 * How somebody is kept to an action that is open, in their own working time: reminded when their work begins on the working day before it
 * is due, and on the day it is due; two working days after that day is over the cadence's owner hears, and from then on whoever is to do
 * it once a week. While they are away nothing of this happens, and what was left out meanwhile comes as one when they are back; the day it
 * is due stays. The steps count from 0.
 *
 * @param zone  where whoever is to do it lives
 * @param usual when they work as if they were never away
 * @param there when they work
 */
record ActionChase(Action.Due due, ZoneId zone, WorkingTime usual, WorkingTime there) {
    static final int SOON = 0;
    static final int DUE = 1;
    static final int LATE = 2;
    /** Before this one nothing comes any more: they are away, and nobody knows until when. */
    static final Instant NEVER = Instant.MAX;
    private static final WorkingAmount LATE_AFTER = WorkingAmount.days(2);
    private static final int FARTHEST = 400;

    /** That day as a date to be kept: the end of their work, or of the day where they do not work then. */
    static Action.Due due(LocalDate day, ZoneId zone, WorkingTime usual) {
        Instant begins = day.atStartOfDay(zone).toInstant();
        Duration work = work(day, zone, usual);
        return new Action.Due(day, work.isPositive()
                ? usual.plus(begins, new WorkingAmount.Time(work))
                : day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** When that step is taken; never before the one before it. */
    Instant at(int step) {
        return switch (step) {
            case SOON -> whenThere(begin(dayBefore()));
            case DUE -> whenThere(begin(due.on()));
            case LATE -> late();
            default -> late().equals(NEVER) ? NEVER : whenThere(late().plus(Duration.ofDays(7L * (step - LATE))));
        };
    }

    /** How many steps are behind us by then. */
    int taken(Instant now) {
        int step = SOON;
        while (!at(step).isAfter(now)) {
            step++;
        }
        return step;
    }

    private Instant late() {
        try {
            // where the second day is a short one that is its very end, and nobody is told then
            return whenThere(there.plus(due.at(), LATE_AFTER));
        } catch (NoWorkingTime gone) {
            return worksAtAll() ? NEVER : Deadlines.after(usual, due.at(), LATE_AFTER);
        }
    }

    /** When their work begins that day; where they do not work then, when it next does. */
    private Instant begin(LocalDate day) {
        return Deadlines.next(usual, day.atStartOfDay(zone).toInstant());
    }

    private LocalDate dayBefore() {
        LocalDate day = due.on().minusDays(1);
        for (int tries = 0; tries < FARTHEST; tries++) {
            if (work(day.minusDays(tries), zone, usual).isPositive()) {
                return day.minusDays(tries);
            }
        }
        return day;
    }

    private Instant whenThere(Instant at) {
        try {
            return there.next(at);
        } catch (NoWorkingTime gone) {
            return worksAtAll() ? NEVER : at;
        }
    }

    /** Somebody whose week has no work in it is reminded at any time, rather than never. */
    private boolean worksAtAll() {
        try {
            usual.next(due.at());
            return true;
        } catch (NoWorkingTime never) {
            return false;
        }
    }

    private static Duration work(LocalDate day, ZoneId zone, WorkingTime usual) {
        return usual.between(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
