package dev.steward.cadence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.Recurrence;

/** "This and following": another rule from one occurrence on, with those before it as they were. */
final class Following {
    /** How many of the next ones another rule can begin with. */
    static final int CHOICES = 10;

    private Following() {}

    /** The next ones, of which one can be chosen. */
    static List<Occurrence> choices(Recurrence recurrence, HolidayCalendar holidays, Instant now) {
        return recurrence.after(now, holidays).limit(CHOICES).toList();
    }

    /**
     * The moment from which another rule counts, if it is to begin with that occurrence: its day, so that it may be earlier that day,
     * but not what comes before it on the same day.
     */
    static Instant begins(List<Occurrence> choices, Occurrence chosen, Recurrence recurrence, Instant now) {
        Instant day = chosen.local().toLocalDate().atStartOfDay(recurrence.zone()).toInstant();
        Instant before = choices.stream().map(Occurrence::at).filter(at -> at.isBefore(chosen.at()))
                .max(Instant::compareTo).orElse(now);
        return day.isAfter(before) ? day : before.isAfter(now) ? before : now;
    }

    /** The other rule, and those before the chosen one as extra dates of it. What was skipped before it stays skipped. */
    static Recurrence with(Recurrence other, List<Occurrence> choices, Occurrence chosen) {
        SortedSet<LocalDateTime> extras = new TreeSet<>(other.extras());
        for (Occurrence each : choices) {
            if (each.at().isBefore(chosen.at())) {
                extras.add(LocalDateTime.ofInstant(each.at(), other.zone()));
            }
        }
        return new Recurrence(other.start(), other.zone(), other.rule(), other.onHoliday(), other.weekendsToo(),
                other.exceptions(), extras);
    }

    static Optional<Occurrence> chosen(List<Occurrence> choices, String planned) {
        return choices.stream().filter(one -> one.planned().toString().equals(planned)).findFirst();
    }

    /** Without what was skipped and moved: the rule itself, which is what people say and change. */
    static Recurrence rule(Recurrence recurrence) {
        return new Recurrence(recurrence.start(), recurrence.zone(), recurrence.rule(), recurrence.onHoliday(),
                recurrence.weekendsToo(), Collections.emptySortedSet(), Collections.emptySortedSet());
    }
}
