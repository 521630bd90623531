package dev.steward.cadence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.RecurrenceSentence;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.UserId;

/** What people chose of a cadence: in plain sentences, and in words that {@link ReadWords} reads again. */
final class SayRules {
    private SayRules() {}

    /** In sentences, as mrkdwn. @param area what the area is called; null for none */
    static List<String> sentences(Rules rules, HolidayCalendar holidays,
            @org.jspecify.annotations.Nullable String area) {
        List<String> lines = new ArrayList<>();
        lines.add("*When:* " + CadenceLine.rule(rules, holidays) + ", "
                + (rules.written()
                        ? "on everybody's own clock, with " + Length.words(rules.duration()) + " to answer"
                        : "for " + Length.words(rules.duration())));
        lines.add("*Who:* " + people(rules.participants()));
        if (!rules.written()) {
            lines.add("*Facilitates:* " + facilitators(rules.facilitators()));
            lines.add("*Agenda:* " + (rules.agendaLead().amount() == 0
                    ? "posted when it starts"
                    : "posted " + rules.agendaLead().words() + " before"));
            if (rules.preRead() != null) {
                lines.add("*Pre-read:* to be read until " + rules.preRead().words() + " before");
            }
        }
        lines.add("*Reminders:* " + (rules.reminders().isEmpty()
                ? "none"
                : Phrases.and(rules.reminders().stream().map(Lead::words).toList())
                        + (rules.written() ? " before the time to answer is over" : " before it starts")));
        if (area != null) {
            lines.add("*Area:* " + Mrkdwn.escape(area, 200));
        }
        lines.add("*If Steward was down at its time:* " + afterDowntime(rules.afterDowntime()));
        if (rules.written()) {
            lines.add("*Asks:*\n" + String.join("\n", rules.questions().stream()
                    .map(question -> "• " + Mrkdwn.escape(question, Rules.QUESTION * 2)).toList()));
        }
        return lines;
    }

    static String people(People people) {
        List<String> all = new ArrayList<>();
        people.groups().forEach(group -> all.add("<!subteam^" + group + ">"));
        people.members().forEach(member -> all.add(member.mention()));
        return Phrases.and(Phrases.few(all));
    }

    static String facilitators(List<UserId> facilitators) {
        return switch (facilitators.size()) {
            case 0 -> "everybody in turn";
            case 1 -> facilitators.getFirst().mention();
            default -> Phrases.people(facilitators) + ", in turn";
        };
    }

    static String afterDowntime(AfterDowntime rule) {
        return switch (rule) {
            case AfterDowntime.Skip() -> "it is skipped";
            case AfterDowntime.RunLate(Duration tolerance) -> "it is held up to " + Length.words(tolerance) + " late";
            case AfterDowntime.Coalesce() -> "one is held for all that were missed";
        };
    }

    /**
     * In words, as one would type them after {@code /cadence new}, with people, groups and the channel by their ids.
     *
     * @param areas what an area is called
     * @param typed makes what people typed fit for where the words stand
     */
    static String words(Rules rules, HolidayCalendar holidays, Function<AreaId, Optional<String>> areas,
            UnaryOperator<String> typed) {
        List<String> words = new ArrayList<>();
        words.add(quoted(rules.title(), typed) + " as " + rules.template().title().toLowerCase(
                java.util.Locale.ROOT) + (rules.written() ? ", written" : ", meeting"));
        words.add(RecurrenceSentence.inFull(rules.recurrence(), holidays));
        words.add("for " + Length.words(rules.duration()));
        words.add("in " + rules.channel().link());
        List<String> people = new ArrayList<>();
        rules.participants().members().forEach(member -> people.add(member.mention()));
        rules.participants().groups().forEach(group -> people.add("<!subteam^" + group + ">"));
        words.add("with " + Phrases.and(people));
        if (!rules.written()) {
            words.add("facilitated by " + (rules.facilitators().isEmpty()
                    ? "everybody"
                    : Phrases.and(rules.facilitators().stream().map(UserId::mention).toList())));
            words.add("agenda " + ahead(rules.agendaLead()) + " before");
            Lead preRead = rules.preRead();
            words.add(preRead == null ? "no pre-read" : "pre-read " + ahead(preRead) + " before");
        }
        words.add(rules.reminders().isEmpty()
                ? "no reminders"
                : "reminders " + Phrases.and(rules.reminders().stream().map(SayRules::ahead).toList()) + " before");
        if (rules.area() != null) {
            areas.apply(rules.area()).ifPresent(area -> words.add("about " + quoted(area, typed)));
        }
        words.add("if missed " + switch (rules.afterDowntime()) {
            case AfterDowntime.Skip() -> "skip";
            case AfterDowntime.RunLate(Duration tolerance) -> "up to " + Length.words(tolerance) + " late";
            case AfterDowntime.Coalesce() -> "hold one for all";
        });
        if (rules.written()) {
            words.add("asking " + String.join(" ",
                    rules.questions().stream().map(each -> quoted(each, typed)).toList()));
        }
        return String.join(", ", words);
    }

    private static String quoted(String words, UnaryOperator<String> typed) {
        return "\"" + typed.apply(words.replaceAll("[\"“”„]", "'")) + "\"";
    }

    private static String ahead(Lead lead) {
        return lead.amount() == 0 ? "0 minutes" : lead.words();
    }
}
