package dev.steward.cadence;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Things;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What delivery calls cadences and their sessions; the cadence's owner hears when a message about one does not arrive. */
@Component
class CadenceThings implements Things {
    private final JdbcTemplate jdbc;

    CadenceThings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        UUID[] ids = things.toArray(UUID[]::new);
        Map<UUID, Thing> found = new HashMap<>();
        jdbc.query("""
                select id as thing, number, title, owner from cadence where workspace_id = ? and id = any (?)
                union all
                select s.id, c.number, c.title, c.owner from cadence_session s
                join cadence c on c.workspace_id = s.workspace_id and c.id = s.cadence_id
                where s.workspace_id = ? and s.id = any (?)
                """, row -> {
            found.put(row.getObject("thing", UUID.class),
                    new Thing(new Reference(row.getLong("number")) + " "
                            + Mrkdwn.escape(row.getString("title"), Rules.TITLE),
                            new UserId(row.getString("owner"))));
        }, workspace.value(), ids, workspace.value(), ids);
        return found;
    }
}
