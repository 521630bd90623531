package dev.steward.initiative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Spelling;
import dev.steward.slack.TypedParts;
import dev.steward.slack.TypedParts.Part;

/**
 * What somebody asked to see: {@code list area:Export owner:"Maya Chen" phase:execution}, {@code search faster export}.
 *
 * @param area  a name, as typed
 * @param owner a name, as typed, or {@code me}
 * @param phase null: all, or all that are open
 * @param ended whether those done or stopped are asked for too
 * @param words to be found in name or objective; empty for any
 */
record ListRequest(@Nullable String area, @Nullable String owner, @Nullable Phase phase, boolean ended,
        List<String> words) {

    static final int LONGEST = 500;
    private static final int MOST_WORDS = 12;

    sealed interface Parsed {
        record Fine(ListRequest request) implements Parsed {}

        /** A sentence that says what to type instead, as typed text. */
        record Mistaken(String sentence) implements Parsed {}
    }

    /** @param search whether those done or stopped are looked for even if nobody asks for them */
    static Parsed parse(String typed, boolean search) {
        if (typed.length() > LONGEST) {
            return new Parsed.Mistaken("That is too long to look for: " + LONGEST + " characters at most.");
        }
        String area = null;
        String owner = null;
        Phase phase = null;
        boolean ended = search;
        List<String> words = new ArrayList<>();
        for (Part part : TypedParts.of(typed)) {
            String value = part.value();
            String name = part.key();
            if (value == null) {
                return new Parsed.Mistaken("A quotation mark is missing at one end.");
            }
            switch (name) {
                case "area" -> area = value.strip();
                case "owner" -> owner = value.strip();
                case "phase" -> {
                    phase = Phase.parse(value).orElse(null);
                    if (phase == null && !value.strip().equalsIgnoreCase("any")) {
                        return new Parsed.Mistaken("“" + value + "” is no phase. There is " + phases() + ", or any.");
                    }
                    ended = true;
                }
                case "", "http", "https" -> words.add(Spelling.fold(name.isEmpty() ? value : part.whole()));
                default -> {
                    return new Parsed.Mistaken("There is no filter " + name + ": here. Use area:, owner: or phase:.");
                }
            }
        }
        words.removeIf(String::isEmpty);
        return words.size() > MOST_WORDS
                ? new Parsed.Mistaken("Those are too many words to look for: " + MOST_WORDS + " at most.")
                : new Parsed.Fine(new ListRequest(area, owner, phase, ended, List.copyOf(words)));
    }

    private static String phases() {
        return Arrays.stream(Phase.values()).map(Phase::word).collect(Collectors.joining(", "));
    }
}
