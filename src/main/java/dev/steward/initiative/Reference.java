package dev.steward.initiative;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What people call an initiative. */
final class Reference {
    private static final Pattern FORM = Pattern.compile("(?i)INIT[-‐‑–]?([1-9]\\d{0,17})");

    private Reference() {}

    /** The number in {@code INIT-3}, {@code init-3} and {@code INIT3}; empty for anything else. */
    static OptionalLong parse(String typed) {
        var match = FORM.matcher(typed.strip());
        return match.matches() ? OptionalLong.of(Long.parseLong(match.group(1))) : OptionalLong.empty();
    }
}
