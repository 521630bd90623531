package dev.steward.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The rows of what has been and is to be said. */
@Repository
class Deliveries {
    /** A claim older than this was left by an instance that died. */
    static final Duration CLAIM = Duration.ofMinutes(1);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    Deliveries(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    void addCards(WorkspaceId workspace, String kind, Map<UUID, ChannelId> channels, Instant now) {
        var due = now.atOffset(ZoneOffset.UTC);
        template.batchUpdate("""
                insert into delivery (id, workspace_id, thing_id, form, label, recipient, lane, due_at)
                values (?, ?, ?, 'card', ?, ?, ?, ?) on conflict do nothing
                """, channels.entrySet().stream().map(card -> new Object[]{UuidCreator.getTimeOrderedEpoch(),
                workspace.value(), card.getKey(), kind, card.getValue().value(), card.getValue().value(), due})
                .toList());
    }

    void touchCards(WorkspaceId workspace, String kind, UUID thing, Instant now) {
        template.update("""
                update delivery set revision = revision + 1, due_at = coalesce(due_at, ?), state = 'pending'
                where workspace_id = ? and thing_id = ? and form = 'card' and label = ?
                """, now.atOffset(ZoneOffset.UTC), workspace.value(), thing, kind);
    }

    void addNotice(WorkspaceId workspace, UUID thing, String occasion, String recipient, String lane, String message,
            Instant now) {
        template.update("""
                insert into delivery (id, workspace_id, thing_id, form, label, recipient, lane, message, due_at)
                values (?, ?, ?, 'notice', ?, ?, ?, ?, ?) on conflict do nothing
                """, UuidCreator.getTimeOrderedEpoch(), workspace.value(), thing, occasion, recipient, lane, message,
                now.atOffset(ZoneOffset.UTC));
    }

    /**
     * The first due delivery of each lane, and none of a lane whose first must wait. The index is skipped through lane by
     * lane, so that the cost is the number of lanes, not of deliveries.
     */
    List<Head> heads(Instant now) {
        return jdbc.sql("""
                with recursive lane as (
                    (select workspace_id, lane from delivery where due_at is not null
                     order by workspace_id, lane limit 1)
                    union all
                    select next.workspace_id, next.lane from lane
                    cross join lateral (
                        select workspace_id, lane from delivery d where d.due_at is not null
                          and (d.workspace_id, d.lane) > (lane.workspace_id, lane.lane)
                        order by d.workspace_id, d.lane limit 1) next)
                select head.id, lane.workspace_id, lane.lane from lane
                cross join lateral (
                    select id, not_before, sending_since from delivery d
                    where d.workspace_id = lane.workspace_id and d.lane = lane.lane and d.due_at is not null
                    order by d.due_at, d.id limit 1) head
                where (head.not_before is null or head.not_before <= :now)
                  and (head.sending_since is null or head.sending_since < :abandoned)
                """).param("now", now.atOffset(ZoneOffset.UTC))
                .param("abandoned", now.minus(CLAIM).atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Head(row.getObject("id", UUID.class),
                        new Lane(new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getString("lane"))))
                .list();
    }

    /** Empty when another instance was faster. */
    Optional<Delivery> claim(UUID id, Instant now) {
        return jdbc.sql("""
                with was as (
                    select id, sending_since from delivery
                    where id = :id and due_at is not null
                      and (sending_since is null or sending_since < :abandoned)
                    for update skip locked)
                update delivery d set sending_since = :now, attempts = attempts + 1
                from was where d.id = was.id
                returning d.*, was.sending_since is not null or d.failure = 'outcome unknown' as uncertain
                """).param("id", id).param("now", now.atOffset(ZoneOffset.UTC))
                .param("abandoned", now.minus(CLAIM).atOffset(ZoneOffset.UTC)).query(Deliveries::map).optional();
    }

    void sent(Delivery delivery, @Nullable String channel, @Nullable String ts, @Nullable String hash) {
        jdbc.sql("""
                update delivery
                set state = 'sent', sending_since = null, not_before = null, attempts = 0, failure = null,
                    channel_id = :channel, ts = :ts, hash = :hash, message = null,
                    due_at = case when revision = :revision then null else due_at end
                where id = :id
                """).param("channel", channel).param("ts", ts).param("hash", hash)
                .param("revision", delivery.revision()).param("id", delivery.id()).update();
    }

    /** @param uncertain whether the call may have reached Slack all the same */
    void postpone(Delivery delivery, Instant until, String failure, boolean uncertain) {
        jdbc.sql("""
                update delivery set sending_since = null, not_before = :until, failure = :failure where id = :id
                """).param("until", until.atOffset(ZoneOffset.UTC))
                .param("failure", uncertain ? "outcome unknown" : failure).param("id", delivery.id()).update();
    }

    void fail(Delivery delivery, String failure) {
        jdbc.sql("""
                update delivery set state = 'failed', sending_since = null, due_at = null, failure = :failure
                where id = :id
                """).param("failure", failure).param("id", delivery.id()).update();
    }

    private static Delivery map(ResultSet row, int n) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getObject("thing_id", UUID.class),
                row.getString("form").equals("card"), row.getString("label"), row.getString("recipient"),
                row.getString("lane"), row.getString("message"), row.getLong("revision"), row.getInt("attempts"),
                row.getBoolean("uncertain"), row.getString("channel_id"), row.getString("ts"), row.getString("hash"));
    }

    /** Where order is kept. */
    record Lane(WorkspaceId workspace, String name) {}

    record Head(UUID id, Lane lane) {}
}
