package dev.steward.release;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something is due around a release.
 *
 * @param days working days: below zero before it is published, above zero after it; zero when it is
 */
record Offset(int days) {
    /** More is a plan of its own. */
    static final int MOST = 60;
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,2}) (before|after)");

    Offset {
        if (Math.abs(days) > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " working days before or after: " + days);
        }
    }

    /** {@code 3 before}, {@code 1 after} or {@code on the day}; empty for anything else. */
    static Optional<Offset> parse(String text) {
        String written = text.strip().toLowerCase(Locale.ROOT);
        if (written.equals("on the day")) {
            return Optional.of(new Offset(0));
        }
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int days = Integer.parseInt(matcher.group(1));
        return days == 0 || days > MOST
                ? Optional.empty()
                : Optional.of(new Offset(matcher.group(2).equals("before") ? -days : days));
    }

    boolean before() {
        return days < 0;
    }

    /** {@code 3 working days before}, {@code on the day}. */
    String words() {
        int many = Math.abs(days);
        return days == 0
                ? "on the day"
                : many + (many == 1 ? " working day " : " working days ") + (before() ? "before" : "after");
    }
}
