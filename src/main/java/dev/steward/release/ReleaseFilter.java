package dev.steward.release;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Spelling;
import dev.steward.slack.TypedFilter;
import dev.steward.slack.TypedFilter.Read;

/**
 * What somebody asked to see: {@code list state:published area:Export tier:1 owner:@maya since:2026-11-01 ledger csv}.
 *
 * @param states those asked for; never empty
 * @param area   a name, as typed
 * @param owner  as typed: {@code @maya}, {@code me} or {@code <@U1>}
 * @param since  the first day, in the person's own time
 * @param until  the last day
 * @param words  to be found in what it says, all of them
 * @param csv    whether they want a file
 */
record ReleaseFilter(List<State> states, @Nullable String area, @Nullable Integer tier, @Nullable String owner,
        @Nullable LocalDate since, @Nullable LocalDate until, List<String> words, boolean csv) {
    private static final int MOST_WORDS = 12;
    private static final List<String> FILTERS = List.of("state", "area", "tier", "owner");
    private static final List<State> USUAL = Arrays.stream(State.values()).filter(state -> state != State.DISCARDED)
            .toList();
    private static final Pattern TIER = Pattern.compile("(?i)(?:tier[- ]?)?([1-3])");

    ReleaseFilter {
        states = List.copyOf(states);
        words = List.copyOf(words);
    }

    sealed interface Parsed {
        record Fine(ReleaseFilter filter) implements Parsed {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Parsed {}
    }

    /** @param typed what follows {@code list}, {@code mine} or {@code search} */
    static Parsed parse(String typed, LocalDate today) {
        return switch (TypedFilter.read(typed, today, FILTERS)) {
            case Read.Mistaken(var sentence) -> new Parsed.Mistaken(sentence);
            case Read.Fine(var read) -> of(read);
        };
    }

    private static Parsed of(TypedFilter typed) {
        String state = typed.own("state");
        Optional<List<State>> states = state == null ? Optional.of(USUAL) : states(state);
        if (states.isEmpty()) {
            return new Parsed.Mistaken("A state is one of " + Arrays.stream(State.values())
                    .map(each -> "`" + each.word() + "`").collect(Collectors.joining(", ")) + ", or `any`.");
        }
        String tier = typed.own("tier");
        var number = TIER.matcher(tier == null ? "" : tier);
        if (tier != null && !number.matches()) {
            return new Parsed.Mistaken("A tier is `1`, `2` or `3`.");
        }
        List<String> words = typed.wordsWithoutCsv();
        if (words.size() > MOST_WORDS) {
            return new Parsed.Mistaken("Those are too many words to look for: " + MOST_WORDS + " at most.");
        }
        if (!words.isEmpty() && Spelling.terms(String.join(" ", words)).isEmpty()) {
            return new Parsed.Mistaken("There is no word in that to look for.");
        }
        return new Parsed.Fine(new ReleaseFilter(states.get(), typed.own("area"),
                tier == null ? null : Integer.valueOf(number.group(1)), typed.own("owner"), typed.since(),
                typed.until(), words, typed.csv()));
    }

    private static Optional<List<State>> states(String typed) {
        return switch (typed.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "any", "all" -> Optional.of(List.of(State.values()));
            case "open" -> Optional.of(List.of(State.DRAFT, State.PLANNED));
            default -> State.of(typed).map(List::of);
        };
    }
}
