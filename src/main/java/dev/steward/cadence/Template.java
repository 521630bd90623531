package dev.steward.cadence;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a cadence can start from. The names are kept in the database. */
enum Template {
    ROADMAP_REVIEW("Roadmap review", "What moved, what is next, what is in the way", "every other Tuesday at 10:00",
            false, Duration.ofMinutes(60), Lead.days(2), Lead.days(1), List.of()), //
    DECISION_REVIEW("Decision review", "Open requests and recent decisions, on the agenda by themselves",
            "every Thursday at 14:00", false, Duration.ofMinutes(45), Lead.days(1), null, List.of()), //
    LAUNCH_READINESS("Launch readiness", "Planned releases and what is left on their launch checklists",
            "every Monday at 11:00", false, Duration.ofMinutes(30), Lead.hours(4), null, List.of()), //
    CUSTOMER_INSIGHT_REVIEW("Customer-insight review", "The feedback that weighs most, on the agenda by itself",
            "first Wednesday of the month at 15:00", false, Duration.ofMinutes(60), Lead.days(2), Lead.days(1),
            List.of()), //
    RETROSPECTIVE("Retrospective", "What went well, what did not, what to try", "every other Friday at 14:00", false,
            Duration.ofMinutes(60), Lead.days(1), null, List.of()), //
    WEEKLY_UPDATE("Weekly written update", "Everybody answers in writing, in their own time", "every Friday at 10:00",
            true, Duration.ofHours(7), Lead.minutes(0), null,
            List.of("What moved this week?", "What is next?", "What is in the way?")), //
    BLANK("Blank", "Start from nothing", "every week", false, Duration.ofMinutes(60), Lead.days(1), null, List.of());

    private final String title;
    private final String does;
    private final String when;
    private final boolean written;
    private final Duration duration;
    private final Lead agendaLead;
    private final @Nullable Lead preRead;
    private final List<String> questions;

    Template(String title, String does, String when, boolean written, Duration duration, Lead agendaLead,
            @Nullable Lead preRead, List<String> questions) {
        this.title = title;
        this.does = does;
        this.when = when;
        this.written = written;
        this.duration = duration;
        this.agendaLead = agendaLead;
        this.preRead = preRead;
        this.questions = questions;
    }

    String title() {
        return title;
    }

    /** One line: what it is for. */
    String does() {
        return does;
    }

    /** When it usually takes place, in words that {@link dev.steward.schedule.RecurrenceWords} reads. */
    String when() {
        return when;
    }

    boolean written() {
        return written;
    }

    Duration duration() {
        return duration;
    }

    Lead agendaLead() {
        return agendaLead;
    }

    @Nullable
    Lead preRead() {
        return preRead;
    }

    /** How long before, as {@link Rules#reminders}. */
    List<Lead> reminders() {
        return List.of(written ? Lead.hours(1) : Lead.minutes(10));
    }

    List<String> questions() {
        return questions;
    }
}
