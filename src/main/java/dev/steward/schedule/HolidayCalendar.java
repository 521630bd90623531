package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Which days are holidays, and which are worked. Says nothing of any one member's own days and absences. */
@FunctionalInterface
public interface HolidayCalendar {
    /** No holidays; Saturday and Sunday are the weekend. */
    HolidayCalendar NONE = day -> Optional.empty();

    /** What most of the world calls the weekend. */
    Set<DayOfWeek> SATURDAY_AND_SUNDAY = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /** The name of the holiday when that day is one: a short text a person reads, such as {@code "Christmas Day"}. */
    Optional<String> holiday(LocalDate day);

    /** The days of the week that are not worked; at least one day of the week is. */
    default Set<DayOfWeek> weekend() {
        return SATURDAY_AND_SUNDAY;
    }

    /** Whether the day is neither of the weekend nor a holiday. */
    default boolean workingDay(LocalDate day) {
        return !weekend().contains(day.getDayOfWeek()) && holiday(day).isEmpty();
    }
}
