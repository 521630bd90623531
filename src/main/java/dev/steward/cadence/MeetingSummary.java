package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;

import dev.steward.cadence.Items.Outcome;
import dev.steward.cadence.Items.Stood;
import dev.steward.cadence.SessionLines.Part;
import dev.steward.slack.Quoted;

/** What came of a meeting, in one text: mrkdwn that Slack shows whole. */
final class MeetingSummary {
    /** Slack advises no more than 4,000 characters. */
    private static final int LONGEST = 3_800;

    private MeetingSummary() {}

    static String of(Meeting meeting) {
        var summary = new StringBuilder("*Summary*" + AgendaText.BETWEEN + "it took "
                + MeetingCard.took(meeting.session()) + " of "
                + MeetingCard.minutes(meeting.cadence().rules().duration()));
        boolean anything = list(summary, "Decisions", MeetingCard.decisions(meeting));
        for (Part part : meeting.parts()) {
            anything |= list(summary, part.heading(), part.lines());
        }
        anything |= list(summary, "Talked about", titles(meeting, Outcome.DONE));
        anything |= list(summary, "Carries over", titles(meeting, Outcome.CARRIED));
        if (!anything) {
            summary.append("\nNothing was on the agenda.");
        }
        return summary.toString();
    }

    private static List<String> titles(Meeting meeting, Outcome outcome) {
        return meeting.stood().stream().filter(stood -> stood.outcome() == outcome).map(Stood::item)
                .map(item -> AgendaText.title(item)
                        + (outcome == Outcome.CARRIED && item.stoodIn() > 1
                                ? AgendaText.BETWEEN + AgendaText.age(item.stoodIn() - 1)
                                : ""))
                .toList();
    }

    private static boolean list(StringBuilder summary, String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return false;
        }
        List<String> fit = new ArrayList<>();
        int room = LONGEST - summary.length() - heading.length() - 40;
        for (String line : lines) {
            room -= line.length() + 3;
            if (room < 0) {
                break;
            }
            fit.add("\n" + MeetingCard.bullet(line));
        }
        int more = lines.size() - fit.size();
        summary.append("\n*").append(Quoted.line(heading, 80)).append("*").append(String.join("", fit));
        if (more > 0) {
            summary.append("\n… and ").append(more).append(" more");
        }
        return true;
    }
}
