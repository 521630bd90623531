package dev.steward.cadence;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * Everything people choose of a cadence.
 *
 * @param title         what it is called, as typed, 1 to {@link #TITLE} characters
 * @param written       whether everybody answers in writing, each at their own local time; else they meet
 * @param channel       where its card stands
 * @param area          whose things it is about; null: all
 * @param recurrence    when it takes place; of a written one, on everybody's own clock
 * @param afterDowntime what becomes of a session missed while Steward was down
 * @param duration      how long a meeting takes, or how long everybody has to answer
 * @param participants  who takes part
 * @param facilitators  who facilitates, in turn; empty: all participants; nobody facilitates a written one
 * @param agendaLead    how long before a meeting its agenda is posted
 * @param preRead       by how long before a meeting its pre-read is to be read; null: there is none
 * @param reminders     how long before a meeting its thread is reminded, or before their time is over those who have not answered
 * @param questions     of a written one, 1 to {@link #QUESTIONS}, each up to {@link #QUESTION} characters
 */
record Rules(String title, Template template, boolean written, ChannelId channel, @Nullable AreaId area,
        Recurrence recurrence, AfterDowntime afterDowntime, Duration duration, People participants,
        List<UserId> facilitators, Lead agendaLead, @Nullable Lead preRead, List<Lead> reminders,
        List<String> questions) {
    static final int TITLE = 100;
    static final int QUESTIONS = 10;
    static final int QUESTION = 150;
    static final int REMINDERS = 3;

    Rules {
        facilitators = List.copyOf(facilitators);
        reminders = List.copyOf(reminders);
        questions = List.copyOf(questions);
        if (title.isBlank() || title.length() > TITLE || !duration.isPositive()
                || written && (questions.isEmpty() || questions.size() > QUESTIONS)) {
            throw new IllegalArgumentException("A cadence has a title, takes time, and asks when it is written");
        }
    }

    ZoneId zone() {
        return recurrence.zone();
    }

    Rules recurring(Recurrence other) {
        return new Rules(title, template, written, channel, area, other, afterDowntime, duration, participants,
                facilitators, agendaLead, preRead, reminders, questions);
    }
}
