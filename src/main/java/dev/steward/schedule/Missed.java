package dev.steward.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/** What somebody's absences take from a calendar's working time, and from its working days. */
record Missed(Gaps time, Gaps days) {

    /** @param absences by their start */
    static Missed of(WorkingCalendar calendar, List<Absence> absences) {
        var known = new ArrayList<Absence>();
        for (Absence absence : absences) {
            if (absence.from().isBefore(WorkingCalendar.END)
                    && (absence.to() == null || absence.to().isAfter(WorkingCalendar.START))) {
                add(known, calendar, within(absence));
            }
        }
        return new Missed(
                new Gaps(calendar.search(), gaps(known, calendar::worked, calendar::worked)),
                new Gaps(calendar.search(), gaps(known, calendar::daysBegun, calendar::daysDone)));
    }

    private static Absence within(Absence absence) {
        Instant to = absence.to();
        return new Absence(absence.from().isBefore(WorkingCalendar.START) ? WorkingCalendar.START : absence.from(),
                to == null || to.isAfter(WorkingCalendar.END) ? null : to);
    }

    /** Absences with no working time in between are one, so that a morning and an afternoon make a day. */
    private static void add(List<Absence> known, WorkingCalendar calendar, Absence next) {
        Absence last = known.isEmpty() ? null : known.getLast();
        if (last == null || last.to() != null && calendar.worked(last.to()) < calendar.worked(next.from())) {
            known.add(next);
        } else {
            known.set(known.size() - 1, new Absence(last.from(), later(last.to(), next.to())));
        }
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return null;
        }
        return one.isAfter(other) ? one : other;
    }

    private static List<Gap> gaps(List<Absence> absences, ToLongFunction<Instant> start, ToLongFunction<Instant> end) {
        return absences.stream().map(absence -> new Gap(start.applyAsLong(absence.from()),
                absence.to() == null ? Gap.ENDLESS : end.applyAsLong(absence.to())))
                .filter(gap -> gap.start() < gap.end()).toList();
    }

    private record Gap(long start, long end) {
        static final long ENDLESS = Long.MAX_VALUE;
    }

    /** Stretches that are left out of an axis, in order and apart. */
    static final class Gaps {
        private final Search search;
        private final List<Gap> gaps;
        /** How much the first n gaps leave out. */
        private final long[] before;

        private Gaps(Search search, List<Gap> gaps) {
            this.search = search;
            this.gaps = gaps;
            this.before = new long[gaps.size() + 1];
            for (int i = 0; i < gaps.size(); i++) {
                Gap gap = gaps.get(i);
                before[i + 1] = gap.end() == Gap.ENDLESS
                        ? Gap.ENDLESS
                        : before[i] + gap.end() - gap.start();
            }
        }

        /** Where a point of the axis lies when the gaps are left out. */
        long without(long point) {
            int begun = search.atMost(gaps.size(), i -> gaps.get(i).start(), point);
            if (begun == 0) {
                return point;
            }
            Gap last = gaps.get(begun - 1);
            return point < last.end()
                    ? last.start() - before[begun - 1]
                    : point - before[begun];
        }

        /**
         * The other way round: the point of the axis; at a gap, its end.
         *
         * @throws NoWorkingTime when that gap has none
         */
        long with(long point) {
            int passed = search.atMost(gaps.size(), i -> gaps.get(i).start() - before[i], point);
            if (before[passed] == Gap.ENDLESS) {
                throw new NoWorkingTime("There is no working time then: an absence before has no end.");
            }
            return point + before[passed];
        }
    }
}
