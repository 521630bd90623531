package dev.steward.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/** What waits, failed or is held in a workspace. A message that was made of several is one, said by its first. */
@Repository
class Undelivered {
    private static final String COLUMNS = """
            select d.id, d.thing_id, d.form, d.label, d.recipient, d.failure, d.uncertain, d.attempts, d.settled_at,
                   d.waiting_since, d.ts is not null as stands,
                   d.recipient like '>%' and d.address is null as expired,
                   extract(epoch from clock_timestamp() - d.waiting_since) as waits,
                   extract(epoch from d.due_at - clock_timestamp()) as rests,
                   d.sending_since >= clock_timestamp() - :abandoned * interval '1 millisecond' as sending,
                   (select count(*) from delivery m
                    where m.merged_into = d.id and m.workspace_id = d.workspace_id and m.state = d.state) as more
            from delivery d
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final long abandonedMillis;

    Undelivered(JdbcClient jdbc, Clock clock, SendQueue queue) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.abandonedMillis = queue.abandonedMillis();
    }

    Map<Shelf, Long> counts(WorkspaceId workspace) {
        return jdbc.sql("""
                select (select count(*) from delivery
                        where workspace_id = :workspace and due_at is not null and merged_into is null) as waiting,
                       count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'held') as held
                from delivery where workspace_id = :workspace and state in ('failed', 'held') and merged_into is null
                """).param("workspace", workspace.value())
                .query((row, n) -> Map.of(Shelf.WAITING, row.getLong("waiting"), Shelf.FAILED, row.getLong("failed"),
                        Shelf.HELD, row.getLong("held")))
                .single();
    }

    /** Failed and held: the newest first; waiting: the oldest first. From behind {@code after} on, where that is given. */
    List<Entry> page(WorkspaceId workspace, Shelf shelf, @Nullable Place after, int most) {
        String sql = switch (shelf) {
            case WAITING -> COLUMNS + """
                    where d.workspace_id = :workspace and d.due_at is not null and d.merged_into is null
                      and (:id::uuid is null or (d.waiting_since, d.id) > (:at, :id))
                    order by d.waiting_since, d.id limit :most
                    """;
            case FAILED, HELD -> COLUMNS + "where d.workspace_id = :workspace and d.state = '" + shelf.state() + """
                    ' and d.merged_into is null
                      and (:id::uuid is null or d.settled_at < :at or (d.settled_at = :at and d.id > :id))
                    order by d.settled_at desc, d.id limit :most
                    """;
        };
        Instant now = clock.instant();
        return jdbc.sql(sql).param("abandoned", abandonedMillis).param("workspace", workspace.value())
                .param("id", after == null ? null : after.id())
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("most", most).query((row, n) -> map(row, shelf, now)).list();
    }

    /** What made several fail: the words for it, by how many. */
    List<Many> reasons(WorkspaceId workspace, int most) {
        Map<String, Many> byWords = new LinkedHashMap<>();
        jdbc.sql("""
                select failure, count(*) as many, max(settled_at) as until from delivery
                where workspace_id = :workspace and state = 'failed' and merged_into is null
                group by failure
                """).param("workspace", workspace.value())
                .query((row, n) -> new Many(row.getString("failure"), row.getLong("many"),
                        row.getObject("until", OffsetDateTime.class).toInstant()))
                .list().forEach(each -> byWords.merge(Reasons.of(each.failure()), each, Many::and));
        var all = new ArrayList<>(byWords.values());
        all.removeIf(each -> each.count() < 2);
        all.sort(java.util.Comparator.comparingLong(Many::count).reversed());
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private static Entry map(ResultSet row, Shelf shelf, Instant now) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        var at = row.getObject(shelf == Shelf.WAITING ? "waiting_since" : "settled_at", OffsetDateTime.class);
        // what the database's clock measured, as people read it off Steward's
        Instant since = shelf == Shelf.WAITING ? now.minus(seconds(row.getDouble("waits"))) : at.toInstant();
        Duration rests = seconds(row.getDouble("rests"));
        return new Entry(shelf, new Place(at.toInstant(), id), row.getObject("thing_id", UUID.class),
                row.getString("form").equals("card"), row.getString("label"), row.getString("recipient"),
                row.getString("failure"), row.getBoolean("uncertain"), row.getInt("attempts"), since,
                rests.isPositive() ? now.plus(rests) : null, row.getBoolean("stands"), row.getBoolean("expired"),
                row.getBoolean("sending"), row.getInt("more"));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** Where a page ends. */
    record Place(Instant at, UUID id) {}

    /**
     * @param failure one of those that are told in the same words
     * @param until   when the last of them failed
     */
    record Many(String failure, long count, Instant until) {
        private Many and(Many other) {
            return new Many(failure, count + other.count, until.isAfter(other.until) ? until : other.until);
        }
    }

    /**
     * One message.
     *
     * @param since   since when it waits, or when it failed
     * @param next    when it is tried next; null: it is its turn, or it is not tried any more
     * @param stands  whether a copy of the card stands there
     * @param expired whether it is an answer to a command that nobody can be given any more
     * @param sending whether a call may be under way at this moment
     * @param more    how many other messages it says too
     */
    record Entry(Shelf shelf, Place place, UUID thing, boolean card, String label, String recipient,
            @Nullable String failure, boolean uncertain, int attempts, Instant since, @Nullable Instant next,
            boolean stands, boolean expired, boolean sending, int more) {
        UUID id() {
            return place.id();
        }
    }
}
