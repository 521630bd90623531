package dev.steward.feedback;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.TypedParts;
import dev.steward.slack.TypedParts.Part;

/**
 * What somebody asked to see: {@code list area:Export customer:"Acme Corp" since:2026-11-01 broken}.
 *
 * @param mine  only what the person filed
 * @param area  a name, as typed
 * @param since the first day, in the person's own time
 * @param until the last day
 * @param words to be found in the item; blank for any
 */
record ListRequest(boolean mine, @Nullable String area, @Nullable String customer, @Nullable Kind kind,
        @Nullable LocalDate since, @Nullable LocalDate until, String words) {

    static final int LONGEST = 500;
    private static final String FILTERS = "`area:`, `customer:`, `kind:`, `since:` or `until:`";

    sealed interface Parsed {
        record Fine(ListRequest request) implements Parsed {}

        /** A sentence that says what to type instead. */
        record Mistaken(String sentence) implements Parsed {}
    }

    /** @param typed what follows {@code list}, {@code mine} or {@code search} */
    static Parsed parse(boolean mine, String typed, LocalDate today) {
        if (typed.length() > LONGEST) {
            return new Parsed.Mistaken("That is too long to look for: " + LONGEST + " characters at most.");
        }
        String area = null;
        String customer = null;
        Kind kind = null;
        LocalDate since = null;
        LocalDate until = null;
        List<String> words = new ArrayList<>();
        for (Part part : TypedParts.of(typed)) {
            String value = part.value();
            String name = part.key();
            if (value == null) {
                return new Parsed.Mistaken("A quotation mark is missing at one end.");
            }
            switch (name) {
                case "" -> words.add(value);
                case "area" -> area = value.strip();
                case "customer" -> customer = value.strip();
                case "kind" -> {
                    kind = Choice.called(value, Kind.values()).orElse(null);
                    if (kind == null) {
                        return new Parsed.Mistaken("Kind is one of " + Choice.words(Kind.values()) + ".");
                    }
                }
                case "since", "until" -> {
                    LocalDate day = TypedParts.day(value, today);
                    if (day == null) {
                        return new Parsed.Mistaken("“" + value + "” is no date. Write a date as `" + today
                                + "`, or `today`, `yesterday`, `7d` or `2w`.");
                    }
                    since = name.equals("since") ? day : since;
                    until = name.equals("until") ? day : until;
                }
                case "http", "https" -> words.add(part.whole());
                default -> {
                    return new Parsed.Mistaken("There is no filter `" + name + ":`. Use " + FILTERS + ".");
                }
            }
        }
        if (since != null && until != null && since.isAfter(until)) {
            return new Parsed.Mistaken("`since:` must not be after `until:`.");
        }
        return new Parsed.Fine(new ListRequest(mine, area, customer, kind, since, until, String.join(" ", words)));
    }
}
