package dev.steward.approval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.CardPosted;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Where the cards of requests stand, so that messages lead to them. */
@Repository
class CardLinks {
    private final JdbcTemplate jdbc;

    CardLinks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A request's, as far as they are known.
     *
     * @param card the one where it was asked
     * @param asks of those in direct messages, by whose they are
     */
    record Links(@Nullable String card, Map<UserId, String> asks) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void posted(CardPosted card) {
        if (card.permalink() == null) {
            return;
        }
        switch (card.kind()) {
            case TellPeople.CARD -> jdbc.update("""
                    insert into approval_card (link, workspace_id, request_id) values (?, ?, ?)
                    on conflict (workspace_id, request_id) do update set link = excluded.link
                    """, card.permalink(), card.workspace().value(), card.thing());
            case TellPeople.ASK -> jdbc.update("""
                    update approval_ask set card_link = ? where workspace_id = ? and id = ?
                    """, card.permalink(), card.workspace().value(), card.thing());
            default -> {
                // another feature's
            }
        }
    }

    Links of(WorkspaceId workspace, RequestId request) {
        Map<UserId, String> asks = new HashMap<>();
        List<String> card = new ArrayList<>();
        jdbc.query("""
                select user_id, card_link from approval_ask
                where workspace_id = ? and request_id = ? and card_link is not null
                union all select null, link from approval_card where workspace_id = ? and request_id = ?
                """, row -> {
            String whose = row.getString(1);
            if (whose == null) {
                card.add(row.getString(2));
            } else {
                asks.put(new UserId(whose), row.getString(2));
            }
        }, workspace.value(), request.value(), workspace.value(), request.value());
        return new Links(card.isEmpty() ? null : card.getFirst(), asks);
    }
}
