package dev.steward.cadence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.Draft.Turns;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceAnswer;
import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.schedule.RecurrenceWords;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Looks whether what somebody wants of a cadence is possible, and says what is not, each at its field. */
@Component
class CheckDraft {
    /** What a form's fields hold at most. */
    static final int MOST_MEMBERS = 100;
    static final int MOST_GROUPS = 10;
    static final int MOST_FACILITATORS = 25;
    /** Nobody prepares for more, and each is a card in a channel. */
    private static final Duration OFTEN = Duration.ofHours(1);
    private static final int LOOKED_AHEAD = 30;

    private final Members members;
    private final UserGroups groups;
    private final Participants participants;
    private final Areas areas;
    private final WorkspaceHolidays holidays;
    private final ChannelAccess channels;
    private final Clock clock;

    CheckDraft(Members members, UserGroups groups, Participants participants, Areas areas, WorkspaceHolidays holidays,
            ChannelAccess channels, Clock clock) {
        this.members = members;
        this.groups = groups;
        this.participants = participants;
        this.areas = areas;
        this.holidays = holidays;
        this.channels = channels;
        this.clock = clock;
    }

    /** What came of it. @param mistakes a sentence for each field that has one: plain text */
    record Checked(@Nullable Rules rules, Map<Field, String> mistakes) {}

    /** The fields in which something can be wrong, in the form's order. */
    enum Field {
        TITLE, WHEN, FROM, CHANNEL, MEMBERS, GROUPS, FACILITATORS, DURATION, REMINDERS, AREA, QUESTIONS;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** When it takes place, with what is said of holidays beside the words. */
    RecurrenceAnswer when(WorkspaceId workspace, Draft draft) {
        return when(workspace, draft, clock.instant());
    }

    /** @param from nothing takes place before */
    RecurrenceAnswer when(WorkspaceId workspace, Draft draft, Instant from) {
        RecurrenceAnswer answer = RecurrenceWords.read(draft.when(), draft.zone(), from, holidays.of(workspace));
        return answer instanceof Understood(Recurrence recurrence, boolean assumed) && draft.onHoliday() != null
                ? new Understood(recurrence.onHoliday(draft.onHoliday()), assumed)
                : answer;
    }

    /** Of a new one. */
    Checked check(Actor by, Draft draft) {
        return check(by, draft, when(by.workspace(), draft), null);
    }

    /** @param before where it has its channel now, which whoever changes it need not be in; null for a new one */
    Checked check(Actor by, Draft draft, RecurrenceAnswer when, @Nullable ChannelId before) {
        WorkspaceId workspace = by.workspace();
        Map<Field, String> mistakes = new LinkedHashMap<>();
        if (draft.title().isBlank()) {
            mistakes.put(Field.TITLE, "Give it a name.");
        } else if (draft.title().strip().length() > Rules.TITLE) {
            mistakes.put(Field.TITLE, "A name has at most " + Rules.TITLE + " characters.");
        }
        Recurrence recurrence = null;
        switch (when) {
            case NotUnderstood(var part, var sentence) -> mistakes.put(Field.WHEN, sentence);
            case Understood understood -> {
                recurrence = understood.recurrence();
                tooOften(draft, recurrence, holidays.of(workspace))
                        .ifPresent(sentence -> mistakes.put(Field.WHEN, sentence));
            }
        }
        closed(by, draft.channel(), before).ifPresent(sentence -> mistakes.put(Field.CHANNEL, sentence));
        people(workspace, draft, mistakes);
        facilitators(workspace, draft, mistakes);
        if (draft.reminders().size() > Rules.REMINDERS) {
            mistakes.put(Field.REMINDERS, "Choose " + Rules.REMINDERS + " reminders at most.");
        }
        if (draft.area() != null && areas.find(workspace, draft.area()).isEmpty()) {
            mistakes.put(Field.AREA, "That area is gone. Choose another one, or none.");
        }
        if (draft.written()) {
            questions(draft).ifPresent(sentence -> mistakes.put(Field.QUESTIONS, sentence));
        }
        return mistakes.isEmpty() && recurrence != null && draft.channel() != null
                ? new Checked(rules(draft, recurrence), mistakes)
                : new Checked(null, mistakes);
    }

    private static Rules rules(Draft draft, Recurrence recurrence) {
        boolean written = draft.written();
        return new Rules(draft.title().replaceAll("\\s+", " ").strip(), draft.template(), written,
                java.util.Objects.requireNonNull(draft.channel()), draft.area(), recurrence, draft.afterDowntime(),
                draft.duration(), draft.people(), written || draft.turns() == Turns.EVERYBODY
                        ? List.of()
                        : draft.facilitators(),
                written ? Lead.minutes(0) : draft.agendaLead(), written ? null : draft.preRead(), draft.reminders(),
                written ? draft.asks() : List.of());
    }

    /** Why its cards cannot go there: a channel is a claim, and nobody posts into one that they cannot read. */
    private Optional<String> closed(Actor by, @Nullable ChannelId channel, @Nullable ChannelId before) {
        if (channel == null || !channel(channel.value())) {
            return Optional.of("Choose a channel: its agenda and its summary go there.");
        }
        if (channel.equals(before)) {
            return Optional.empty();
        }
        Channel known = channels.find(by.workspace(), channel);
        if (known.kind() == Channel.Kind.DIRECT) {
            return Optional.of("Choose a channel, not direct messages.");
        }
        if (!channels.sees(by, channel)) {
            return Optional.of("Choose a channel that you and Steward are in. Into a private one, invite it first: "
                    + "/invite @Steward.");
        }
        return known.archived() ? Optional.of("That channel is archived. Choose another one.") : Optional.empty();
    }

    /** Not somebody's direct messages. */
    static boolean channel(String conversation) {
        return conversation.startsWith("C") || conversation.startsWith("G");
    }

    /** Of the rule: one that was moved may come close to another. */
    private Optional<String> tooOften(Draft draft, Recurrence recurrence, HolidayCalendar days) {
        if (recurrence.next(clock.instant(), days).isEmpty()) {
            return Optional.of("That is over already. Say when it takes place from now on.");
        }
        List<Occurrence> ahead = Following.rule(recurrence).after(clock.instant(), days).limit(LOOKED_AHEAD).toList();
        for (int i = 1; i < ahead.size(); i++) {
            Duration between = Duration.between(ahead.get(i - 1).at(), ahead.get(i).at());
            if (between.compareTo(OFTEN) < 0) {
                return Optional.of("That is too often: once an hour at most.");
            }
            if (between.compareTo(draft.duration()) < 0) {
                return Optional.of("That is too often: it takes " + Length.words(draft.duration())
                        + ", and the next one would begin before that is over.");
            }
        }
        return Optional.empty();
    }

    private void people(WorkspaceId workspace, Draft draft, Map<Field, String> mistakes) {
        People people = draft.people();
        if (people.nobody()) {
            mistakes.put(Field.MEMBERS, "Say who takes part: people, groups, or both.");
            return;
        }
        unreachable(workspace, people.members()).ifPresent(sentence -> mistakes.put(Field.MEMBERS, sentence));
        if (people.members().size() > MOST_MEMBERS) {
            mistakes.put(Field.MEMBERS, "Choose " + MOST_MEMBERS + " people at most, or a group.");
        }
        if (people.groups().size() > MOST_GROUPS) {
            mistakes.put(Field.GROUPS, "Choose " + MOST_GROUPS + " groups at most.");
        } else if (people.groups().stream().anyMatch(id -> groups.find(workspace, id).isEmpty())) {
            mistakes.put(Field.GROUPS, "One of these groups is gone. Choose others.");
        } else if (mistakes.get(Field.MEMBERS) == null && participants.of(workspace, people).isEmpty()) {
            mistakes.put(Field.GROUPS, "Nobody of this workspace is in there.");
        }
    }

    private void facilitators(WorkspaceId workspace, Draft draft, Map<Field, String> mistakes) {
        if (draft.written() || draft.turns() == Turns.EVERYBODY) {
            return;
        }
        if (draft.facilitators().isEmpty()) {
            mistakes.put(Field.FACILITATORS, draft.turns() == Turns.ONE
                    ? "Say who facilitates."
                    : "Say who facilitates in turn.");
        } else if (draft.turns() == Turns.ONE && draft.facilitators().size() > 1) {
            mistakes.put(Field.FACILITATORS, "Choose one person, or “These in turn”.");
        } else {
            unreachable(workspace, draft.facilitators())
                    .ifPresent(sentence -> mistakes.put(Field.FACILITATORS, sentence));
        }
    }

    /** Why one of these cannot take part; empty when all can. Plain text. */
    Optional<String> unreachable(WorkspaceId workspace, List<UserId> people) {
        Map<UserId, Member> known = members.find(workspace, people);
        List<String> sentences = new ArrayList<>();
        for (UserId person : people) {
            Member member = known.get(person);
            if (member == null) {
                sentences.add("Somebody here is not known to Steward.");
            } else if (member.bot()) {
                sentences.add(member.name() + " is an app.");
            } else if (member.outsider()) {
                sentences.add(member.name() + " is of another organisation. Only people of this workspace can.");
            } else if (member.deactivated()) {
                sentences.add(member.name() + " has left.");
            } else if (!member.reachable()) {
                sentences.add(member.name() + " is a guest. Only members of this workspace can.");
            }
        }
        return sentences.stream().findFirst();
    }

    private static Optional<String> questions(Draft draft) {
        List<String> asks = draft.asks();
        if (asks.isEmpty()) {
            return Optional.of("Ask one question at least.");
        }
        if (asks.size() > Rules.QUESTIONS) {
            return Optional.of("Ask " + Rules.QUESTIONS + " questions at most. These are " + asks.size() + ".");
        }
        return asks.stream().filter(ask -> ask.length() > Rules.QUESTION).findFirst()
                .map(ask -> "A question has at most " + Rules.QUESTION + " characters. This one is too long: “"
                        + ask.substring(0, 40) + "…”");
    }
}
