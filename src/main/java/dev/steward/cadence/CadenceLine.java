package dev.steward.cadence;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.RecurrenceSentence;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;

/** A cadence in a line or two, as mrkdwn. */
final class CadenceLine {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    private CadenceLine() {}

    /** {@code REV-2 Roadmap review}, with the title in bold. */
    static String name(Cadence cadence) {
        return cadence.facts().reference() + " " + Phrases.bold(cadence.rules().title());
    }

    /** When and where, and when next. @param next null where it is not known to take place again */
    static String of(Cadence cadence, @Nullable Instant next, HolidayCalendar holidays) {
        return name(cadence) + "\n" + rule(cadence.rules(), holidays) + ", in " + cadence.rules().channel().link()
                + "\n" + state(cadence, next);
    }

    /** When one begins: in the reader's own time, or, in writing, at its local time on the clock of each who takes part. */
    static String time(Cadence cadence, Instant at) {
        return cadence.rules().written()
                ? LOCAL.format(at.atZone(cadence.rules().zone())) + " on everybody's own clock"
                : Phrases.time(at);
    }

    /** {@code Every other Tuesday at 10:00, Berlin time}: mrkdwn. */
    static String rhythm(Rules rules, HolidayCalendar holidays) {
        return Mrkdwn.escape(RecurrenceSentence.of(rules.recurrence(), holidays), 300);
    }

    /** As {@link #rhythm}, without what was skipped and moved. */
    static String rule(Rules rules, HolidayCalendar holidays) {
        return rhythm(rules.recurring(Following.rule(rules.recurrence())), holidays);
    }

    static String state(Cadence cadence, @Nullable Instant next) {
        return switch (cadence.state()) {
            case PAUSED -> ":double_vertical_bar: Paused";
            case ENDED -> "Ended";
            case ACTIVE -> next == null ? "Nothing more is planned" : "Next " + time(cadence, next);
        };
    }
}
