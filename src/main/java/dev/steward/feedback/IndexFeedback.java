package dev.steward.feedback;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.WorkspaceId;

/** Writes the search documents of items captured or changed a moment ago, many at a time. */
@Component
class IndexFeedback {
    private final JdbcTemplate jdbc;
    private final Votes votes;

    IndexFeedback(JdbcTemplate jdbc, Votes votes) {
        this.jdbc = jdbc;
        this.votes = votes;
    }

    private record Due(WorkspaceId workspace, UUID item) {}

    /** Answers how many were due, up to {@code atMost}. */
    @Transactional
    int some(int atMost) {
        List<Due> due = jdbc.query("""
                delete from feedback_to_index where ctid = any(array(
                    select ctid from feedback_to_index limit ? for update skip locked))
                returning workspace_id, item_id
                """, (row, n) -> new Due(new WorkspaceId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)),
                atMost);
        due.stream().collect(Collectors.groupingBy(Due::workspace, () -> new TreeMap<>(
                java.util.Comparator.comparing(WorkspaceId::value)), Collectors.mapping(Due::item, Collectors.toSet())))
                .forEach(this::index);
        return due.size();
    }

    private record Text(String words, boolean shared) {}

    /** Words that not everybody may see are found, and counted nowhere: nobody's misspelling is taken for one of them. */
    private void index(WorkspaceId workspace, Set<UUID> items) {
        Map<UUID, Text> texts = texts(workspace, List.copyOf(items));
        Map<UUID, Set<String>> before = new HashMap<>();
        jdbc.query("select item_id, tsvector_to_array(terms) from feedback_search where workspace_id = ? "
                + "and item_id = any(?) and shared", row -> {
                    before.put(row.getObject(1, UUID.class), Set.of((String[]) row.getArray(2).getArray()));
                }, workspace.value(), items.toArray(UUID[]::new));
        // Sorted, so that two instances that index side by side never wait for each other in a circle.
        var counts = new TreeMap<String, Integer>();
        var documents = new TreeMap<UUID, Object[]>();
        texts.forEach((item, text) -> {
            SequencedSet<String> terms = SearchTerms.of(text.words());
            documents.put(item,
                    new Object[]{workspace.value(), item, terms.toArray(String[]::new), text.shared()});
            Set<String> old = before.getOrDefault(item, Set.of());
            Set<String> now = text.shared() ? terms : Set.of();
            now.stream().filter(term -> !old.contains(term)).forEach(term -> counts.merge(term, 1, Integer::sum));
            old.stream().filter(term -> !now.contains(term)).forEach(term -> counts.merge(term, -1, Integer::sum));
        });
        jdbc.batchUpdate("""
                insert into feedback_search (workspace_id, item_id, terms, shared) values (?, ?, array_to_tsvector(?), ?)
                on conflict (workspace_id, item_id) do update set terms = excluded.terms, shared = excluded.shared
                """, List.copyOf(documents.values()));
        counts.values().removeIf(count -> count == 0);
        jdbc.update("""
                insert into feedback_word (workspace_id, word, items)
                select ?, word, items from unnest(?::text[], ?::int[]) as t(word, items)
                where items > 0 or exists (select from feedback_word w where w.workspace_id = ? and w.word = t.word)
                on conflict (workspace_id, word) do update set items = greatest(0, feedback_word.items + excluded.items)
                """, workspace.value(), counts.keySet().toArray(String[]::new),
                counts.values().toArray(Integer[]::new), workspace.value());
        jdbc.update("delete from feedback_word where workspace_id = ? and word = any(?) and items <= 0",
                workspace.value(), counts.entrySet().stream().filter(count -> count.getValue() < 0)
                        .map(Map.Entry::getKey).toArray(String[]::new));
    }

    private Map<UUID, Text> texts(WorkspaceId workspace, List<UUID> items) {
        var texts = new HashMap<UUID, Text>();
        jdbc.query("""
                select i.id, concat_ws(' ', i.summary, c.name, i.words), i.shared from feedback_item i
                left join customer c on c.workspace_id = i.workspace_id and c.id = i.customer_id
                where i.workspace_id = ? and i.id = any(?)
                """, row -> {
            texts.put(row.getObject(1, UUID.class), new Text(row.getString(2), row.getBoolean(3)));
        }, workspace.value(), items.toArray(UUID[]::new));
        votes.words(workspace, items).forEach(said -> texts.computeIfPresent(said.item(),
                (item, text) -> new Text(text.words() + " " + said.text(), text.shared())));
        return texts;
    }
}
