package dev.steward.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an erasure would take out, or has.
 *
 * @param lines what a feature says of its own thing, each a plain sentence
 * @param kinds by {@link dev.steward.inventory.DataKind#name}
 */
record ErasureCounts(List<String> lines, Map<String, Found> kinds) {
    static final ErasureCounts NONE = new ErasureCounts(List.of(), Map.of());

    /**
     * Of one kind.
     *
     * @param rows  that name the person
     * @param words in how many of these something stands that they wrote
     */
    record Found(long rows, long words) {}

    ErasureCounts {
        lines = List.copyOf(lines);
        kinds = Map.copyOf(kinds);
    }

    ErasureCounts lines(List<String> said) {
        List<String> all = new ArrayList<>(said);
        return new ErasureCounts(all, kinds);
    }

    ErasureCounts plus(String kind, long rows, long words) {
        if (rows == 0) {
            return this;
        }
        Map<String, Found> more = new TreeMap<>(kinds);
        more.merge(kind, new Found(rows, words),
                (one, other) -> new Found(one.rows() + other.rows(), one.words() + other.words()));
        return new ErasureCounts(lines, more);
    }

    long rows() {
        return kinds.values().stream().mapToLong(Found::rows).sum();
    }

    long words() {
        return kinds.values().stream().mapToLong(Found::words).sum();
    }
}
