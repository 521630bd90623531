package dev.steward.schedule;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.schedule.TimerAudit.Needed;
import dev.steward.workspace.WorkspaceId;

/** The rows of what is to be looked at again. */
@Repository
class TimerRows {
    private static final String KEY = "workspace_id = ? and subject_id = ? and type = ? and step = ?";
    private static final String CLAIMED = """
            select ctid::text, workspace_id, subject_id, type, step, due_at, attempts,
                   exists (select from workspace w where w.id = timer.workspace_id and w.left_at is not null)
            from timer""";
    private static final Comparator<TimerKey> ORDER = Comparator
            .<TimerKey, UUID>comparing(key -> key.workspace().value())
            .thenComparing(TimerKey::subject).thenComparing(key -> key.type().name()).thenComparing(TimerKey::step);

    private final JdbcTemplate jdbc;

    TimerRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Always in one order, so that two who set the same timers do not wait for each other. */
    void set(Map<TimerKey, Instant> timers) {
        jdbc.batchUpdate("""
                insert into timer (workspace_id, subject_id, type, step, due_at, try_at) values (?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, subject_id, type, step) do update
                set due_at = excluded.due_at, try_at = excluded.try_at, attempts = 0, failure = null, failed_at = null
                """, timers.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).map(timer -> {
            TimerKey key = timer.getKey();
            return new Object[]{key.workspace().value(), key.subject(), key.type().name(), key.step(),
                    utc(timer.getValue()), utc(timer.getValue())};
        }).toList());
    }

    boolean move(TimerKey key, Instant due) {
        return jdbc.update(
                """
                update timer set due_at = ?, try_at = ?, attempts = 0, failure = null, failed_at = null where\s"""
                        + KEY,
                utc(due), utc(due), key.workspace().value(), key.subject(), key.type().name(), key.step()) == 1;
    }

    boolean cancel(TimerKey key) {
        return jdbc.update("delete from timer where " + KEY, key.workspace().value(), key.subject(),
                key.type().name(), key.step()) == 1;
    }

    int cancelAll(WorkspaceId workspace, UUID subject) {
        return jdbc.update("delete from timer where workspace_id = ? and subject_id = ?", workspace.value(), subject);
    }

    Optional<Instant> due(TimerKey key) {
        return jdbc.query("select due_at from timer where " + KEY,
                (row, n) -> instant(row, 1), key.workspace().value(), key.subject(),
                key.type().name(), key.step()).stream().findFirst();
    }

    boolean parked(TimerKey key) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select exists (select from timer where " + KEY
                + " and try_at is null)", Boolean.class, key.workspace().value(), key.subject(), key.type().name(),
                key.step()));
    }

    /** Those of these that are not there, parked or not. */
    List<Needed> missing(List<Needed> needed) {
        if (needed.isEmpty()) {
            return List.of();
        }
        Function<Function<TimerKey, String>, String[]> column = part -> needed.stream()
                .map(one -> part.apply(one.timer()))
                .toArray(String[]::new);
        return jdbc.query("""
                select n from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[]) with ordinality
                    as needed (workspace_id, subject_id, type, step, n)
                where not exists (select from timer where timer.workspace_id = needed.workspace_id
                    and timer.subject_id = needed.subject_id and timer.type = needed.type and timer.step = needed.step)
                """, (row, n) -> needed.get(row.getInt(1) - 1),
                column.apply(key -> key.workspace().toString()), column.apply(key -> key.subject().toString()),
                column.apply(key -> key.type().name()), column.apply(TimerKey::step));
    }

    /** For the rest of this transaction, waiting for a lock longer than this fails. */
    void waitForLocksAtMost(Duration patience) {
        jdbc.query("select set_config('lock_timeout', ?, true)", row -> {
        }, patience.toMillis() + "ms");
    }

    /**
     * The earliest due ones that nobody else is handling, held until the transaction ends.
     *
     * @param workspace of which; null for any
     */
    List<Row> claim(@Nullable WorkspaceId workspace, Instant upTo, int most) {
        String due = "try_at <= ? order by try_at limit ? for update skip locked";
        return workspace == null
                ? jdbc.query(CLAIMED + " where " + due, TimerRows::map, utc(upTo), most)
                : jdbc.query(CLAIMED + " where workspace_id = ? and " + due, TimerRows::map, workspace.value(),
                        utc(upTo), most);
    }

    /** The workspaces that have something due, Steward itself among them, and how much, up to so many. */
    Map<WorkspaceId, Integer> workspacesDue(Instant upTo, int most) {
        Map<WorkspaceId, Integer> due = new HashMap<>();
        jdbc.query("""
                select w.id, due.many
                from (select id from workspace union all select ?) w
                cross join lateral (
                    select count(*) as many from (
                        select from timer where workspace_id = w.id and try_at <= ? limit ?) claimable) due
                where due.many > 0
                """, row -> {
            due.put(new WorkspaceId(row.getObject(1, UUID.class)), row.getInt(2));
        }, WorkspaceId.STEWARD.value(), utc(upTo), most);
        return due;
    }

    /**
     * Those that have not failed before and are of none of these types.
     *
     * @param workspace of which; null for any
     */
    List<Row> claimApartFrom(Collection<String> types, @Nullable WorkspaceId workspace, Instant upTo, int most) {
        String apart = "try_at <= ? and attempts = 0 and type <> all (?) order by try_at limit ? for update skip locked";
        String[] typeNames = types.toArray(String[]::new);
        return workspace == null
                ? jdbc.query(CLAIMED + " where " + apart, TimerRows::map, utc(upTo), typeNames, most)
                : jdbc.query(CLAIMED + " where workspace_id = ? and " + apart, TimerRows::map, workspace.value(),
                        utc(upTo),
                        typeNames, most);
    }

    /** This one, unless it was handled, moved or is being handled meanwhile. */
    Optional<Row> claim(Row seen, Instant upTo) {
        return jdbc.query(CLAIMED + " where " + KEY + " and try_at <= ? for update skip locked", TimerRows::map,
                seen.workspace().value(), seen.subject(), seen.type(), seen.step(), utc(upTo)).stream().findFirst();
    }

    /** Removes what was claimed in this transaction; a row that was set anew meanwhile is another row, and stays. */
    void remove(List<Row> handled) {
        jdbc.update("delete from timer where ctid = any (?::tid[])",
                (Object) handled.stream().map(Row::place).toArray(String[]::new));
    }

    /**
     * Unless it was set anew meanwhile.
     *
     * @param tryAt null parks it
     */
    void failed(Row row, @Nullable Instant tryAt, String failure, Instant now) {
        jdbc.update("""
                update timer set attempts = attempts + 1, try_at = ?, failure = ?, failed_at = ?
                where\s""" + KEY + " and due_at = ? and attempts = ?", tryAt == null ? null : utc(tryAt), failure,
                utc(now), row.workspace().value(), row.subject(), row.type(), row.step(), utc(row.due()),
                row.attempts());
    }

    /** When the next one is to be tried, overdue ones included. */
    Optional<Instant> next() {
        return nextAfter(Instant.EPOCH);
    }

    /** As {@link #next}, of those that are not this workspace's and of none of these types. */
    Optional<Instant> nextApartFrom(WorkspaceId workspace, Collection<String> types) {
        return jdbc.query("""
                select try_at from timer where try_at is not null and workspace_id <> ? and type <> all (?) order by try_at limit 1
                """, (row, n) -> instant(row, 1), workspace.value(), types.toArray(String[]::new)).stream()
                .findFirst();
    }

    Optional<Instant> nextAfter(Instant instant) {
        return jdbc.query("select try_at from timer where try_at > ? order by try_at limit 1",
                (row, n) -> instant(row, 1), utc(instant)).stream().findFirst();
    }

    private static Row map(ResultSet row, int n) throws SQLException {
        return new Row(row.getString(1), new WorkspaceId(row.getObject(2, UUID.class)), row.getObject(3, UUID.class),
                row.getString(4), row.getString(5), instant(row, 6), row.getInt(7), row.getBoolean(8));
    }

    /**
     * A timer as it was claimed.
     *
     * @param place where the row stands in the table, for as long as it is held
     * @param orphaned whether its workspace left: then nothing is to happen
     */
    record Row(String place, WorkspaceId workspace, UUID subject, String type, String step, Instant due, int attempts,
            boolean orphaned) {
        @Override
        public String toString() {
            return type + " of " + subject + (step.isEmpty() ? "" : " (" + step + ")");
        }
    }
}
