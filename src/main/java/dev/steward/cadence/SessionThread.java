package dev.steward.cadence;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.CardPosted;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The thread of a session's card, and where that card stands. */
@Repository
class SessionThread {
    private final JdbcTemplate jdbc;
    private final Notices notices;

    SessionThread(JdbcTemplate jdbc, Notices notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    /** Where a card stands. @param link null where Slack would not tell it */
    record Place(ChannelId channel, String ts, @Nullable String link) {}

    /**
     * Says something once in the thread of the session's card; in the cadence's channel, as long as the card does not stand.
     *
     * @param occasion why it is said, at most 200 characters: with the session it makes it unique
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void say(Cadence cadence, Session session, String occasion, Message message) {
        Optional<Place> card = place(session.facts().workspace(), session.facts().id());
        notices.say(session.facts().workspace(), session.facts().id().value(), occasion,
                card.map(place -> new Recipient.Channel(place.channel(), place.ts()))
                        .orElseGet(() -> new Recipient.Channel(cadence.rules().channel(), null)),
                message);
    }

    /** Empty as long as the card does not stand. */
    Optional<Place> place(WorkspaceId workspace, SessionId session) {
        return jdbc.query("""
                select channel_id, ts, link from cadence_session_card where workspace_id = ? and session_id = ?
                """, (row, n) -> new Place(new ChannelId(row.getString(1)), row.getString(2), row.getString(3)),
                workspace.value(), session.value()).stream().findFirst();
    }

    /** A web address that shows the card; null as long as it does not stand. */
    @Nullable
    String link(WorkspaceId workspace, SessionId session) {
        return place(workspace, session).map(Place::link).orElse(null);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void posted(CardPosted card) {
        if (card.kind().equals(SessionCards.NAME)) {
            jdbc.update("""
                    insert into cadence_session_card (workspace_id, session_id, channel_id, ts, link)
                    select workspace_id, id, ?, ?, ? from cadence_session where workspace_id = ? and id = ?
                    on conflict (workspace_id, session_id) do update
                    set channel_id = excluded.channel_id, ts = excluded.ts, link = excluded.link
                    """, card.channel().value(), card.ts(), card.permalink(), card.workspace().value(), card.thing());
        }
    }
}
