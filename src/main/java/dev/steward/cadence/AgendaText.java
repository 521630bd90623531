package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.Items.Outcome;
import dev.steward.cadence.Items.Stood;
import dev.steward.slack.Quoted;

/** The agenda of a meeting in words, as mrkdwn: one line for each item. */
final class AgendaText {
    static final String BETWEEN = "  ·  ";
    private static final int TITLE = 200;
    /** Of an address behind a title: many of them stand in one message. */
    private static final int TITLE_LINK = 300;
    private static final int LINK = 2_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private AgendaText() {}

    /** {@code Agenda · 55 of 60 minutes}, and how many have no time. */
    static String heading(Meeting meeting) {
        List<AgendaItem> open = meeting.open();
        long minutes = open.stream().mapToInt(AgendaItem::minutes).sum();
        long without = open.stream().filter(item -> item.minutes() == 0).count();
        List<String> parts = new ArrayList<>(List.of("*Agenda*"));
        if (minutes > 0 && meeting.session().state().ahead()) {
            long all = meeting.cadence().rules().duration().toMinutes();
            parts.add(minutes + " of " + all + " minutes"
                    + (minutes > all ? ": *" + (minutes - all) + " too many*" : ""));
            if (without > 0) {
                parts.add(without + (without == 1 ? " item" : " items") + " without a time");
            }
        }
        return String.join(BETWEEN, parts);
    }

    /** What is to be talked about, with the headings of sources and numbers; what was dealt with before it. */
    static List<String> lines(Meeting meeting) {
        List<String> lines = new ArrayList<>();
        for (Stood stood : meeting.stood()) {
            if (stood.outcome() != Outcome.DROPPED) {
                lines.add(stood.outcome() == Outcome.DONE
                        ? "☑ " + title(stood.item())
                        : "↪ " + title(stood.item()) + BETWEEN + "carries over");
            }
        }
        String heading = "";
        int number = (int) meeting.stood().stream().filter(stood -> stood.outcome() == Outcome.DONE).count();
        for (AgendaItem item : meeting.open()) {
            String other = heading(meeting, item);
            String before = other.equals(heading)
                    ? ""
                    : "_" + (other.isEmpty() ? "Added here" : Quoted.line(other, 80)) + "_\n";
            heading = other;
            number++;
            lines.add(before + line(meeting, item, number));
        }
        return lines;
    }

    private static String line(Meeting meeting, AgendaItem item, int number) {
        List<String> parts = new ArrayList<>();
        Session.Item now = meeting.session().item();
        if (now != null && meeting.isCurrent(item)) {
            parts.add("▶ *" + title(item) + "*");
            if (meeting.isTimeUp()) {
                parts.add("*time is up*");
            } else if (now.minutes() > 0) {
                parts.add("until " + clock(now.since().plus(Duration.ofMinutes(now.minutes()))));
            }
        } else if (meeting.isCarried(item)) {
            parts.add("↪ " + title(item));
            parts.add("carries over");
        } else {
            parts.add(number + ". " + title(item));
            if (item.minutes() > 0) {
                parts.add(item.minutes() + " min");
            }
        }
        if (item.addedBy() != null) {
            parts.add(item.addedBy().mention());
        }
        if (item.carried()) {
            parts.add(age(item.stoodIn()));
        }
        AgendaItem.Origin origin = item.origin();
        if (origin != null && !origin.says().isEmpty()) {
            parts.add(origin.says());
        }
        return String.join(BETWEEN, parts);
    }

    private static String heading(Meeting meeting, AgendaItem item) {
        AgendaItem.Origin origin = item.origin();
        return origin == null ? "" : meeting.headings().getOrDefault(origin.source(), "");
    }

    /** With what it is about behind it. */
    static String title(AgendaItem item) {
        String link = item.link();
        return linked(link == null || link.length() > TITLE_LINK ? null : link, Quoted.line(item.title(), TITLE));
    }

    /** @param label mrkdwn, with user text escaped */
    static String linked(@Nullable String link, String label) {
        return link == null || link.length() > LINK || link.matches(".*[<>|\\s].*")
                ? label
                : "<" + link + "|" + label + ">";
    }

    /** In how many sessions it stands by now. */
    static String age(int stoodIn) {
        return switch (stoodIn) {
            case 1 -> "second time";
            case 2 -> "third time";
            case 3 -> "fourth time";
            default -> "*" + ordinal(stoodIn + 1) + " time*";
        };
    }

    private static String ordinal(int number) {
        String end = number / 10 % 10 == 1
                ? "th"
                : switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + end;
    }

    /** The time of day, in each reader's own zone. */
    static String clock(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{time}|" + TIME.format(at) + ">";
    }
}
