package dev.steward.feedback;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.TypedFilter;
import dev.steward.slack.TypedFilter.Read;

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
    private static final List<String> FILTERS = List.of("area", "customer", "kind");

    sealed interface Parsed {
        record Fine(ListRequest request) implements Parsed {}

        /** A sentence that says what to type instead. */
        record Mistaken(String sentence) implements Parsed {}
    }

    /** @param typed what follows {@code list}, {@code mine} or {@code search} */
    static Parsed parse(boolean mine, String typed, LocalDate today) {
        return switch (TypedFilter.read(typed, today, FILTERS)) {
            case Read.Mistaken(var sentence) -> new Parsed.Mistaken(sentence);
            case Read.Fine(var read) -> of(mine, read);
        };
    }

    private static Parsed of(boolean mine, TypedFilter typed) {
        String word = typed.own("kind");
        Kind kind = word == null ? null : Choice.called(word, Kind.values()).orElse(null);
        return word != null && kind == null
                ? new Parsed.Mistaken("Kind is one of " + Choice.words(Kind.values()) + ".")
                : new Parsed.Fine(new ListRequest(mine, typed.own("area"), typed.own("customer"), kind, typed.since(),
                        typed.until(), String.join(" ", typed.words())));
    }
}
