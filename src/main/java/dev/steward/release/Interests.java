package dev.steward.release;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Phrases;
import dev.steward.workspace.Area.AreaId;

/**
 * What a channel wants in its digest.
 *
 * @param areas those whose releases it wants; empty for all, and for what has none
 * @param tiers 1 to 3, at least one
 */
record Interests(Set<AreaId> areas, SortedSet<Integer> tiers) {
    static final SortedSet<Integer> EVERY_TIER = new TreeSet<>(Set.of(1, 2, 3));
    static final Interests ALL = new Interests(Set.of(), EVERY_TIER);

    Interests {
        areas = Set.copyOf(areas);
        tiers = new TreeSet<>(tiers);
        if (tiers.isEmpty() || tiers.first() < 1 || tiers.last() > 3) {
            throw new IllegalArgumentException("Tiers are 1, 2 and 3, not " + tiers);
        }
    }

    boolean match(@Nullable AreaId area, int tier) {
        return tiers.contains(tier) && (areas.isEmpty() || area != null && areas.contains(area));
    }

    /** {@code all areas, tiers 1 and 2}: plain text, as it is typed. */
    String words(Function<AreaId, String> names) {
        List<String> named = areas.stream().map(names).sorted(String.CASE_INSENSITIVE_ORDER).toList();
        String of = named.isEmpty() ? "all areas" : (named.size() == 1 ? "area " : "areas ") + Phrases.and(named);
        return of + ", " + tierWords();
    }

    private String tierWords() {
        if (tiers.equals(EVERY_TIER)) {
            return "all tiers";
        }
        return (tiers.size() == 1 ? "tier " : "tiers ")
                + Phrases.and(tiers.stream().map(String::valueOf).toList());
    }
}
