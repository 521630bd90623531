package dev.steward.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/**
 * The rows as the sender sees them: which lane has something to send, what is claimed, and what became of it. When to try is told
 * by the database's clock, what people are shown by Steward's.
 */
@Repository
class SendQueue {
    /** Beyond the time a call may take: how far an instance may lag behind her own claim and still make it. */
    static final Duration GRACE = Duration.ofSeconds(2);
    /** How many of a lane's notices may become one message. */
    private static final int MOST_MERGED = 20;

    /**
     * Claimed by a former holder of the lease, who died or lost it: whether that message arrived is looked for at once, as it may have
     * long before the call must have ended. A card that stands is not looked for, only brought up to date again.
     */
    private static final String LEFT = "(d.sending_since < l.began_at and d.ts is null)";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final UUID holder;
    private final long abandonedMillis;
    private final long settleMillis;

    SendQueue(JdbcClient jdbc, Clock clock, Leases leases, DeliveryProperties properties,
            @Value("${steward.slack.call-timeout:10s}") Duration callTimeout) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.holder = leases.holder();
        this.abandonedMillis = callTimeout.plus(GRACE).toMillis();
        this.settleMillis = properties.settle().toMillis();
    }

    /** After so long, whoever claimed a message has either recorded what became of it or died. */
    long abandonedMillis() {
        return abandonedMillis;
    }

    /**
     * The lanes of these workspaces in which something waits. The index is skipped through lane by lane, so that the cost is the
     * number of lanes, not of deliveries.
     */
    List<Waiting> lanes(Collection<WorkspaceId> workspaces) {
        if (workspaces.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                with recursive lane as (
                    (select which.id as workspace_id, head.lane
                     from unnest(:workspaces) as which (id) cross join lateral (
                        select d.lane from delivery d where d.due_at is not null and d.workspace_id = which.id
                        order by d.lane limit 1) head)
                    union all
                    select lane.workspace_id, next.lane from lane cross join lateral (
                        select d.lane from delivery d
                        where d.due_at is not null and d.workspace_id = lane.workspace_id and d.lane > lane.lane
                        order by d.lane limit 1) next)
                select lane.workspace_id, lane.lane, extract(epoch from head.at - clock_timestamp()) as wait
                from lane cross join lateral (
                    select case when lane.lane = '~' then
                        (select min(d.due_at) from delivery d
                         where d.due_at is not null and d.workspace_id = lane.workspace_id and d.lane = '~')
                    else
                        (select greatest(d.due_at, case when not coalesce(%s, false)
                                then d.sending_since + :abandoned * interval '1 millisecond' end)
                         from delivery d left join delivery_lease l on l.workspace_id = d.workspace_id
                         where d.due_at is not null and d.workspace_id = lane.workspace_id and d.lane = lane.lane
                         order by d.position limit 1)
                    end as at) head
                """.formatted(LEFT))
                .param("workspaces", workspaces.stream().map(WorkspaceId::value).toArray(UUID[]::new))
                .param("abandoned", abandonedMillis)
                .query((row, n) -> new Waiting(
                        new Lane(new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getString("lane")),
                        (long) (row.getDouble("wait") * 1e9)))
                .list();
    }

    /**
     * Claims the first of a lane. Empty when there is none, when it is not due, when somebody is changing it at this moment, when
     * the lease is lost, or when the workspace left.
     */
    Optional<Delivery> claim(Lane lane) {
        return jdbc.sql("""
                with head as (
                    select id from delivery
                    where workspace_id = :workspace and lane = :lane and due_at is not null
                      and (:ordered or due_at <= clock_timestamp())
                    order by position limit 1),
                mine as (
                    select d.id, d.sending_since from delivery d join head on head.id = d.id
                    join delivery_lease l on l.workspace_id = :workspace and l.holder = :holder
                                         and l.until > clock_timestamp()
                    where d.due_at <= clock_timestamp()
                      and (d.sending_since is null or %s
                           or d.sending_since < clock_timestamp() - :abandoned * interval '1 millisecond')
                      and not exists (select from workspace w where w.id = :workspace and w.left_at is not null)
                    for update of d skip locked)
                update delivery d
                set sending_since = clock_timestamp(), attempts = attempts + 1, tried_at = coalesce(tried_at, :now),
                    uncertain = d.uncertain or mine.sending_since is not null
                from mine where d.id = mine.id
                returning d.*, extract(epoch from clock_timestamp() - d.waiting_since)::bigint as waited,
                    :abandoned - extract(epoch from clock_timestamp() - mine.sending_since) * 1000 as under_way
                """.formatted(LEFT)).param("workspace", lane.workspace().value()).param("lane", lane.name())
                .param("ordered", lane.way().ordered()).param("abandoned", abandonedMillis).param("holder", holder)
                .param("now", now()).query(SendQueue::map).optional();
    }

    /** Claims what stands right behind, may be merged with it and is due; answers them in order. */
    List<Marker.Neighbour> claimNeighbours(Delivery head) {
        return jdbc.sql("""
                with other as (
                    select min(position) as position from delivery
                    where workspace_id = :workspace and lane = :lane and due_at is not null and id <> :id
                      and (merge_rule is distinct from :rule or uncertain or sending_since is not null)),
                mine as (
                    select d.id from delivery d, other
                    where d.workspace_id = :workspace and d.lane = :lane and d.due_at is not null and d.id <> :id
                      and d.recipient = :recipient and (other.position is null or d.position < other.position)
                    order by d.position limit :most for update of d skip locked),
                claimed as (
                    update delivery d set sending_since = :claim, merged_into = :id, tried_at = :now
                    from mine where d.id = mine.id returning d.*)
                select id, thing_id, form, label, message from claimed order by position
                """).param("workspace", head.workspace().value()).param("lane", head.lane()).param("id", head.id())
                .param("rule", head.mergeRule()).param("recipient", head.recipient())
                .param("claim", head.claim().atOffset(ZoneOffset.UTC)).param("most", MOST_MERGED - 1)
                .param("now", now())
                .query((row, n) -> new Marker.Neighbour(row.getObject("id", UUID.class),
                        row.getObject("thing_id", UUID.class), Form.of(row.getString("form")), row.getString("label"),
                        row.getString("message")))
                .list();
    }

    /** Whether the claim still stands, renewed for another call. False: others may have it now. */
    Optional<Delivery> hold(Delivery delivery) {
        return jdbc.sql("""
                update delivery d set sending_since = clock_timestamp()
                where d.id = :id and d.sending_since = :claim
                  and exists (select from delivery_lease l
                              where l.workspace_id = d.workspace_id and l.holder = :holder
                                and l.until > clock_timestamp())
                returning d.*, extract(epoch from clock_timestamp() - d.waiting_since)::bigint as waited,
                    null as under_way
                """).param("id", delivery.id()).param("claim", delivery.claim().atOffset(ZoneOffset.UTC))
                .param("holder", holder).query(SendQueue::map).optional();
    }

    /** Recorded by the claim: one that others have taken over meanwhile is theirs to record. */
    boolean sent(Delivery delivery, Outcome.Sent sent) {
        // a card that was found may look as it did when the call left: it is looked at once more
        long seen = delivery.card() && sent.ts() != null && sent.hash() == null ? -1 : delivery.revision();
        boolean mine = jdbc.sql("""
                update delivery
                set sending_since = null, uncertain = false, attempts = 0, failure = null, tried_at = null,
                    channel_id = :channel, ts = :ts, hash = :hash, settled_at = :now, address = null,
                    state = case when revision = :revision then :state else 'pending' end,
                    lane = case when form <> 'card' then lane when :ts::text is null then recipient else '~' end,
                    waiting_since = case when revision <> :revision then clock_timestamp() end,
                    due_at = case when revision <> :revision
                        then clock_timestamp() + :settle * interval '1 millisecond' end
                where id = :id and sending_since = :claim
                """).param("channel", sent.channel()).param("ts", sent.ts()).param("hash", sent.hash())
                .param("now", now()).param("revision", seen)
                .param("state", delivery.card() && sent.ts() == null ? "deleted" : "sent")
                .param("settle", settleMillis).param("id", delivery.id())
                .param("claim", delivery.claim().atOffset(ZoneOffset.UTC)).update() == 1;
        if (mine && delivery.mergeRule() != null) {
            merged(delivery, """
                    state = 'sent', due_at = null, waiting_since = null, sending_since = null, tried_at = null,
                    channel_id = :channel, ts = :ts, settled_at = :now
                    """).param("channel", sent.channel()).param("ts", sent.ts()).param("now", now()).update();
        }
        return mine;
    }

    /** It is tried again later; {@code uncertain}: the attempt may have reached Slack. */
    void postpone(Delivery delivery, Duration wait, String failure, boolean uncertain) {
        int mine = jdbc.sql("""
                update delivery
                set sending_since = null, uncertain = :uncertain, failure = :failure,
                    due_at = clock_timestamp() + :wait * interval '1 millisecond'
                where id = :id and sending_since = :claim
                """).param("uncertain", uncertain).param("failure", failure).param("wait", wait.toMillis())
                .param("id", delivery.id()).param("claim", delivery.claim().atOffset(ZoneOffset.UTC)).update();
        if (mine == 1 && delivery.mergeRule() != null && !uncertain) {
            part(delivery);
        }
    }

    /** An earlier attempt did not arrive: it is as if it had not been made. */
    void notThere(Delivery delivery) {
        jdbc.sql(
                "update delivery set sending_since = null, uncertain = false where id = :id and sending_since = :claim")
                .param("id", delivery.id()).param("claim", delivery.claim().atOffset(ZoneOffset.UTC)).update();
        if (delivery.mergeRule() != null) {
            part(delivery);
        }
    }

    /** Nothing more is tried. Answers whether that was still ours to say. */
    boolean stop(Delivery delivery, String state, String failure) {
        boolean mine = jdbc.sql("""
                update delivery
                set state = :state, sending_since = null, due_at = null, waiting_since = null, tried_at = null,
                    failure = :failure, settled_at = :now, address = case when :state = 'held' then address end
                where id = :id and sending_since = :claim
                """).param("state", state).param("failure", failure).param("now", now()).param("id", delivery.id())
                .param("claim", delivery.claim().atOffset(ZoneOffset.UTC)).update() == 1;
        if (mine && delivery.mergeRule() != null) {
            merged(delivery, """
                    state = :state, due_at = null, waiting_since = null, sending_since = null, tried_at = null,
                    failure = :failure, settled_at = :now
                    """).param("state", state).param("failure", failure).param("now", now()).update();
        }
        return mine;
    }

    private void part(Delivery delivery) {
        merged(delivery, "merged_into = null, sending_since = null, tried_at = null\n").update();
    }

    private JdbcClient.StatementSpec merged(Delivery head, String change) {
        return jdbc.sql("update delivery set " + change + """
                 where workspace_id = :workspace and lane = :lane and due_at is not null and merged_into = :head
                """).param("workspace", head.workspace().value()).param("lane", head.lane()).param("head", head.id());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Delivery map(ResultSet row, int n) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getObject("thing_id", UUID.class),
                Form.of(row.getString("form")), row.getString("label"), row.getString("recipient"),
                row.getString("lane"), row.getString("message"), row.getString("merge_rule"),
                row.getString("address"), row.getLong("revision"),
                row.getObject("sending_since", OffsetDateTime.class).toInstant(), row.getInt("attempts"),
                row.getBoolean("uncertain"), row.getObject("tried_at", OffsetDateTime.class).toInstant(),
                row.getLong("waited"),
                Duration.ofMillis(Math.max(0, row.getLong("under_way"))), row.getString("channel_id"),
                row.getString("ts"), row.getString("hash"));
    }

    /** @param rest nanoseconds until its first is due; zero or less: now */
    record Waiting(Lane lane, long rest) {}
}
