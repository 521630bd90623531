package dev.steward.cadence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** Actions in words, as mrkdwn. */
final class ActionWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WITH_YEAR = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final int REASON = 400;
    private static final int SHORT = 150;
    private static final int SHORT_REASON = 80;

    private ActionWords() {}

    /** All of it, on one line. */
    static String what(Action action) {
        return Quoted.line(action.facts().what(), Action.LONGEST);
    }

    /** Its beginning, in bold. */
    static String named(Action action) {
        return Phrases.bold(action.facts().what());
    }

    /** {@code Fri 27 Nov}; with its year where that is not the one it was noted in. */
    static String day(Action action) {
        LocalDate day = action.due().on();
        boolean sameYear = day.getYear() == action.facts().notedAt().atZone(ZoneOffset.UTC).getYear();
        return (sameYear ? DAY : WITH_YEAR).format(day);
    }

    /** {@code due Fri 27 Nov}, {@code late since Fri 27 Nov}. */
    static String due(Action action, Instant now) {
        return (action.late(now) ? "late since " : "due ") + day(action);
    }

    /** What became of it; whose it is while it is open, and until when. */
    static String fate(Action action, Instant now) {
        return fate(action, now, REASON);
    }

    private static String fate(Action action, Instant now, int reason) {
        Action.Ended ended = action.ended();
        if (ended == null) {
            return action.owner().mention() + ", " + due(action, now);
        }
        return switch (ended.how()) {
            case DONE -> "done by " + ended.by().mention() + " " + Phrases.time(ended.at());
            case DROPPED -> "not needed, says " + ended.by().mention() + Quoted.after(ended.reason(), reason);
        };
    }

    /** {@code ☐ Ask legal  ·  Ana, due Fri 27 Nov}, with a tick where it was done. */
    static String line(Action action, Instant now) {
        return (action.open() ? "☐ " : "☑ ") + Quoted.line(action.facts().what(), SHORT) + "  ·  "
                + fate(action, now, SHORT_REASON);
    }

    /** Which cadence it came from: {@code REV-2 Roadmap review}. */
    static String of(Cadence cadence) {
        return cadence.facts().reference() + " " + Quoted.line(cadence.rules().title(), Rules.TITLE);
    }

    /** Which session it came from: {@code REV-2 Roadmap review of Tue 24 Nov}. @param link to its card; null for none */
    static String of(Cadence cadence, Session session, @Nullable String link) {
        String name = of(cadence) + " of " + DAY.format(session.planned());
        return link == null ? name : "<" + link + "|" + name + ">";
    }
}
