package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static dev.steward.cadence.AgendaText.BETWEEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.cadence.SessionLines.Part;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** A meeting in its channel. Pure: equal states give equal messages. */
final class MeetingCard {
    /** As many items as a reader takes in at a glance, and as Slack takes at their longest. */
    static final int ITEMS = 10;
    private static final int HEADER = 150;
    /** What Slack takes of one, and a little less. */
    private static final int SECTION = 2_900;
    /** Leaves room for all else, within the 13,200 that Slack takes of all blocks. */
    private static final int AGENDA = 6_500;
    private static final int DECISIONS = 5;
    private static final int DECISION = 240;
    private static final int LINES = 5;
    private static final int REASON = 400;

    private MeetingCard() {}

    static Message of(Meeting meeting) {
        Session session = meeting.session();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.blockId("cadence.title")
                .text(plainText(Mrkdwn.cut(name(meeting.cadence()), HEADER)))));
        String state = state(meeting);
        blocks.add(TextBlocks.section("cadence.state", state));
        String besides = besides(meeting);
        if (!besides.isEmpty()) {
            blocks.add(TextBlocks.small("cadence.besides", besides));
        }
        boolean takesPlace = session.state().open() || session.state() == SessionState.CLOSED;
        if (takesPlace) {
            agenda(meeting, blocks);
            preRead(meeting, blocks);
            decisions(meeting, blocks);
            for (int i = 0; i < Math.min(3, meeting.parts().size()); i++) {
                blocks.add(part("cadence.part." + i, meeting.parts().get(i)));
            }
        }
        blocks.addAll(MeetingButtons.of(meeting, meeting.open().size() + meeting.stood().size() > ITEMS && takesPlace));
        return new Message(Quoted.line(name(meeting.cadence()), HEADER) + ": " + state.replace("*", ""), blocks);
    }

    /** As plain text. */
    static String name(Cadence cadence) {
        return cadence.facts().reference() + " " + cadence.rules().title().replaceAll("\\s+", " ").strip();
    }

    private static String state(Meeting meeting) {
        Session session = meeting.session();
        Instant starts = session.startsAt();
        UserId facilitator = session.facilitator();
        Duration takes = meeting.cadence().rules().duration();
        String reason = Quoted.after(session.reason(), REASON);
        return switch (session.state()) {
            case COLLECTING, AGENDA_POSTED -> String.join(BETWEEN, "*" + Phrases.time(starts) + "*", minutes(takes),
                    facilitator == null ? "*nobody facilitates it yet*" : facilitator.mention() + " facilitates");
            case RUNNING -> {
                Instant began = session.startedAt() == null ? starts : session.startedAt();
                yield String.join(BETWEEN, "▶ *Running* until " + AgendaText.clock(began.plus(takes)),
                        facilitated(facilitator, " facilitates"));
            }
            case CLOSED -> String.join(BETWEEN, "✓ *Closed*, took " + took(session), Phrases.time(starts),
                    facilitated(facilitator, " facilitated"));
            case SKIPPED -> "*Skipped*" + BETWEEN + Phrases.time(starts) + "\n" + skipped(meeting);
            case MOVED -> "*Moved*" + by(meeting.by(Kind.MOVED)) + " from " + Phrases.time(starts)
                    + (meeting.movedTo() == null ? "" : " to *" + Phrases.time(meeting.movedTo()) + "*") + "."
                    + (meeting.movedLink() == null
                            ? ""
                            : "\n" + AgendaText.linked(meeting.movedLink(), "See its new card"));
            case CANCELLED -> "*Cancelled*" + by(meeting.by(Kind.CANCELLED)) + BETWEEN + Phrases.time(starts) + "\n"
                    + (reason.isEmpty() ? "" : Quoted.inline(String.valueOf(session.reason()), REASON) + "\n")
                    + "What is open on the agenda carries over.";
        };
    }

    private static String facilitated(@Nullable UserId who, String does) {
        return who == null ? "nobody" + does : who.mention() + does;
    }

    private static String skipped(Meeting meeting) {
        Cause cause = meeting.session().cause();
        UserId by = meeting.by(Kind.SKIPPED);
        String why = switch (cause == null ? Cause.PERSON : cause) {
            case PERSON -> "It does not take place" + (by == null ? "" : ", says " + by.mention())
                    + Quoted.ending(meeting.session().reason(), REASON);
            case DOWNTIME -> "Steward was not running at its time.";
            case NOBODY_STARTED -> "Nobody started it.";
            case NOBODY_THERE -> "Nobody who takes part was there.";
            case CADENCE -> "The review is paused, has ended, or takes place at other times now.";
        };
        return why + " What is open on the agenda carries over.";
    }

    private static String says(@Nullable UserId who) {
        return who == null ? "" : ", says " + who.mention();
    }

    private static String by(@Nullable UserId who) {
        return who == null ? "" : " by " + who.mention();
    }

    static String minutes(Duration duration) {
        long minutes = Math.max(1, Math.round(duration.toSeconds() / 60.0));
        return minutes % 60 == 0 && minutes >= 120
                ? minutes / 60 + " hours"
                : minutes + (minutes == 1 ? " minute" : " minutes");
    }

    static String took(Session session) {
        Instant began = session.startedAt();
        Instant ended = session.endedAt();
        return minutes(began == null || ended == null ? Duration.ZERO : Duration.between(began, ended));
    }

    private static String besides(Meeting meeting) {
        List<String> parts = new ArrayList<>();
        Session session = meeting.session();
        if (meeting.late() && session.state() != SessionState.SKIPPED) {
            parts.add("Late: Steward was not running at its time");
        }
        if (session.coalesced() > 0) {
            parts.add("It stands for "
                    + (session.coalesced() == 1 ? "one that was missed" : session.coalesced() + " that were missed")
                    + " as well");
        }
        if (session.state() == SessionState.CLOSED && meeting.by(Kind.CLOSED) == null) {
            parts.add("It was left open and closed by itself");
        }
        return String.join(BETWEEN, parts);
    }

    private static void agenda(Meeting meeting, List<LayoutBlock> blocks) {
        List<String> lines = AgendaText.lines(meeting);
        List<String> shown = window(meeting, lines);
        if (lines.isEmpty()) {
            if (meeting.session().state().open()) {
                blocks.add(TextBlocks.section("cadence.agenda", "*Agenda*\nNothing yet. What should be talked about?"));
            }
            return;
        }
        var section = new StringBuilder(AgendaText.heading(meeting));
        int sections = 0;
        for (String line : shown) {
            if (section.length() + line.length() + 1 > SECTION) {
                blocks.add(TextBlocks.section("cadence.agenda" + (sections == 0 ? "" : "." + sections),
                        section.toString()));
                sections++;
                section.setLength(0);
            }
            section.append(section.isEmpty() ? "" : "\n").append(line);
        }
        blocks.add(TextBlocks.section("cadence.agenda" + (sections == 0 ? "" : "." + sections), section.toString()));
        if (shown.size() < lines.size()) {
            blocks.add(TextBlocks.small("cadence.agenda.rest", "… and " + (lines.size() - shown.size()) + " more"));
        }
        if (meeting.session().state() == SessionState.RUNNING && meeting.session().item() == null) {
            blocks.add(TextBlocks.section("cadence.agenda.end", meeting.open().stream().allMatch(meeting::isCarried)
                    ? "Everything was talked about. Close it, or add something."
                    : "Nothing is talked about just now. *Next* goes on."));
        }
    }

    /** What is talked about now is always among what is shown, with a little of what came before. */
    private static List<String> window(Meeting meeting, List<String> lines) {
        int current = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("▶ ")) {
                current = i;
            }
        }
        List<String> shown = lines;
        for (int most = ITEMS; most == ITEMS || most > 3 && letters(shown) > AGENDA; most--) {
            int from = Math.clamp(current - 3L, 0, Math.max(0, lines.size() - most));
            from = Math.max(from, current - most + 1);
            shown = lines.subList(from, Math.min(lines.size(), from + most));
        }
        return shown;
    }

    private static int letters(List<String> lines) {
        return lines.stream().mapToInt(String::length).sum();
    }

    private static void preRead(Meeting meeting, List<LayoutBlock> blocks) {
        Session session = meeting.session();
        String link = session.preRead();
        if (link == null || session.state() == SessionState.CLOSED) {
            return;
        }
        int read = Math.max(0, meeting.toRead() - meeting.unread().size());
        List<String> parts = new ArrayList<>(List.of("*Pre-read*", AgendaText.linked(link, "open it")));
        if (meeting.toRead() > 0 && session.state().ahead()) {
            parts.add(meeting.unread().isEmpty() ? "read by all" : "read by " + read + " of " + meeting.toRead());
        }
        if (!meeting.unread().isEmpty() && meeting.unread().size() < meeting.toRead() && session.state().ahead()) {
            parts.add("not yet: " + Phrases.and(Phrases.few(
                    meeting.unread().stream().map(name -> Quoted.line(name, 60)).toList())));
        }
        blocks.add(TextBlocks.section("cadence.pre-read", String.join(BETWEEN, parts)));
    }

    private static void decisions(Meeting meeting, List<LayoutBlock> blocks) {
        List<String> lines = decisions(meeting);
        if (!lines.isEmpty()) {
            blocks.add(part("cadence.decisions", new Part("Decisions", lines)));
        }
    }

    /** Each on a line. */
    static List<String> decisions(Meeting meeting) {
        return meeting.decisions().stream()
                .map(decision -> Quoted.line(decision.words(), DECISION) + BETWEEN + decision.by().mention()).toList();
    }

    /** What begins with a mark of its own needs no other. */
    static String bullet(String line) {
        return line.matches("(?s)[☐☑✓].*") ? line : "• " + line;
    }

    private static LayoutBlock part(String blockId, Part part) {
        int shown = part.heading().equals("Decisions") ? DECISIONS : LINES;
        Stream<String> lines = part.lines().stream().limit(shown).map(MeetingCard::bullet);
        int more = part.lines().size() - shown;
        return TextBlocks.section(blockId, "*" + Quoted.line(part.heading(), 80) + "*\n"
                + String.join("\n", lines.toList()) + (more > 0 ? "\n… and " + more + " more" : ""));
    }
}
