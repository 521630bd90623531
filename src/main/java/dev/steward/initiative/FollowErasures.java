package dev.steward.initiative;

import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.DataRewritten;
import dev.steward.privacy.Namesakes;
import dev.steward.slack.Spelling;

/** Brings what initiatives are found by up to date where somebody was taken out of them. */
@Component
class FollowErasures {
    private final JdbcClient jdbc;

    FollowErasures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void rewritten(DataRewritten event) {
        if (event.table().equals("initiative")) {
            jdbc.sql("select id, name, objective from initiative where workspace_id = :workspace and id = any (:ids)")
                    .param("workspace", event.workspace().value()).param("ids", event.about().toArray(UUID[]::new))
                    .query((row, n) -> new Words(row.getObject("id", UUID.class), row.getString("name"),
                            row.getString("objective") == null ? "" : row.getString("objective")))
                    .list().forEach(words -> found(event, words));
        }
    }

    private record Words(UUID id, String name, String objective) {}

    private void found(DataRewritten event, Words words) {
        String name = Namesakes.free(words.name(), each -> taken(event, words.id(), each));
        jdbc.sql("""
                update initiative
                set name = :name, name_key = :key, name_folded = :folded, name_terms = array_to_tsvector(:nameTerms),
                    terms = array_to_tsvector(:terms)
                where workspace_id = :workspace and id = :id
                """).param("workspace", event.workspace().value()).param("id", words.id())
                .param("name", name).param("key", Spelling.key(name)).param("folded", Spelling.fold(name))
                .param("nameTerms", Spelling.terms(name).toArray(String[]::new))
                .param("terms", Spelling.terms(name + " " + words.objective()).toArray(String[]::new))
                .update();
    }

    private boolean taken(DataRewritten event, UUID initiative, String name) {
        return jdbc.sql("""
                select exists (select from initiative where workspace_id = :workspace and name_key = :key and id <> :id)
                """).param("workspace", event.workspace().value()).param("key", Spelling.key(name))
                .param("id", initiative).query(Boolean.class).single();
    }
}
