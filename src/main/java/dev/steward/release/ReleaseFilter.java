package dev.steward.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Spelling;
import dev.steward.slack.TypedParts;
import dev.steward.slack.TypedParts.Part;

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

    static final int LONGEST = 500;
    private static final int MOST_WORDS = 12;
    private static final String FILTERS = "`state:`, `area:`, `tier:`, `owner:`, `since:` or `until:`";
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
        if (typed.length() > LONGEST) {
            return new Parsed.Mistaken("That is too long to look for: " + LONGEST + " characters at most.");
        }
        List<State> states = USUAL;
        String area = null;
        Integer tier = null;
        String owner = null;
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
                case "state" -> {
                    Optional<List<State>> understood = states(value);
                    if (understood.isEmpty()) {
                        return new Parsed.Mistaken("A state is one of " + Arrays.stream(State.values())
                                .map(state -> "`" + state.word() + "`").collect(Collectors.joining(", "))
                                + ", or `any`.");
                    }
                    states = understood.get();
                }
                case "area" -> area = value;
                case "owner" -> owner = value;
                case "tier" -> {
                    var number = TIER.matcher(value.strip());
                    if (!number.matches()) {
                        return new Parsed.Mistaken("A tier is `1`, `2` or `3`.");
                    }
                    tier = Integer.valueOf(number.group(1));
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
        if (words.size() > MOST_WORDS) {
            return new Parsed.Mistaken("Those are too many words to look for: " + MOST_WORDS + " at most.");
        }
        if (!words.isEmpty() && Spelling.terms(String.join(" ", words)).isEmpty()) {
            return new Parsed.Mistaken("There is no word in that to look for.");
        }
        return new Parsed.Fine(new ReleaseFilter(states, area, tier, owner, since, until, words, csv));
    }

    private static Optional<List<State>> states(String typed) {
        return switch (typed.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "any", "all" -> Optional.of(List.of(State.values()));
            case "open" -> Optional.of(List.of(State.DRAFT, State.PLANNED));
            default -> State.of(typed).map(List::of);
        };
    }
}
