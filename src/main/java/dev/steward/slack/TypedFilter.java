package dev.steward.slack;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.TypedParts.Part;

/**
 * What somebody typed to see less of a list: {@code area:Export since:7d ledger csv}. What the filters of the list's own mean is the
 * list's to say.
 *
 * @param own   what was given to each filter of the list's own, by its name; where one was given twice, the last
 * @param since the first day; null for any
 * @param until the last day; null for any, and never before {@code since}
 * @param words what is none of these, in order; a link is one
 * @param csv   whether it ends in {@code csv}, which asks for a file
 */
public record TypedFilter(Map<String, String> own, @Nullable LocalDate since, @Nullable LocalDate until,
        List<String> words, boolean csv) {
    /** Characters. */
    public static final int LONGEST = 500;

    public TypedFilter {
        own = Map.copyOf(own);
        words = List.copyOf(words);
    }

    /** What came of reading it. */
    public sealed interface Read {
        record Fine(TypedFilter filter) implements Read {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Read {}
    }

    /**
     * Reads it.
     *
     * @param today of whoever typed it
     * @param names of the list's own filters, in lower case, in the order in which they are named to people
     */
    public static Read read(String typed, LocalDate today, List<String> names) {
        if (typed.length() > LONGEST) {
            return new Read.Mistaken("That is too long to look for: " + LONGEST + " characters at most.");
        }
        Map<String, String> own = new HashMap<>();
        LocalDate since = null;
        LocalDate until = null;
        List<String> words = new ArrayList<>();
        boolean csv = false;
        for (Part part : TypedParts.of(typed)) {
            if (part.value() == null) {
                return new Read.Mistaken("A quotation mark is missing at one end.");
            }
            String value = part.value().strip();
            String key = part.key();
            if (key.isEmpty() && !value.isEmpty()) {
                words.add(value);
                csv = value.equalsIgnoreCase("csv") && !part.quoted() && part.last();
            } else if (names.contains(key)) {
                own.put(key, value);
            } else if (key.equals("since") || key.equals("until")) {
                LocalDate day = TypedParts.day(value, today);
                if (day == null) {
                    return new Read.Mistaken("“" + value + "” is no date. Write a date as `" + today
                            + "`, or `today`, `yesterday`, `7d` or `2w`.");
                }
                since = key.equals("since") ? day : since;
                until = key.equals("until") ? day : until;
            } else if (key.equals("http") || key.equals("https")) {
                words.add(part.whole());
            } else if (!key.isEmpty()) {
                return new Read.Mistaken("There is no filter `" + part.name() + ":`. Use " + Stream
                        .concat(names.stream(), Stream.of("since")).map(name -> "`" + name + ":`")
                        .collect(Collectors.joining(", ")) + " or `until:`.");
            }
        }
        return since != null && until != null && since.isAfter(until)
                ? new Read.Mistaken("`since:` must not be after `until:`.")
                : new Read.Fine(new TypedFilter(own, since, until, words, csv));
    }

    /** What was given to that filter; null where it was not. */
    public @Nullable String own(String name) {
        return own.get(name);
    }

    /** The words to be looked for in a list that can be had as a file: without the one that asks for it. */
    public List<String> wordsWithoutCsv() {
        return csv ? words.subList(0, words.size() - 1) : words;
    }
}
