package dev.steward.slack;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What people type after a command such as {@code list}: words, and parts with a name, {@code area:"Data export" since:7d}. */
public final class TypedParts {
    private static final Pattern PART = Pattern
            .compile("(?:([\\p{L}]+):)?(?:[\"“”]([^\"“”]*)[\"“”]|([^\\s\"“”]+))|[\"“”]");
    private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dw])");

    private TypedParts() {}

    /**
     * One of them.
     *
     * @param name   what stands before the colon, as typed; empty for a word
     * @param value  what follows it, without quotation marks and otherwise as typed; null where one of these is missing
     * @param quoted whether it stood between quotation marks
     * @param whole  all of it, as typed
     * @param last   whether nothing follows
     */
    public record Part(String name, @Nullable String value, boolean quoted, String whole, boolean last) {
        /** The name in lower case. */
        public String key() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** In their order. */
    public static List<Part> of(String typed) {
        return PART.matcher(typed).results().map(found -> part(found, typed)).toList();
    }

    private static Part part(MatchResult found, String typed) {
        String name = found.group(1);
        String quoted = found.group(2);
        return new Part(name == null ? "" : name, quoted == null ? found.group(3) : quoted, quoted != null,
                found.group(), typed.substring(found.end()).isBlank());
    }

    /** A day as {@code 2026-11-01}, {@code today}, {@code yesterday}, {@code 7d} or {@code 2w} ago; null for anything else. */
    public static @Nullable LocalDate day(String typed, LocalDate today) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (text.equals("today")) {
            return today;
        }
        if (text.equals("yesterday")) {
            return today.minusDays(1);
        }
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            return today.minusDays(Long.parseLong(ago.group(1)) * (ago.group(2).equals("w") ? 7 : 1));
        }
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 1970 || day.getYear() > 9999 ? null : day;
        } catch (DateTimeParseException noDate) {
            return null;
        }
    }
}
