package dev.steward.approval;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

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
    private static final Pattern TOKEN = Pattern
            .compile("(?:([\\p{L}]+):)?(?:[\"“”]([^\"“”]*)[\"“”]|([^\\s\"“”]+))|[\"“”]");
    private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dw])");
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
        var tokens = TOKEN.matcher(typed);
        while (tokens.find()) {
            String value = tokens.group(2) != null ? tokens.group(2).strip() : tokens.group(3);
            if (value == null) {
                return new Parsed.Mistaken("A quotation mark is missing at one end.");
            }
            csv = false;
            switch (tokens.group(1) == null ? "" : tokens.group(1).toLowerCase(Locale.ROOT)) {
                case "" -> {
                    csv = value.equalsIgnoreCase("csv") && tokens.group(2) == null
                            && typed.substring(tokens.end()).isBlank();
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
                    LocalDate day = day(value, today);
                    if (day == null) {
                        return new Parsed.Mistaken("“" + value + "” is no date. Write a date as `" + today
                                + "`, or `today`, `yesterday`, `7d` or `2w`.");
                    }
                    since = tokens.group(1).equalsIgnoreCase("since") ? day : since;
                    until = tokens.group(1).equalsIgnoreCase("until") ? day : until;
                }
                case "http", "https" -> words.add(tokens.group());
                default -> {
                    return new Parsed.Mistaken("There is no filter `" + tokens.group(1) + ":`. Use " + FILTERS + ".");
                }
            }
        }
        if (since != null && until != null && since.isAfter(until)) {
            return new Parsed.Mistaken("`since:` must not be after `until:`.");
        }
        return new Parsed.Fine(new ListFilter(gate, area, state, initiative, requester, since, until, words, csv));
    }

    private static @Nullable LocalDate day(String typed, LocalDate today) {
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
