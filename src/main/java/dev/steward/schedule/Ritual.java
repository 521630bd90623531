package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that recurs, and what of it is settled.
 *
 * @param decidedUntil what took place until then, and what not, is settled
 * @param next         the first occurrence after that; null when it is paused or over
 */
record Ritual(UUID id, RitualKey key, Recurrence recurrence, AfterDowntime afterDowntime, boolean paused,
        Instant decidedUntil, @Nullable Instant next) {

    static Ritual plan(UUID id, RitualKey key, Recurrence recurrence, AfterDowntime afterDowntime,
            HolidayCalendar holidays, Instant now) {
        return new Ritual(id, key, recurrence, afterDowntime, false, now, null).from(now, holidays);
    }

    Ritual change(Recurrence other, AfterDowntime rule, HolidayCalendar holidays, Instant now) {
        return new Ritual(id, key, other, rule, paused, decidedUntil, next).from(now, holidays);
    }

    Ritual pause(HolidayCalendar holidays, Instant now) {
        return new Ritual(id, key, recurrence, afterDowntime, true, decidedUntil, null).from(now, holidays);
    }

    Ritual resume(HolidayCalendar holidays, Instant now) {
        return new Ritual(id, key, recurrence, afterDowntime, false, decidedUntil, null).from(now, holidays);
    }

    /** With everything until then settled, and the next one found. */
    Ritual from(Instant now, HolidayCalendar holidays) {
        Instant following = paused ? null : recurrence.next(now, holidays).map(Occurrence::at).orElse(null);
        return new Ritual(id, key, recurrence, afterDowntime, paused, now, following);
    }

    boolean isDue(Instant now) {
        return next != null && !next.isAfter(now);
    }

    /** What is due and not settled, earliest first. */
    List<Occurrence> due(HolidayCalendar holidays, Instant now) {
        return isDue(now)
                ? recurrence.after(decidedUntil, holidays).takeWhile(one -> !one.at().isAfter(now)).toList()
                : List.of();
    }

    /**
     * What becomes of those that are due. Only one whose time passed while nobody swept can be missed, and it is late by what it had waited
     * when somebody swept again; one that fell due after that only waits its turn.
     *
     * @param due     what {@link #due} says, one at least
     * @param settled those of {@code due} that were decided before: a holiday may have moved one that was held already
     * @param upSince since when Steward has swept without a break
     */
    List<Fate> decide(List<Occurrence> due, Set<LocalDateTime> settled, Instant upSince, Instant now) {
        Instant from = wasPutOff(due) ? now : upSince;
        List<Occurrence> open = due.stream().filter(one -> !settled.contains(one.planned())).toList();
        return switch (afterDowntime) {
            case AfterDowntime.Skip() -> notLaterThan(AfterDowntime.ON_TIME, open, from);
            case AfterDowntime.RunLate(Duration tolerance) -> notLaterThan(
                    tolerance.compareTo(AfterDowntime.ON_TIME) > 0 ? tolerance : AfterDowntime.ON_TIME, open, from);
            case AfterDowntime.Coalesce() -> coalesced(open, from);
        };
    }

    /** One that could not be worked out was not swept, whatever else was. */
    private boolean wasPutOff(List<Occurrence> due) {
        return !due.getFirst().at().equals(next);
    }

    private static List<Fate> notLaterThan(Duration tolerance, List<Occurrence> open, Instant upSince) {
        return open.stream().<Fate>map(one -> one.at().isBefore(upSince.minus(tolerance))
                ? new Fate.Skipped(one)
                : new Fate.Owed(one, 0)).toList();
    }

    private static List<Fate> coalesced(List<Occurrence> open, Instant upSince) {
        int missed = (int) open.stream().takeWhile(one -> !one.at().isAfter(upSince)).count();
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            fates.add(i < missed - 1
                    ? new Fate.Coalesced(open.get(i))
                    : new Fate.Owed(open.get(i), i == missed - 1 ? i : 0));
        }
        return fates;
    }

    /** What was decided of an occurrence. */
    sealed interface Fate {
        Occurrence occurrence();

        /** @param coalesced how many others it stands for */
        record Owed(Occurrence occurrence, int coalesced) implements Fate {}

        record Skipped(Occurrence occurrence) implements Fate {}

        record Coalesced(Occurrence occurrence) implements Fate {}
    }
}
