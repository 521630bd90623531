package dev.steward.release;

import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.privacy.DataRewritten;

/**
 * Brings what releases are found by up to date where somebody was taken out of them, and their cards where it was an initiative that is in
 * them.
 */
@Component
class FollowErasures {
    private final KeepWords words;
    private final JdbcClient jdbc;
    private final Cards cards;

    FollowErasures(KeepWords words, JdbcClient jdbc, Cards cards) {
        this.words = words;
        this.jdbc = jdbc;
        this.cards = cards;
    }

    @EventListener
    void rewritten(DataRewritten event) {
        if (event.table().equals("release")) {
            event.about().forEach(release -> words.written(
                    new ReleaseWritten(event.workspace(), new ReleaseId(release))));
        } else if (event.table().equals("initiative")) {
            cards.changed(event.workspace(), jdbc.sql("""
                    select release_id from release_initiative
                    where workspace_id = :workspace and initiative_id = any (:ids)
                    """).param("workspace", event.workspace().value())
                    .param("ids", event.about().toArray(UUID[]::new)).query(UUID.class).list());
        }
    }
}
