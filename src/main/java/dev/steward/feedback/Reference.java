package dev.steward.feedback;

import java.util.Optional;
import java.util.regex.Pattern;

/** What people call an item: {@code FB-12}. Counts up within a workspace. */
record Reference(long number) {
    private static final Pattern FORM = Pattern.compile("(?i)FB[-‐‑–]?([1-9]\\d{0,17})");

    Reference {
        if (number < 1) {
            throw new IllegalArgumentException("References start at 1, not " + number);
        }
    }

    /** Reads {@code FB-12}, {@code fb-12} and {@code FB12}; empty for anything else. */
    static Optional<Reference> parse(String text) {
        var match = FORM.matcher(text.strip());
        return match.matches() ? Optional.of(new Reference(Long.parseLong(match.group(1)))) : Optional.empty();
    }

    @Override
    public String toString() {
        return "FB-" + number;
    }
}
