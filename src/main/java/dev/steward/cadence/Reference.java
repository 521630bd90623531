package dev.steward.cadence;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people call a cadence: {@code REV-2}. Numbers count from 1 in each workspace, without gaps. */
record Reference(long number) {
    private static final Pattern WRITTEN = Pattern.compile("REV-?(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    /** Empty for anything that is not one. */
    static Optional<Reference> parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toUpperCase(Locale.ROOT));
        return written.matches() ? Optional.of(new Reference(Long.parseLong(written.group(1)))) : Optional.empty();
    }

    @Override
    public String toString() {
        return "REV-" + number;
    }
}
