package dev.steward.cadence;

import java.util.List;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.privacy.ThingErased;

/** Takes the words of what was erased out of agendas, which it had filled: its reference stays. */
@Component
class FollowErasures {
    private final JdbcTemplate jdbc;
    private final Cards cards;

    FollowErasures(JdbcTemplate jdbc, Cards cards) {
        this.jdbc = jdbc;
        this.cards = cards;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void erased(ThingErased event) {
        List<UUID> cadences = jdbc.queryForList("""
                update cadence_item set title = source_key, source_says = null
                where workspace_id = ? and source is not null and source_key = ?
                returning cadence_id
                """, UUID.class, event.workspace().value(), event.reference());
        if (!cadences.isEmpty()) {
            cards.changed(event.workspace(), SessionCards.NAME, jdbc.queryForList("""
                    select id from cadence_session where workspace_id = ? and cadence_id = any (?)
                    """, UUID.class, event.workspace().value(), cadences.toArray(UUID[]::new)));
        }
    }
}
