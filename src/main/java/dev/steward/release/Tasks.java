package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.LaunchTask.Ended;
import dev.steward.release.LaunchTask.How;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What releases take, and what their dates come from. Whoever changes any of a release's holds the lock of the release. */
@Repository
class Tasks {
    private static final String OPEN = "OPEN";

    private final JdbcTemplate jdbc;

    Tasks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a release's tasks were made from.
     *
     * @param tier whose checklist it has
     */
    record Known(int tier, Launch launch) {}

    /** In order, those that it does not take any more among them. */
    List<LaunchTask> of(WorkspaceId workspace, ReleaseId release) {
        return jdbc.query("select * from release_task where workspace_id = ? and release_id = ? order by position, id",
                Tasks::map, workspace.value(), release.value());
    }

    /** As {@link #of(WorkspaceId, ReleaseId)}, of several. */
    List<LaunchTask> of(WorkspaceId workspace, Collection<UUID> releases) {
        return jdbc.query("""
                select * from release_task where workspace_id = ? and release_id = any (?) order by release_id, position, id
                """, Tasks::map, workspace.value(), releases.toArray(UUID[]::new));
    }

    Optional<LaunchTask> find(WorkspaceId workspace, TaskId id) {
        return find(workspace, List.of(id.value())).stream().findFirst();
    }

    List<LaunchTask> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.query("select * from release_task where workspace_id = ? and id = any (?)", Tasks::map,
                workspace.value(), ids.toArray(UUID[]::new));
    }

    /** What somebody has open, what is due first before the rest. */
    List<LaunchTask> openOf(WorkspaceId workspace, UserId owner, int most) {
        return jdbc.query("""
                select * from release_task where workspace_id = ? and owner = ? and state = 'OPEN'
                order by due_at nulls last, release_id, position limit ?
                """, Tasks::map, workspace.value(), owner.value(), most);
    }

    /** When each was last changed in any way. */
    Map<UUID, Instant> changedAt(WorkspaceId workspace, Collection<UUID> ids) {
        Map<UUID, Instant> changed = new HashMap<>();
        jdbc.query("select id, changed_at from release_task where workspace_id = ? and id = any (?)", row -> {
            changed.put(row.getObject(1, UUID.class), instant(row, 2));
        }, workspace.value(), ids.toArray(UUID[]::new));
        return changed;
    }

    /** What is open in releases that are to go out, by release and in order. */
    List<LaunchTask> openOfPlanned(WorkspaceId workspace) {
        return jdbc.query("""
                select t.* from release r
                join release_task t on t.workspace_id = r.workspace_id and t.release_id = r.id
                where r.workspace_id = ? and r.state = 'PLANNED' and t.state = 'OPEN'
                order by t.release_id, t.position, t.id
                """, Tasks::map, workspace.value());
    }

    /** All that are open, in every workspace; closed by whoever reads it. */
    Stream<Open> open() {
        return jdbc.queryForStream(
                "select workspace_id, id, coalesce(due_at, asked_at) from release_task where state = 'OPEN'",
                (row, n) -> new Open(new WorkspaceId(row.getObject(1, UUID.class)),
                        new TaskId(row.getObject(2, UUID.class)), instant(row, 3)));
    }

    record Open(WorkspaceId workspace, TaskId id, Instant due) {}

    /** @throws org.springframework.dao.DuplicateKeyException when the release has another one with that title */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Collection<LaunchTask> tasks, Instant now) {
        jdbc.batchUpdate("""
                insert into release_task (workspace_id, id, release_id, position, title, title_key, assignee, owner, days,
                    by_hand, touched, state, by_user_id, at, reason, asked_at, due_at, taken, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, id) do update
                set position = excluded.position, title = excluded.title, title_key = excluded.title_key, assignee = excluded.assignee,
                    owner = excluded.owner, days = excluded.days, touched = excluded.touched, state = excluded.state,
                    by_user_id = excluded.by_user_id, at = excluded.at, reason = excluded.reason,
                    asked_at = excluded.asked_at, due_at = excluded.due_at, taken = excluded.taken,
                    changed_at = excluded.changed_at
                """, tasks.stream().map(task -> {
            Ended ended = task.ended();
            UserId by = ended == null ? null : ended.by();
            return new Object[]{task.workspace().value(), task.id().value(), task.release().value(), task.position(),
                    task.title(), task.titleKey(), task.assignee().key(), task.owner().value(), task.offset().days(),
                    task.byHand(),
                    task.touched(), ended == null ? OPEN : ended.how().name(), by == null ? null : by.value(),
                    ended == null ? null : utc(ended.at()), ended == null ? null : ended.reason(),
                    utc(task.askedAt()), utcOrNull(task.due()), task.taken(), utc(now)};
        }).toList());
    }

    /** Empty for a release that has none yet. */
    Optional<Known> known(WorkspaceId workspace, ReleaseId release) {
        return jdbc.query("""
                select tier, goes_at, published_at, planned, since from release_launch
                where workspace_id = ? and release_id = ?
                """, (row, n) -> new Known(row.getInt(1), new Launch(instantOrNull(row, 2), instantOrNull(row, 3),
                row.getBoolean(4), instant(row, 5))), workspace.value(), release.value()).stream().findFirst();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void know(WorkspaceId workspace, ReleaseId release, Known known) {
        Launch launch = known.launch();
        jdbc.update("""
                insert into release_launch (workspace_id, release_id, tier, goes_at, published_at, planned, since)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, release_id) do update
                set tier = excluded.tier, goes_at = excluded.goes_at, published_at = excluded.published_at,
                    planned = excluded.planned, since = excluded.since
                """, workspace.value(), release.value(), known.tier(), utcOrNull(launch.goesAt()),
                utcOrNull(launch.publishedAt()), launch.planned(), utc(launch.since()));
    }

    private static LaunchTask map(ResultSet row, int n) throws SQLException {
        String state = row.getString("state");
        String by = row.getString("by_user_id");
        return new LaunchTask(new TaskId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new ReleaseId(row.getObject("release_id", UUID.class)), row.getInt("position"),
                row.getString("title"), Assignee.of(row.getString("assignee")), new UserId(row.getString("owner")),
                new Offset(row.getInt("days")), row.getBoolean("by_hand"), row.getBoolean("touched"),
                state.equals(OPEN)
                        ? null
                        : new Ended(How.valueOf(state), by == null ? null : new UserId(by),
                                instant(row, "at"), row.getString("reason")),
                instant(row, "asked_at"), instantOrNull(row, "due_at"),
                row.getInt("taken"));
    }
}
