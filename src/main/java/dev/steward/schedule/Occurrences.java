package dev.steward.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a recurrence comes to, in order. Holidays and clock changes can only change the order within a block of days: one that ends where
 * nothing before can move behind and nothing after can move before. Blocks are read one after another, usually a day long.
 */
final class Occurrences implements Iterator<Occurrence> {
    private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2600-01-01T00:00:00Z");
    private static final int LONGEST_HOLIDAY_DAYS = 366;
    private static final int MOST_LEFT_OUT_IN_A_ROW = 50_000;

    private final Recurrence recurrence;
    private final HolidayCalendar holidays;
    private final Instant after;
    private final RuleWalk planned;
    private final Deque<LocalDateTime> extras;
    private final @Nullable LocalDateTime until;
    private final Deque<Occurrence> block = new ArrayDeque<>();
    private @Nullable LocalDateTime nextPlanned;
    private @Nullable Candidate ahead;
    private @Nullable LocalDate lastDay;
    private @Nullable LocalDate lastDayBecame;

    Occurrences(Recurrence recurrence, Rule rule, Instant after, HolidayCalendar holidays) {
        this.recurrence = recurrence;
        this.holidays = holidays;
        this.after = after.isBefore(EARLIEST) ? EARLIEST : after.isAfter(LATEST) ? LATEST : after;
        this.until = rule.until();
        LocalDateTime from = blockBegin();
        this.planned = new RuleWalk(rule, recurrence.start(), from);
        this.extras = new ArrayDeque<>(recurrence.extras().tailSet(from));
        this.nextPlanned = planned.hasNext() ? planned.next() : null;
        this.ahead = read();
    }

    /** Something the rule or an extra date plans: the day it takes place on is null when it does not. */
    private record Candidate(LocalDateTime planned, @Nullable LocalDate day) {
        long distance() {
            return day == null ? Long.MAX_VALUE : Math.abs(day.toEpochDay() - planned.toLocalDate().toEpochDay());
        }
    }

    @Override
    public boolean hasNext() {
        int leftOut = 0;
        while (block.isEmpty() && ahead != null && leftOut < MOST_LEFT_OUT_IN_A_ROW) {
            leftOut += readBlock(ahead);
        }
        return !block.isEmpty();
    }

    @Override
    public Occurrence next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return block.remove();
    }

    /** Far enough before the moment that nothing planned still earlier can take place after it. */
    private LocalDateTime blockBegin() {
        // Two days, because a zone has left out a whole day
        LocalDate day = LocalDateTime.ofInstant(after, recurrence.zone()).toLocalDate().minusDays(2);
        for (int i = 0; i < LONGEST_HOLIDAY_DAYS && moves() && isOff(day); i++) {
            day = day.minusDays(1);
        }
        return day.atStartOfDay();
    }

    /** Answers how many were read. */
    private int readBlock(Candidate first) {
        int count = 0;
        LocalDate end = blockEnd(first.planned().toLocalDate());
        SortedMap<LocalDate, List<Candidate>> byDay = new TreeMap<>();
        for (Candidate candidate = first; candidate != null
                && !candidate.planned().toLocalDate().isAfter(end); candidate = ahead) {
            count++;
            if (candidate.day() != null) {
                byDay.computeIfAbsent(candidate.day(), day -> new ArrayList<>()).add(candidate);
            }
            ahead = read();
        }
        var found = new TreeMap<Instant, Occurrence>();
        for (List<Candidate> candidates : byDay.values()) {
            long nearest = candidates.stream().mapToLong(Candidate::distance).min().orElseThrow();
            candidates.stream().filter(it -> it.distance() == nearest && !passesAnother(it, byDay))
                    .map(this::resolved).forEach(it -> found.merge(it.at(), it, Occurrences::asPlanned));
        }
        block.addAll(found.tailMap(after, false).values());
        return count;
    }

    /** Whether something takes place as planned between its own day and the one it moves to. */
    private static boolean passesAnother(Candidate moved, SortedMap<LocalDate, List<Candidate>> byDay) {
        LocalDate from = moved.planned().toLocalDate();
        LocalDate to = Objects.requireNonNull(moved.day());
        SortedMap<LocalDate, List<Candidate>> between = from.isBefore(to)
                ? byDay.subMap(from.plusDays(1), to)
                : byDay.subMap(to, from);
        return between.values().stream().flatMap(List::stream).anyMatch(other -> other.distance() == 0);
    }

    /** Of two at the same moment the one whose time no clock change shifted. */
    private static Occurrence asPlanned(Occurrence one, Occurrence other) {
        return shifted(one) && !shifted(other) ? other : one;
    }

    private static boolean shifted(Occurrence it) {
        return it.moved()
                ? !it.local().toLocalTime().equals(it.planned().toLocalTime())
                : !it.local().equals(it.planned());
    }

    private Occurrence resolved(Candidate candidate) {
        LocalDateTime planned = candidate.planned();
        LocalDate day = Objects.requireNonNull(candidate.day());
        // java.time shifts a local time in a gap by the gap's length, and takes the earlier offset in an overlap
        var zoned = LocalDateTime.of(day, planned.toLocalTime()).atZone(recurrence.zone());
        return new Occurrence(zoned.toInstant(), zoned.toLocalDateTime(), planned, !day.equals(planned.toLocalDate()));
    }

    private LocalDate blockEnd(LocalDate first) {
        LocalDate end = first;
        for (int i = 0; i < LONGEST_HOLIDAY_DAYS && !divides(end); i++) {
            end = end.plusDays(1);
        }
        return end;
    }

    /** Whether what is planned until the end of that day stays before all that is planned later. */
    private boolean divides(LocalDate day) {
        boolean divides = switch (recurrence.onHoliday()) {
            case RUN, SKIP -> true;
            case NEXT_WORKING_DAY -> !isOff(day);
            case PREVIOUS_WORKING_DAY -> !isOff(day.plusDays(1));
        };
        return divides && !clockChangeReachesInto(day.plusDays(1));
    }

    /** Whether a time that clocks left out is shifted from the day before into that day. */
    private boolean clockChangeReachesInto(LocalDate day) {
        LocalDateTime midnight = day.atStartOfDay();
        Instant begin = midnight.atZone(recurrence.zone()).toInstant();
        ZoneOffsetTransition change = recurrence.zone().getRules().previousTransition(begin.plusSeconds(1));
        return change != null && change.isGap() && change.getDateTimeBefore().isBefore(midnight)
                && change.getDateTimeAfter().plus(change.getDuration()).isAfter(midnight);
    }

    /** The next that is planned, in order, without the exceptions. */
    private @Nullable Candidate read() {
        int leftOut = 0;
        while (leftOut++ < MOST_LEFT_OUT_IN_A_ROW) {
            LocalDateTime rule = nextPlanned;
            if (rule != null && until != null && localOf(rule).isAfter(until)) {
                rule = nextPlanned = null;
            }
            LocalDateTime extra = extras.peek();
            boolean isExtra = extra != null && (rule == null || !extra.isAfter(rule));
            LocalDateTime time = isExtra ? extra : rule;
            if (time == null) {
                return null;
            }
            if (isExtra) {
                extras.remove();
            }
            if (time.equals(rule)) {
                nextPlanned = planned.hasNext() ? planned.next() : null;
            }
            if (!recurrence.exceptions().contains(time)) {
                return new Candidate(time, isExtra ? time.toLocalDate() : dayOf(time.toLocalDate()));
            }
        }
        return null;
    }

    private LocalDateTime localOf(LocalDateTime planned) {
        return planned.atZone(recurrence.zone()).toLocalDateTime();
    }

    /** The day on which what is planned for that day takes place; there may be many a day. */
    private @Nullable LocalDate dayOf(LocalDate day) {
        if (!day.equals(lastDay)) {
            lastDay = day;
            lastDayBecame = became(day);
        }
        return lastDayBecame;
    }

    private @Nullable LocalDate became(LocalDate day) {
        if (recurrence.onHoliday() == OnHoliday.RUN || !isTrigger(day)) {
            return day;
        }
        return switch (recurrence.onHoliday()) {
            case RUN -> day;
            case SKIP -> null;
            case NEXT_WORKING_DAY -> workingDayFrom(day, 1);
            case PREVIOUS_WORKING_DAY -> workingDayFrom(day, -1);
        };
    }

    private @Nullable LocalDate workingDayFrom(LocalDate day, int step) {
        LocalDate other = day;
        for (int i = 0; i < LONGEST_HOLIDAY_DAYS; i++) {
            other = other.plusDays(step);
            if (!isOff(other)) {
                return other;
            }
        }
        return null;
    }

    private boolean moves() {
        return recurrence.onHoliday() == OnHoliday.NEXT_WORKING_DAY
                || recurrence.onHoliday() == OnHoliday.PREVIOUS_WORKING_DAY;
    }

    private boolean isTrigger(LocalDate day) {
        return holidays.holiday(day).isPresent()
                || recurrence.weekendsToo() && holidays.weekend().contains(day.getDayOfWeek());
    }

    private boolean isOff(LocalDate day) {
        return !holidays.workingDay(day);
    }
}
