package dev.steward.cadence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The cards of those who were asked in writing; the cadence's owner hears when one does not arrive. */
@Component
class AskCards implements CardKind, Things {
    static final String NAME = "cadence.ask";

    private final Asks asks;
    private final Sessions sessions;
    private final Cadences cadences;
    private final JdbcTemplate jdbc;

    AskCards(Asks asks, Sessions sessions, Cadences cadences, JdbcTemplate jdbc) {
        this.asks = asks;
        this.sessions = sessions;
        this.cadences = cadences;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return asks.find(workspace, new AskId(thing))
                .flatMap(ask -> sessions.find(workspace, ask.session())
                        .flatMap(session -> cadences.find(workspace, ask.cadence())
                                .map(cadence -> AskCard.of(ask, session, cadence))));
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Thing> found = new HashMap<>();
        jdbc.query("""
                select a.id, a.user_id, c.number, c.title, c.owner from cadence_ask a
                join cadence c on c.workspace_id = a.workspace_id and c.id = a.cadence_id
                where a.workspace_id = ? and a.id = any (?)
                """, row -> {
            found.put(row.getObject("id", UUID.class),
                    new Thing("the questions of " + new Reference(row.getLong("number")) + " "
                            + Mrkdwn.escape(row.getString("title"), Rules.TITLE) + " to "
                            + new UserId(row.getString("user_id")).mention(), new UserId(row.getString("owner"))));
        }, workspace.value(), things.toArray(UUID[]::new));
        return found;
    }
}
