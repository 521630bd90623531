package dev.steward.cadence;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.slack.Actor;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Finds the cadences of a workspace in the order that matters to whoever looks. */
@Repository
class FindCadences {
    private final JdbcClient jdbc;

    FindCadences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose it is to somebody who looks. */
    enum Part {
        MINE, HERE, OTHER
    }

    /** One of a list. */
    record Found(CadenceId id, Part part) {}

    /**
     * Those that have not ended and that the member may see, as {@link CadenceLookup} has it: first those that they own or take part in,
     * then those of the channel, then the others; each oldest first.
     *
     * @param groups the user groups the member is in
     */
    List<Found> list(Actor by, Collection<String> groups, ChannelId channel, int from, int most) {
        return jdbc.sql("""
                select id, case when owner = :reader or participants @> array[cast(:reader as text)]
                                or participant_groups && cast(:groups as text[]) then 0
                                when channel_id = :channel then 1 else 2 end as part
                from cadence where workspace_id = :workspace and state in ('ACTIVE', 'PAUSED')
                  and (:all or owner = :reader or participants @> array[cast(:reader as text)]
                       or participant_groups && cast(:groups as text[]) or %s
                       or jsonb_exists(cast(workings as jsonb) #> '{rules,facilitators}', :reader))
                order by part, id limit :most offset :from
                """.formatted(Channels.SEEN.formatted("cadence"))).param("reader", by.user().value())
                .param("groups", groups.toArray(String[]::new)).param("channel", channel.value())
                .param("workspace", by.workspace().value()).param("all", by.role().atLeast(Role.OPS))
                .param("most", most).param("from", from)
                .query((row, n) -> new Found(new CadenceId(row.getObject(1, UUID.class)),
                        Part.values()[row.getInt(2)]))
                .list();
    }

    /** The channels of those that have not ended. */
    List<ChannelId> channels(WorkspaceId workspace, int most) {
        return jdbc.sql("""
                select distinct channel_id from cadence where workspace_id = :workspace and state in ('ACTIVE', 'PAUSED')
                limit :most
                """).param("workspace", workspace.value()).param("most", most)
                .query((row, n) -> new ChannelId(row.getString(1))).list();
    }
}
