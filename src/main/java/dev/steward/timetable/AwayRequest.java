package dev.steward.timetable;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.AbsenceId;
import dev.steward.schedule.AwayWords.Read.Span;
import dev.steward.slack.Codec;
import dev.steward.workspace.UserId;

/**
 * When somebody wants to be away, on their wall clock.
 *
 * @param replacing what they were shown that overlaps, and want to go in return
 */
record AwayRequest(Span span, @Nullable UserId standIn, Set<AbsenceId> replacing) {
    /** A button carries 2,000 characters. */
    private static final int REPLACED = 40;

    static final Codec<AwayRequest> CODEC = Codec.text(AwayRequest::write, AwayRequest::read);

    private String write() {
        return String.join("|", span.from().toString(), span.to().toString(), standIn == null ? "" : standIn.value(),
                replacing.stream().limit(REPLACED).map(id -> id.value().toString()).collect(Collectors.joining(",")));
    }

    private static AwayRequest read(String written) {
        String[] parts = written.split("\\|", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("four parts");
        }
        Set<AbsenceId> replacing = Arrays.stream(parts[3].split(",")).filter(id -> !id.isEmpty())
                .map(id -> new AbsenceId(UUID.fromString(id))).collect(Collectors.toSet());
        try {
            return new AwayRequest(new Span(LocalDateTime.parse(parts[0]), LocalDateTime.parse(parts[1])),
                    parts[2].isEmpty() ? null : new UserId(parts[2]), replacing);
        } catch (DateTimeException foreign) {
            throw new IllegalArgumentException(foreign);
        }
    }

    AwayRequest replacing(Collection<AbsenceId> others) {
        return new AwayRequest(span, standIn, Set.copyOf(others));
    }

    /**
     * What was typed: the days, and who stands in.
     *
     * @param id   their id; null where only a name was typed, or nobody
     * @param name what stands behind an @; null where there is none, or an id
     * @param many whether more than one was named
     */
    record Typed(String days, @Nullable UserId id, @Nullable String name, boolean many) {
        private static final Pattern ID = Pattern.compile("<@([A-Z0-9]+)>");
        private static final Pattern NAME = Pattern.compile("(?:^|[\\s,])@([^@]+)$");
        private static final Pattern AROUND = Pattern.compile("(?:[\\s,]|\\band\\b|\\bwith\\b|\\bdelegate\\b)+$",
                Pattern.CASE_INSENSITIVE);

        static Typed of(String text) {
            Matcher id = ID.matcher(text);
            if (id.find()) {
                var user = new UserId(id.group(1));
                String days = text.substring(0, id.start()) + " " + text.substring(id.end());
                return new Typed(days(days), user, null, id.find());
            }
            Matcher name = NAME.matcher(text);
            return name.find()
                    ? new Typed(days(text.substring(0, name.start())), null, name.group(1).strip(), false)
                    : new Typed(days(text), null, null, text.contains("@"));
        }

        private static String days(String text) {
            return AROUND.matcher(text.strip()).replaceFirst("").strip();
        }
    }
}
