package dev.steward.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/**
 * What people decide about messages, as changes of rows. A message that was made of several is one here: whoever decides about it
 * decides about all of them. Each call joins a transaction, in which the rows were locked before.
 */
@Repository
class Decisions {
    /** As many as one press of a button takes. */
    static final int MOST_AT_ONCE = 1_000;
    /** An answer through a response_url that was settled has no address any more. */
    private static final String SENDABLE = "(form = 'card' or message is not null)"
            + " and (recipient not like '>%' or address is not null)";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Wakes wakes;
    private final ApplicationEventPublisher events;
    private final Uploads uploads;
    private final long abandonedMillis;

    Decisions(JdbcClient jdbc, Clock clock, Wakes wakes, ApplicationEventPublisher events, SendQueue queue,
            Uploads uploads) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.wakes = wakes;
        this.events = events;
        this.uploads = uploads;
        this.abandonedMillis = queue.abandonedMillis();
    }

    /** The message and those it says too, itself first; nobody else changes them until the transaction ends. Empty: there is none. */
    List<Row> lock(WorkspaceId workspace, UUID id) {
        return jdbc.sql("""
                select id, state, recipient, label,
                       sending_since >= clock_timestamp() - :abandoned * interval '1 millisecond' as sending,
                       due_at <= clock_timestamp() as due
                from delivery where workspace_id = :workspace and (id = :id or merged_into = :id)
                order by id = :id desc, position for update
                """).param("abandoned", abandonedMillis).param("workspace", workspace.value()).param("id", id)
                .query(Decisions::map).list();
    }

    /** What failed with one of these, in order; so many at most. */
    List<UUID> failedWith(WorkspaceId workspace, Set<String> failures, Instant until) {
        return jdbc.sql("""
                select id from delivery
                where workspace_id = :workspace and state = 'failed' and failure = any(:failures)
                  and settled_at <= :until
                order by position limit :most for update skip locked
                """).param("workspace", workspace.value()).param("failures", failures.toArray(String[]::new))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("most", MOST_AT_ONCE).query(UUID.class).list();
    }

    List<UUID> failedOf(WorkspaceId workspace, UUID thing, String label) {
        return jdbc.sql("""
                select id from delivery
                where workspace_id = :workspace and thing_id = :thing and form in ('card', 'notice', 'file') and label = :label
                  and state = 'failed' and %s
                order by position for update
                """.formatted(SENDABLE)).param("workspace", workspace.value()).param("thing", thing)
                .param("label", label).query(UUID.class).list();
    }

    /**
     * Sends them again, behind what waits already, in the order they had. What is gone from Slack is posted anew. Answers how many
     * could be.
     */
    int again(WorkspaceId workspace, List<UUID> ids) {
        part(workspace, ids);
        int sent = jdbc.sql("""
                with ordered as (
                    select id, nextval('delivery_position') as place
                    from (select id from delivery where workspace_id = :workspace and id = any(:ids) and %s
                          order by position) chosen)
                update delivery d
                set state = 'pending', uncertain = false, attempts = 0, tried_at = null, sending_since = null,
                    merged_into = null, failure = null, settled_at = null, position = ordered.place,
                    waiting_since = clock_timestamp(), due_at = clock_timestamp(),
                    lane = case when failure = 'message_not_found' then recipient else lane end,
                    channel_id = case when failure = 'message_not_found' then null else channel_id end,
                    ts = case when failure = 'message_not_found' then null else ts end,
                    hash = case when failure = 'message_not_found' then null else hash end
                from ordered where d.id = ordered.id
                """.formatted(SENDABLE)).param("workspace", workspace.value()).param("ids", ids.toArray(UUID[]::new))
                .update();
        uploads.startOver(ids);
        changed(workspace, ids);
        return sent;
    }

    /** What waits is tried at once; what Slack asked to wait for is waited for all the same. */
    void now(WorkspaceId workspace, UUID id) {
        jdbc.sql("""
                update delivery set due_at = least(due_at, clock_timestamp())
                where workspace_id = :workspace and id = :id and due_at is not null
                """).param("workspace", workspace.value()).param("id", id).update();
        changed(workspace, List.of(id));
    }

    void drop(WorkspaceId workspace, List<UUID> ids) {
        settle(workspace, ids, "dropped");
    }

    void arrived(WorkspaceId workspace, List<UUID> ids) {
        settle(workspace, ids, "sent");
    }

    private void settle(WorkspaceId workspace, List<UUID> ids, String state) {
        part(workspace, ids);
        jdbc.sql("""
                update delivery
                set state = :state, due_at = null, waiting_since = null, sending_since = null, tried_at = null,
                    uncertain = false, failure = null, address = null, settled_at = :now
                where workspace_id = :workspace and id = any(:ids)
                """).param("state", state).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("workspace", workspace.value()).param("ids", ids.toArray(UUID[]::new)).update();
        uploads.forget(ids);
        changed(workspace, ids);
    }

    /** Those that were said by one of these and are decided about another time stand for themselves. */
    private void part(WorkspaceId workspace, List<UUID> ids) {
        jdbc.sql("""
                update delivery set merged_into = null
                where workspace_id = :workspace and merged_into = any(:ids) and id <> all(:ids)
                  and state in ('pending', 'failed', 'held')
                """).param("workspace", workspace.value()).param("ids", ids.toArray(UUID[]::new)).update();
    }

    private void changed(WorkspaceId workspace, Collection<UUID> ids) {
        wakes.wakeAfterCommit(workspace);
        jdbc.sql("""
                select distinct label, thing_id from delivery
                where workspace_id = :workspace and id = any(:ids) and form = 'card'
                order by thing_id, label
                """).param("workspace", workspace.value()).param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> new DeliveryChanged(workspace, row.getString(1), row.getObject(2, UUID.class)))
                .list().forEach(events::publishEvent);
    }

    private static Row map(ResultSet row, int n) throws SQLException {
        return new Row(row.getObject("id", UUID.class), row.getString("state"), row.getString("label"),
                row.getString("recipient"), row.getBoolean("sending"), row.getBoolean("due"));
    }

    /** @param sending whether a call may be under way at this moment */
    record Row(UUID id, String state, String label, String recipient, boolean sending, boolean due) {}
}
