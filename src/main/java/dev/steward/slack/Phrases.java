package dev.steward.slack;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.steward.workspace.UserId;

/** What messages often say, as mrkdwn. */
public final class Phrases {
    private static final int NAMES = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Phrases() {}

    /** In each reader's own time. */
    public static String time(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} at {time}|" + TIME.format(at) + ">";
    }

    /** {@code <@U1>, <@U2> and <@U3>}; beyond five, how many more. */
    public static String people(Collection<UserId> people) {
        return and(few(people.stream().map(UserId::mention).toList()));
    }

    /** The names themselves; beyond five, four of them and how many more. */
    public static List<String> few(List<String> names) {
        return names.size() <= NAMES
                ? names
                : Stream.concat(names.stream().limit(NAMES - 1), Stream.of((names.size() - NAMES + 1) + " others"))
                        .toList();
    }

    /** {@code a, b and c}; of none, {@code nobody}. */
    public static String and(List<String> parts) {
        return switch (parts.size()) {
            case 0 -> "nobody";
            case 1 -> parts.getFirst();
            default -> String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
        };
    }

    /** A name that somebody typed, in bold. */
    public static String bold(String name) {
        return "*" + Mrkdwn.escape(name.replaceAll("\\s+", " ").strip(), 200) + "*";
    }
}
