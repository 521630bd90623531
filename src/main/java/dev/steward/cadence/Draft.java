package dev.steward.cadence;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.OnHoliday;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * What somebody wants of a cadence, before anybody has looked whether that is possible: what a form holds, or words say.
 *
 * @param when         in words, on the clock of {@code zone} where they name no other
 * @param onHoliday    null: as the words say
 * @param facilitators of {@link Turns#EVERYBODY} nobody
 * @param questions    one on each line
 */
record Draft(Template template, boolean written, String title, String when, ZoneId zone, @Nullable ChannelId channel,
        People people, Turns turns, List<UserId> facilitators, Duration duration, Lead agendaLead,
        @Nullable Lead preRead, List<Lead> reminders, @Nullable AreaId area, @Nullable OnHoliday onHoliday,
        AfterDowntime afterDowntime, String questions) {
    /** A session missed while Steward was down is held if it is not later than this. */
    static final Duration TOLERANCE = Duration.ofHours(2);

    /** Who facilitates. */
    enum Turns {
        EVERYBODY, THESE, ONE
    }

    Draft {
        facilitators = List.copyOf(facilitators);
        reminders = List.copyOf(reminders);
    }

    /** What the template usually has. */
    static Draft of(Template template, ZoneId zone, @Nullable ChannelId channel) {
        return new Draft(template, template.written(), template == Template.BLANK ? "" : template.title(),
                template.when(), zone, channel, new People(List.of(), List.of()), Turns.EVERYBODY, List.of(),
                template.duration(), template.agendaLead(), template.preRead(), template.reminders(), null, null,
                usual(template.written()), String.join("\n", template.questions()));
    }

    /** Everybody can still answer late; a meeting whose time is over is none. */
    static AfterDowntime usual(boolean written) {
        return written ? new AfterDowntime.RunLate(Duration.ofHours(4)) : new AfterDowntime.Skip();
    }

    /** What somebody chose of a cadence that is there. @param when its rhythm in words */
    static Draft of(Rules rules, String when) {
        Turns turns = rules.facilitators().isEmpty()
                ? Turns.EVERYBODY
                : rules.facilitators().size() == 1 ? Turns.ONE : Turns.THESE;
        return new Draft(rules.template(), rules.written(), rules.title(), when, rules.zone(), rules.channel(),
                rules.participants(), turns, rules.facilitators(), rules.duration(), rules.agendaLead(),
                rules.preRead(), rules.reminders(), rules.area(), null, rules.afterDowntime(),
                String.join("\n", rules.questions()));
    }

    /** Starts from another template: what is as usual becomes what is usual there, and what somebody chose stays. */
    Draft from(Template other) {
        Draft before = of(template, zone, channel);
        Draft after = of(other, zone, channel);
        boolean kind = written == after.written;
        return new Draft(other, after.written, other(title, before.title, after.title),
                other(when, before.when, after.when), zone, channel, people, turns, facilitators,
                kind ? other(duration, before.duration, after.duration) : after.duration,
                other(agendaLead, before.agendaLead, after.agendaLead),
                java.util.Objects.equals(preRead, before.preRead) ? after.preRead : preRead,
                kind ? other(reminders, before.reminders, after.reminders) : after.reminders, area, onHoliday,
                other(afterDowntime, before.afterDowntime, after.afterDowntime),
                after.questions.isEmpty() ? questions : other(questions, before.questions, after.questions));
    }

    /** Blank ones can be either: what goes with it follows. */
    Draft written(boolean other) {
        if (other == written) {
            return this;
        }
        Template like = other ? Template.WEEKLY_UPDATE : template;
        return new Draft(template, other, title, when, zone, channel, people, turns, facilitators, like.duration(),
                agendaLead, preRead, like.reminders(), area, onHoliday,
                other(afterDowntime, usual(written), usual(other)),
                questions);
    }

    Draft when(String other) {
        return new Draft(template, written, title, other, zone, channel, people, turns, facilitators, duration,
                agendaLead, preRead, reminders, area, onHoliday, afterDowntime, questions);
    }

    private static <T> T other(T now, T before, T after) {
        return now.equals(before) || now instanceof String text && text.isBlank() ? after : now;
    }

    /** Each line one, without what surrounds it. */
    List<String> asks() {
        return questions.lines().map(line -> line.replaceAll("\\s+", " ").strip()).filter(line -> !line.isEmpty())
                .toList();
    }
}
