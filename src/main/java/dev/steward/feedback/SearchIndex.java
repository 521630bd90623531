package dev.steward.feedback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.feedback.FeedbackReaders.Condition;
import dev.steward.workspace.WorkspaceId;

/** Finds items by their words: what somebody may have meant to type, and items that say much the same. */
@Repository
class SearchIndex {
    /** So many candidates are weighed at most: what keeps a search fast on a million items. */
    private static final int CANDIDATES = 2_000;
    /** Of a long text the rarest words say what it is about. */
    private static final int WEIGHED = 12;
    private static final double ALIKE = 0.4;

    private final JdbcTemplate jdbc;

    SearchIndex(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A query for items that have all the words: of each, any that may have been meant. */
    static String all(Collection<List<String>> words) {
        return words.stream()
                .map(near -> near.stream().map(SearchIndex::quoted).collect(Collectors.joining(" | ", "(", ")")))
                .collect(Collectors.joining(" & "));
    }

    /** Each word typed, with what it may have been meant to be where nobody ever said it. */
    @Transactional
    Map<String, List<String>> meant(WorkspaceId workspace, String typed) {
        var terms = List.copyOf(SearchTerms.of(typed));
        var known = frequencies(workspace, terms);
        var meant = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < Math.min(terms.size(), WEIGHED); i++) {
            String term = terms.get(i);
            boolean last = i == terms.size() - 1;
            if (last && (known.containsKey(term) || begins(workspace, term))) {
                meant.put(term, List.of(term + ":*"));
            } else if (known.containsKey(term)) {
                meant.put(term, List.of(term));
            } else {
                // the word itself too: what is not everybody's counts for no other word, and is found by its own
                var near = new ArrayList<>(near(workspace, term));
                near.add(term);
                meant.put(term, near);
            }
        }
        return meant;
    }

    private boolean begins(WorkspaceId workspace, String start) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (select 1 from feedback_word where workspace_id = ? and word >= ? collate "C"
                               and word < ? collate "C" and items > 0)
                """, Boolean.class, workspace.value(), start, start + Character.toString(Character.MAX_CODE_POINT)));
    }

    /** Words that somebody said and that differ by a slip or two. */
    private List<String> near(WorkspaceId workspace, String term) {
        int slips = term.length() < 4 ? 0 : term.length() < 7 ? 1 : 2;
        if (slips == 0) {
            return List.of();
        }
        jdbc.queryForObject("select set_config('pg_trgm.similarity_threshold', '0.2', true)", String.class);
        var alike = jdbc.queryForList("""
                select word from feedback_word where workspace_id = ? and word % ? and items > 0
                order by similarity(word, ?) desc, items desc limit 50
                """, String.class, workspace.value(), term, term);
        return alike.stream().filter(word -> Misspelling.slips(word, term) <= slips)
                .sorted(Comparator.comparingInt(word -> Misspelling.slips(word, term))).limit(3).toList();
    }

    /** Items that say much the same and may be seen, the likeliest first. */
    List<FeedbackId> similar(WorkspaceId workspace, String typed, @Nullable FeedbackId not, Condition seen,
            int atMost) {
        SequencedSet<String> terms = SearchTerms.of(typed);
        if (terms.size() < 2) {
            return List.of();
        }
        var known = frequencies(workspace, terms);
        if (known.isEmpty()) {
            return List.of();
        }
        double all = items(workspace);
        List<String> rarest = known.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
                .limit(WEIGHED).toList();
        double[] weights = rarest.stream().mapToDouble(term -> weight(all, known, term)).toArray();
        // A word nobody has said yet speaks against every item, as much as the rarest one speaks for some.
        int unknown = (int) terms.stream().filter(term -> !known.containsKey(term)).count();
        double shared = Arrays.stream(weights).sum();
        double total = shared + Math.min(unknown, WEIGHED) * weights[0] / 2;
        var parameters = new ArrayList<@Nullable Object>(Arrays.asList(quoted(rarest), weights, quoted(rarest),
                workspace.value(), candidates(rarest, known), CANDIDATES, not == null ? null : not.value(),
                Math.min(2, rarest.size()), ALIKE, total, shared / weights.length, workspace.value()));
        parameters.addAll(seen.parameters());
        parameters.add(atMost);
        return jdbc.query("""
                select item_id, weight from (
                    select c.item_id, length(c.terms) as size,
                           (select sum(w.weight) from unnest(?::tsquery[], ?::float8[]) as w(term, weight)
                            where c.terms @@ w.term) as weight,
                           (select count(*) from unnest(?::tsquery[]) as w(term) where c.terms @@ w.term) as hits
                    from (select item_id, terms from feedback_search
                          where workspace_id = ? and terms @@ ?::tsquery limit ?) c) weighed
                where item_id is distinct from ? and hits >= ? and weight >= ? * least(?, size * ?)
                  and exists (select from feedback_item i where i.workspace_id = ? and i.id = item_id %s)
                order by weight desc, item_id desc limit ?
                """.formatted(seen.sql()), (row, n) -> new FeedbackId(row.getObject(1, UUID.class)),
                parameters.toArray());
    }

    /** Items with any of the rarest words, as long as those are few; with the rarest together, where each is common. */
    private static String candidates(List<String> rarest, Map<String, Integer> known) {
        var any = new ArrayList<String>();
        int sum = 0;
        for (String term : rarest) {
            sum += known.getOrDefault(term, 0);
            if (sum > CANDIDATES) {
                break;
            }
            any.add(quoted(term));
        }
        return any.isEmpty()
                ? rarest.stream().limit(3).map(SearchIndex::quoted).collect(Collectors.joining(" & "))
                : String.join(" | ", any);
    }

    private static double weight(double all, Map<String, Integer> known, String term) {
        return Math.log(1 + all / Math.max(1, known.getOrDefault(term, 1)));
    }

    private Map<String, Integer> frequencies(WorkspaceId workspace, Collection<String> terms) {
        var known = new HashMap<String, Integer>();
        jdbc.query("select word, items from feedback_word where workspace_id = ? and word = any(?) and items > 0",
                row -> {
                    known.put(row.getString(1), row.getInt(2));
                }, workspace.value(), terms.toArray(String[]::new));
        return known;
    }

    private long items(WorkspaceId workspace) {
        return Optional.ofNullable(jdbc.query("select last from feedback_counter where workspace_id = ?",
                row -> row.next() ? row.getLong(1) : 1L, workspace.value())).orElse(1L);
    }

    private static String[] quoted(List<String> terms) {
        return terms.stream().map(SearchIndex::quoted).toArray(String[]::new);
    }

    /** Terms are letters, digits and marks only; a begun one ends in {@code :*}. */
    private static String quoted(String term) {
        return term.endsWith(":*") ? "'" + term.substring(0, term.length() - 2) + "':*" : "'" + term + "'";
    }
}
