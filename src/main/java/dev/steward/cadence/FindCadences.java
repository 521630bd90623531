package dev.steward.cadence;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds the cadences of a workspace in the order that matters to whoever looks. */
@Repository
class FindCadences {
    private final JdbcTemplate jdbc;

    FindCadences(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose it is to somebody who looks. */
    enum Part {
        MINE, HERE, OTHER
    }

    /** One of a list. */
    record Found(CadenceId id, Part part) {}

    /**
     * Those that have not ended: first those that the member owns or takes part in, then those of the channel, then the others; each
     * oldest first.
     *
     * @param groups the user groups the member is in
     */
    List<Found> list(WorkspaceId workspace, UserId member, Collection<String> groups, ChannelId channel, int from,
            int most) {
        return jdbc.query("""
                select id, case when owner = ? or participants @> array[cast(? as text)]
                                or participant_groups && cast(? as text[]) then 0
                                when channel_id = ? then 1 else 2 end as part
                from cadence where workspace_id = ? and state in ('ACTIVE', 'PAUSED')
                order by part, id limit ? offset ?
                """, (row, n) -> new Found(new CadenceId(row.getObject(1, UUID.class)), Part.values()[row.getInt(2)]),
                member.value(), member.value(), groups.toArray(String[]::new), channel.value(), workspace.value(), most,
                from);
    }
}
