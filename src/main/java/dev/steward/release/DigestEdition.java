package dev.steward.release;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.steward.schedule.AfterDowntime;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * One digest as it was held in its channel.
 *
 * @param from      it tells what was listed since then
 * @param due       when it was to be held
 * @param coalesced how many that did not go out it stands for as well
 * @param zone      whose days it speaks of
 */
record DigestEdition(UUID id, WorkspaceId workspace, ChannelId channel, Instant from, Instant due, Instant held,
        int coalesced, ZoneId zone) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final int WEEK = 7;

    /** {@code 13 to 20 November}: plain text. */
    String period() {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate last = LocalDate.ofInstant(held, zone);
        if (first.equals(last)) {
            return DAY.format(last);
        }
        String begins = first.getYear() != last.getYear()
                ? DAY_OF_YEAR.format(first)
                : first.getMonth() == last.getMonth() ? String.valueOf(first.getDayOfMonth()) : DAY.format(first);
        return begins + " to " + (first.getYear() == last.getYear() ? DAY : DAY_OF_YEAR).format(last);
    }

    /** Why it comes when it does, where that is worth a word. */
    Optional<String> note() {
        boolean late = Duration.between(due, held).compareTo(AfterDowntime.ON_TIME) > 0;
        if (!late && coalesced == 0) {
            return Optional.empty();
        }
        String others = coalesced == 0
                ? ""
                : " It stands for " + (coalesced == 1 ? "an earlier one" : coalesced + " earlier ones")
                        + " as well that did not go out.";
        return Optional.of(((late ? "This one is late: it was due " + dueWords() + "." : "") + others).strip());
    }

    /** {@code Friday 16:00}; with its date where that is longer ago. */
    private String dueWords() {
        ZonedDateTime then = due.atZone(zone);
        LocalDate today = LocalDate.ofInstant(held, zone);
        DayOfWeek day = then.getDayOfWeek();
        boolean lately = then.toLocalDate().plusDays(WEEK).isAfter(today);
        String date = lately ? "" : ", " + (then.getYear() == today.getYear() ? DAY : DAY_OF_YEAR).format(then) + ",";
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + date + " " + TIME.format(then);
    }
}
