package dev.steward.cadence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.steward.slack.Phrases;

/** How long something takes, in words: {@code 45 minutes}, {@code 1 hour and 30 minutes}, {@code 2 days}. */
final class Length {
    static final Duration LONGEST = Duration.ofDays(14);
    /** One amount and its unit. */
    static final String PART = "(?:\\d{1,4}(?:[.,]5)? ?(?:minutes?|mins?|min|m|hours?|hrs?|hr|h|days?|d)(?![a-z])|half an hour|an hour and a half|an hour|a day)";
    /** Several of them. */
    static final String WORDS = PART + "(?:(?: and|,)? " + PART + ")?";
    private static final Pattern ONE = Pattern.compile("(\\d{1,4})([.,]5)? ?([mhd])[a-z]*");

    private Length() {}

    /** {@code 45 min}, {@code 1.5 hours}, {@code 1 hour 30 minutes}; empty for anything else, for nothing, and beyond {@link #LONGEST}. */
    static Optional<Duration> parse(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")
                .replace("an hour and a half", "90 minutes").replace("half an hour", "30 minutes")
                .replace("an hour", "1 hour").replace("a day", "1 day");
        if (!text.matches(WORDS)) {
            return Optional.empty();
        }
        Duration all = Duration.ZERO;
        for (Matcher part = ONE.matcher(text); part.find();) {
            long minutes = switch (part.group(3)) {
                case "m" -> 1;
                case "h" -> 60;
                default -> 24 * 60;
            };
            all = all.plusMinutes(Long.parseLong(part.group(1)) * minutes)
                    .plusSeconds(part.group(2) == null ? 0 : minutes * 30);
        }
        return all.isPositive() && all.compareTo(LONGEST) <= 0 ? Optional.of(all) : Optional.empty();
    }

    /** To the minute; what {@link #parse} reads. */
    static String words(Duration length) {
        long minutes = length.toMinutes();
        List<String> parts = new ArrayList<>();
        if (minutes % (24 * 60) == 0) {
            parts.add(many(minutes / (24 * 60), "day"));
        } else {
            if (minutes >= 60) {
                parts.add(many(minutes / 60, "hour"));
            }
            if (minutes % 60 > 0) {
                parts.add(many(minutes % 60, "minute"));
            }
        }
        return Phrases.and(parts);
    }

    private static String many(long n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }
}
