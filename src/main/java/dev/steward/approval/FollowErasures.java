package dev.steward.approval;

import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.privacy.DataRewritten;

/** Brings the cards of requests up to date where somebody was taken out of the initiative they are about. */
@Component
class FollowErasures {
    private final JdbcClient jdbc;
    private final Cards cards;

    FollowErasures(JdbcClient jdbc, Cards cards) {
        this.jdbc = jdbc;
        this.cards = cards;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void rewritten(DataRewritten event) {
        if (event.table().equals("initiative")) {
            cards.changed(event.workspace(), jdbc.sql("""
                    select id from approval_request where workspace_id = :workspace and initiative_id = any (:ids)
                    """).param("workspace", event.workspace().value())
                    .param("ids", event.about().toArray(UUID[]::new)).query(UUID.class).list());
        }
    }
}
