package dev.steward.timetable;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Absence;
import dev.steward.schedule.AbsenceId;
import dev.steward.schedule.Absences.Stretch;
import dev.steward.schedule.Absences.Taken;
import dev.steward.schedule.Absences.Why;
import dev.steward.schedule.AwayWords;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.UserId;

/** What Steward says of absences, to the one who is away, on their own wall clock: mrkdwn. */
record AwaySentences(ZoneId zone, Instant now) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu",
            Locale.ENGLISH);

    static final String NOBODY_STANDS_IN = "Nobody stands in for you, so what waits for you goes on without an answer. "
            + "To name somebody: `/steward away 2 Dec to 9 Dec, @name`.";

    /** {@code on Monday, 2 December}, {@code until the end of Friday, 6 December}, {@code from ... to ...}. */
    String when(Instant from, @Nullable Instant to) {
        LocalDateTime start = LocalDateTime.ofInstant(from, zone);
        if (to == null) {
            return from.isAfter(now) ? "from " + start(start) + " on" : "until further notice";
        }
        LocalDateTime end = LocalDateTime.ofInstant(to, zone);
        boolean whole = end.toLocalTime().equals(LocalTime.MIDNIGHT);
        LocalDate last = whole ? end.toLocalDate().minusDays(1) : end.toLocalDate();
        if (!from.isAfter(now)) {
            return "until " + (whole ? "the end of " + day(last) : day(last) + " at " + end.toLocalTime());
        }
        if (whole && start.toLocalTime().equals(LocalTime.MIDNIGHT) && start.toLocalDate().equals(last)) {
            return "on " + day(last);
        }
        return "from " + start(start) + " to " + (whole ? day(last) : day(last) + " at " + end.toLocalTime());
    }

    private String start(LocalDateTime start) {
        return day(start.toLocalDate())
                + (start.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? ""
                        : " at " + start.toLocalTime().withSecond(0).withNano(0));
    }

    private String day(LocalDate day) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return (day.getYear() == today.getYear() ? DAY : DAY_OF_YEAR).format(day);
    }

    /** One line of a list. */
    String line(Absence absence) {
        UserId standIn = absence.standIn();
        return "Away " + when(absence.from(), absence.to())
                + (standIn == null ? ". Nobody stands in." : ". " + standIn.mention() + " stands in.");
    }

    String entered(Absence absence, Taken.Kept kept) {
        UserId standIn = absence.standIn();
        var said = new StringBuilder("You are away ").append(when(absence.from(), absence.to())).append(". ");
        said.append(standIn == null ? NOBODY_STANDS_IN : standIn.mention() + " stands in for you.");
        if (standIn != null) {
            kept.answers().stream().filter(part -> !standIn.equals(part.answers()))
                    .forEach(part -> said.append('\n').append(warning(standIn, part)));
        }
        if (!kept.left().isEmpty()) {
            said.append("\n:warning: You stand in for ").append(mentions(kept.left()))
                    .append(" in that time, and nobody will answer for them.");
        }
        return said.toString();
    }

    private String warning(UserId standIn, Stretch part) {
        String when = when(part.from(), part.to());
        UserId answers = part.answers();
        if (answers != null) {
            return ":warning: " + standIn.mention() + " is away too, " + when + ". " + answers.mention()
                    + " answers then.";
        }
        String why = switch (part.why()) {
            case CANNOT -> "is away too, " + when + ", and whoever stands in for them cannot be asked";
            case TOO_FAR -> "is away too, " + when + ", and so are all who stand in for them";
            case NOBODY, CIRCLE, ANSWERS -> "is away too, " + when;
        };
        return ":warning: " + standIn.mention() + " " + why + ". Nobody answers then.";
    }

    String overlaps(Map<AbsenceId, Absence> others) {
        return "You are away then already:\n" + others.values().stream().map(other -> "• " + line(other))
                .collect(joining("\n"));
    }

    String circle(UserId standIn, List<Stretch> answers) {
        String when = answers.stream().filter(part -> part.why() == Why.CIRCLE)
                .map(part -> when(part.from(), part.to())).collect(joining(", and "));
        return standIn.mention() + " is away too, " + when + ", and you are the one who would answer for them. Nobody "
                + "would be left. Please choose somebody else.";
    }

    static String cannotStandIn(UserId self, UserId standIn) {
        return self.equals(standIn)
                ? "You cannot stand in for yourself. Please choose somebody else."
                : standIn.mention()
                        + " cannot stand in for you: only people of this workspace can, no apps, and nobody "
                        + "whose account is closed. Please choose somebody else.";
    }

    /** Empty where it was read. */
    String unread(String typed, AwayWords.Read read) {
        return switch (read) {
            case AwayWords.Read.Unclear() -> (typed.isBlank()
                    ? "When are you away?"
                    : "I cannot read \"" + Mrkdwn.escape(Mrkdwn.cut(typed, 80)) + "\" as days.")
                    + " Try one of these: " + AwayWords.EXAMPLES + ". A name at the end stands in for you: `…, @name`.";
            case AwayWords.Read.NoSuchDay(String day) -> "There is no such day: " + Mrkdwn.escape(day) + ".";
            case AwayWords.Read.Backwards(LocalDate first, LocalDate last) -> "That ends on " + day(last)
                    + ", before it begins on " + day(first) + ". Please turn the days around.";
            case AwayWords.Read.Over(LocalDate last) -> "That is over: it ended on " + day(last)
                    + ". You can say when you are away today or later.";
            case AwayWords.Read.Span span -> "";
        };
    }

    private static String mentions(Set<UserId> people) {
        List<String> mentions = people.stream().map(UserId::mention).sorted().toList();
        return mentions.size() < 2
                ? String.join("", mentions)
                : String.join(", ", mentions.subList(0, mentions.size() - 1)) + " and " + mentions.getLast();
    }
}
