package dev.steward.approval;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.TypedParts;
import dev.steward.slack.TypedParts.Part;

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

    static final int LONGEST = 500;
    private static final String FILTERS = "`gate:`, `area:`, `state:`, `initiative:`, `requester:`, `since:` or `until:`";
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
        if (typed.length() > LONGEST) {
            return new Parsed.Mistaken("That is too long to look for: " + LONGEST + " characters at most.");
        }
        String gate = null;
        String area = null;
        State state = null;
        String initiative = null;
        String requester = null;
        LocalDate since = null;
        LocalDate until = null;
        List<String> words = new ArrayList<>();
        boolean csv = false;
        for (Part part : TypedParts.of(typed)) {
            if (part.value() == null) {
                return new Parsed.Mistaken("A quotation mark is missing at one end.");
            }
            String value = part.quoted() ? part.value().strip() : part.value();
            csv = false;
            switch (part.key()) {
                case "" -> {
                    csv = value.equalsIgnoreCase("csv") && !part.quoted() && part.last();
                    if (!csv && !value.isBlank()) {
                        words.add(value);
                    }
                }
                case "gate" -> gate = value;
                case "area" -> area = value;
                case "requester" -> requester = value;
                case "state" -> {
                    state = State.parse(value).orElse(null);
                    if (state == null) {
                        return new Parsed.Mistaken("A state is one of "
                                + Supposition.either(Arrays.stream(State.values()).map(one -> one.word).toList())
                                + ".");
                    }
                }
                case "initiative" -> {
                    var reference = INITIATIVE.matcher(value);
                    if (!reference.matches()) {
                        return new Parsed.Mistaken("Write an initiative as `initiative:INIT-3`.");
                    }
                    initiative = "INIT-" + Long.parseLong(reference.group(1));
                }
                case "since", "until" -> {
                    LocalDate day = TypedParts.day(value, today);
                    if (day == null) {
                        return new Parsed.Mistaken("“" + value + "” is no date. Write a date as `" + today
                                + "`, or `today`, `yesterday`, `7d` or `2w`.");
                    }
                    since = part.key().equals("since") ? day : since;
                    until = part.key().equals("until") ? day : until;
                }
                case "http", "https" -> words.add(part.whole());
                default -> {
                    return new Parsed.Mistaken("There is no filter `" + part.name() + ":`. Use " + FILTERS + ".");
                }
            }
        }
        if (since != null && until != null && since.isAfter(until)) {
            return new Parsed.Mistaken("`since:` must not be after `until:`.");
        }
        return new Parsed.Fine(new ListFilter(gate, area, state, initiative, requester, since, until, words, csv));
    }
}
