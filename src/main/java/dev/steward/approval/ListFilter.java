package dev.steward.approval;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.TypedFilter;
import dev.steward.slack.TypedFilter.Read;

/**
 * What somebody asked to see: {@code list gate:launch state:open initiative:INIT-3 since:2026-11-01 ledger csv}.
 *
 * @param gate       as typed
 * @param area       a name, as typed
 * @param initiative its reference
 * @param requester  as typed: {@code @maya}, {@code me} or {@code <@U1>}
 * @param since      the first day of opening, in the person's own time
 * @param until      the last day
 * @param words      to be found in what is asked, all of them
 * @param csv        whether they want a file
 */
record ListFilter(@Nullable String gate, @Nullable String area, @Nullable State state, @Nullable String initiative,
        @Nullable String requester, @Nullable LocalDate since, @Nullable LocalDate until, List<String> words,
        boolean csv) {
    private static final List<String> FILTERS = List.of("gate", "area", "state", "initiative", "requester");
    private static final Pattern INITIATIVE = Pattern.compile("(?:INIT-?)?(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    ListFilter {
        words = List.copyOf(words);
    }

    /** How requests are asked for by how they stand. */
    enum State {
        /** Any in which somebody has to do something. */
        OPEN("open"), CHANGES("changes"), BLOCKED("blocked"), APPROVED("approved"), REJECTED("rejected"), WITHDRAWN(
                "withdrawn");

        private final String word;

        State(String word) {
            this.word = word;
        }

        static Optional<State> parse(String typed) {
            String plain = typed.strip().toLowerCase(Locale.ROOT);
            return Arrays.stream(values()).filter(state -> state.word.equals(plain)
                    || state == CHANGES && plain.equals(RequestState.CHANGES_REQUESTED.word())).findFirst();
        }

        /** Empty where it means several. */
        Optional<RequestState> exactly() {
            return switch (this) {
                case OPEN -> Optional.empty();
                case CHANGES -> Optional.of(RequestState.CHANGES_REQUESTED);
                case BLOCKED -> Optional.of(RequestState.BLOCKED);
                case APPROVED -> Optional.of(RequestState.APPROVED);
                case REJECTED -> Optional.of(RequestState.REJECTED);
                case WITHDRAWN -> Optional.of(RequestState.WITHDRAWN);
            };
        }
    }

    sealed interface Parsed {
        record Fine(ListFilter filter) implements Parsed {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Parsed {}
    }

    /** @param typed what follows {@code list}, {@code mine}, {@code waiting} or {@code search} */
    static Parsed parse(String typed, LocalDate today) {
        return switch (TypedFilter.read(typed, today, FILTERS)) {
            case Read.Mistaken(var sentence) -> new Parsed.Mistaken(sentence);
            case Read.Fine(var read) -> of(read);
        };
    }

    private static Parsed of(TypedFilter typed) {
        String word = typed.own("state");
        State state = word == null ? null : State.parse(word).orElse(null);
        if (word != null && state == null) {
            return new Parsed.Mistaken("A state is one of "
                    + Supposition.either(Arrays.stream(State.values()).map(one -> one.word).toList()) + ".");
        }
        String initiative = typed.own("initiative");
        var reference = INITIATIVE.matcher(initiative == null ? "" : initiative);
        if (initiative != null && !reference.matches()) {
            return new Parsed.Mistaken("Write an initiative as `initiative:INIT-3`.");
        }
        return new Parsed.Fine(new ListFilter(typed.own("gate"), typed.own("area"), state,
                initiative == null ? null : "INIT-" + Long.parseLong(reference.group(1)), typed.own("requester"),
                typed.since(), typed.until(), typed.wordsWithoutCsv(), typed.csv()));
    }
}
