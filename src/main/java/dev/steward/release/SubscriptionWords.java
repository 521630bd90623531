package dev.steward.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;

/** Takes areas and tiers out of the words of a subscription, wherever they stand: {@code weekly fri 16:00 areas Export, Billing tiers 1-2}. */
final class SubscriptionWords {
    private static final Pattern ALL = Pattern
            .compile("(?iu)(?<![\\p{L}\\d])(?:all|every) (area|tier)s?(?![\\p{L}\\d])");
    private static final Pattern AREAS = Pattern
            .compile("(?iu)(?<![\\p{L}\\d])(?:in |of |for )?(?:the )?areas?(?::|\\s|$)\\s*");
    private static final Pattern BETWEEN = Pattern.compile("(?iu)\\s*(?:,(?:\\s*and\\s)?|&|\\sand\\s)\\s*");
    private static final Pattern TIERS = Pattern.compile(
            "(?iu)(?<![\\p{L}\\d])(?:of |for )?tiers?(?::|\\s)\\s*(\\d+(?![\\d:])(?:(?:\\s*[-–—]\\s*|\\s+to\\s+|\\s*,\\s*|\\s*&\\s*|\\s+and\\s+)\\d+(?![\\d:]))*)");
    private static final Pattern TIER_WORD = Pattern.compile("(?iu)(?<![\\p{L}\\d])tiers?(?![\\p{L}\\d])");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\s*(?:[-–—]|\\sto\\s)\\s*(\\d+)|(\\d+)");
    private static final int SHOWN = 60;

    private final List<Area> areas;
    private String rest;
    private @Nullable Set<AreaId> wanted;
    private @Nullable SortedSet<Integer> tiers;

    private SubscriptionWords(String typed, List<Area> areas) {
        this.rest = typed.replaceAll("\\s+", " ").strip();
        // "Data export" before "Data"
        this.areas = areas.stream().sorted(Comparator.comparing((Area area) -> area.name().length()).reversed())
                .toList();
    }

    /** What came of the words. */
    sealed interface Read {
        /**
         * @param rhythm what is left, and has to say when; empty when nothing is
         * @param areas  null when none were named; empty for all
         * @param tiers  null when none were named
         */
        record Said(String rhythm, @Nullable Set<AreaId> areas, @Nullable SortedSet<Integer> tiers) implements Read {}

        /** @param sentence plain text, not escaped */
        record Unclear(String sentence) implements Read {}
    }

    static Read read(String typed, List<Area> areas) {
        return new SubscriptionWords(typed, areas).read();
    }

    private Read read() {
        Matcher all = ALL.matcher(rest);
        while (all.find()) {
            if (all.group(1).equalsIgnoreCase("area")) {
                wanted = Set.of();
            } else {
                tiers = Interests.EVERY_TIER;
            }
            without(all.start(), all.end());
            all = ALL.matcher(rest);
        }
        String unclear = areas();
        unclear = unclear == null ? tiers() : unclear;
        return unclear == null
                ? new Read.Said(rest.replaceAll("^[\\s,;]+|[\\s,;]+$", ""), wanted, tiers)
                : new Read.Unclear(unclear);
    }

    /** Answers what is unclear; null when nothing is. */
    private @Nullable String areas() {
        Matcher word = AREAS.matcher(rest);
        if (!word.find()) {
            return null;
        }
        Set<AreaId> named = new LinkedHashSet<>();
        int at = word.end();
        int end = at;
        while (at >= 0) {
            Named found = area(at);
            if (found == null) {
                return unknown(rest.substring(at));
            }
            named.add(found.area());
            end = found.end();
            Matcher between = BETWEEN.matcher(rest).region(end, rest.length());
            // "areas Export, tiers 1-2" and "areas Export and Billing"
            at = between.lookingAt() && !begins(TIERS, between.end())
                    && (rest.charAt(end) != ',' || area(between.end()) != null || !looksLikeTime(between.end()))
                            ? between.end()
                            : -1;
        }
        without(word.start(), end);
        wanted = named;
        return null;
    }

    private record Named(AreaId area, int end) {}

    private @Nullable Named area(int at) {
        int from = at < rest.length() && isQuote(rest.charAt(at)) ? at + 1 : at;
        for (Area area : areas) {
            String name = area.name().replaceAll("\\s+", " ");
            int end = from + name.length();
            if (rest.regionMatches(true, from, name, 0, name.length())
                    && (end == rest.length() || !Character.isLetterOrDigit(rest.codePointAt(end)))) {
                return new Named(area.id(), end < rest.length() && isQuote(rest.charAt(end)) ? end + 1 : end);
            }
        }
        return null;
    }

    private boolean begins(Pattern pattern, int at) {
        return pattern.matcher(rest).region(at, rest.length()).lookingAt();
    }

    /** After a comma, what is no area may be when it is held. */
    private boolean looksLikeTime(int at) {
        return rest.substring(at)
                .matches("(?i)(?:week|month|bi|fort|quarter|dai|ever|each|first|second|third|last|on |at |\\d).*");
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”';
    }

    private String unknown(String typed) {
        String name = typed.split("[,&]|(?i)\\s(?:tiers?|and)\\s", 2)[0].strip();
        String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
        String known = areas.isEmpty()
                ? "This workspace has no areas yet."
                : "There are: " + areas.stream().map(Area::name).sorted(String.CASE_INSENSITIVE_ORDER).limit(20)
                        .reduce((one, other) -> one + ", " + other).orElse("")
                        + (areas.size() > 20 ? " and more." : ".");
        return (shown.isEmpty() ? "Say which areas. " : "There is no area “" + shown + "”. ") + known;
    }

    private @Nullable String tiers() {
        Matcher said = TIERS.matcher(rest);
        if (!said.find()) {
            return TIER_WORD.matcher(rest).find() ? "Say which tiers: “tier 1” or “tiers 1-2”." : null;
        }
        var named = new TreeSet<Integer>();
        for (Matcher part = RANGE.matcher(said.group(1)); part.find();) {
            List<Integer> ends = new ArrayList<>();
            for (int group = 1; group <= 3; group++) {
                if (part.group(group) != null) {
                    ends.add(part.group(group).length() > 1 ? 0 : Integer.parseInt(part.group(group)));
                }
            }
            if (ends.stream().anyMatch(tier -> tier < 1 || tier > 3) || ends.getFirst() > ends.getLast()) {
                return "“" + said.group(1).toLowerCase(Locale.ROOT) + "” are no tiers: there are 1, 2 and 3.";
            }
            for (int tier = ends.getFirst(); tier <= ends.getLast(); tier++) {
                named.add(tier);
            }
        }
        tiers = named;
        without(said.start(), said.end());
        return null;
    }

    private void without(int start, int end) {
        rest = (rest.substring(0, start).stripTrailing().replaceAll(",$", "") + " " + rest.substring(end).stripLeading()
                .replaceAll("^,", "")).strip();
    }
}
