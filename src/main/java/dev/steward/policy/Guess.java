package dev.steward.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody probably meant. */
final class Guess {
    private static final int LISTED = 12;

    private Guess() {}

    /** "Did you mean `escalate`?", or what there is to choose from. */
    static String suggestion(String typed, Collection<String> known) {
        return nearest(typed, known).map(Guess::didYouMean).orElseGet(() -> choices(known));
    }

    static String didYouMean(String meant) {
        return "Did you mean `" + meant + "`?";
    }

    /** "It can be `low`, `medium` or `high`." */
    static String choices(Collection<String> known) {
        List<String> shown = known.stream().limit(LISTED).map(one -> "`" + one + "`").toList();
        if (known.size() > LISTED) {
            return "It can be " + String.join(", ", shown) + " and others.";
        }
        return "It can be " + Trial.either(shown, word -> word) + ".";
    }

    static Optional<String> nearest(String typed, Collection<String> known) {
        String plain = plain(typed);
        return known.stream()
                .filter(one -> distance(plain, plain(one)) <= Math.min(plain.length(), one.length()) / 3)
                .min(Comparator.comparingInt(one -> distance(plain, plain(one))));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).chars()
                .filter(Character::isLetterOrDigit).mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** How many letters were left out, added, changed, or exchanged with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[one.length()][other.length()];
    }
}
