package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.Action.Changed;
import dev.steward.cadence.Action.Ended;
import dev.steward.cadence.Action.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Actions, and what happened to them. */
@Repository
class Actions {
    private static final String SELECT = "select * from cadence_action ";
    private static final String OPEN = "OPEN";

    private final JdbcTemplate jdbc;

    Actions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the same doing noted one before */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Action action, String key) {
        Facts facts = action.facts();
        jdbc.update("""
                insert into cadence_action (workspace_id, id, cadence_id, session_id, item_id, action_key, what, owner,
                    due_on, due_at, noted_by, noted_at, state, taken, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, facts.workspace().value(), facts.id().value(), facts.cadence().value(), facts.session().value(),
                facts.item(), key, facts.what(), action.owner().value(), action.due().on(), utc(action.due().at()),
                facts.notedBy().value(), utc(facts.notedAt()), OPEN, action.taken());
        happened(action, 1);
    }

    /**
     * Its version counts what people did to it, and not how far its chase has come.
     *
     * @throws OptimisticLockingFailureException when somebody else changed it since it was read
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Action action) {
        Facts facts = action.facts();
        Ended ended = action.ended();
        int changed = jdbc.update("""
                update cadence_action set owner = ?, due_on = ?, due_at = ?, state = ?, ended_by = ?, ended_at = ?, reason = ?,
                    taken = ?, version = version + ?
                where workspace_id = ? and id = ? and version = ?
                """, action.owner().value(), action.due().on(), utc(action.due().at()),
                ended == null ? OPEN : ended.how().name(), ended == null ? null : ended.by().value(),
                utcOrNull(ended == null ? null : ended.at()), ended == null ? null : ended.reason(), action.taken(),
                action.changed() == null ? 0 : 1,
                facts.workspace().value(), facts.id().value(), action.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Action " + facts.id() + " was changed by somebody else");
        }
        happened(action, action.version() + 1);
    }

    Optional<Action> find(WorkspaceId workspace, ActionId id) {
        return find(workspace, List.of(id.value())).stream().findFirst();
    }

    List<Action> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = any (?)", Actions::map, workspace.value(),
                ids.toArray(UUID[]::new));
    }

    /** As {@link #find}, and whoever else wants to change it waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Action> lock(WorkspaceId workspace, ActionId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ? for no key update", Actions::map,
                workspace.value(), id.value()).stream().findFirst();
    }

    /** What the same doing noted before. */
    Optional<Action> noted(WorkspaceId workspace, String key) {
        return jdbc.query(SELECT + "where workspace_id = ? and action_key = ?", Actions::map, workspace.value(), key)
                .stream().findFirst();
    }

    /** What is open of a cadence, what is due first before the rest. */
    List<Action> open(WorkspaceId workspace, CadenceId cadence, int most) {
        return jdbc.query(SELECT + """
                where workspace_id = ? and cadence_id = ? and state = 'OPEN' order by due_on, id limit ?
                """, Actions::map, workspace.value(), cadence.value(), most);
    }

    int countOpen(WorkspaceId workspace, CadenceId cadence) {
        return count("select count(*) from cadence_action where workspace_id = ? and cadence_id = ? and state = 'OPEN'",
                workspace.value(), cadence.value());
    }

    /** How many of a cadence's were done since then. */
    int countDone(WorkspaceId workspace, CadenceId cadence, Instant since) {
        return count("""
                select count(*) from cadence_action
                where workspace_id = ? and cadence_id = ? and state = 'DONE' and ended_at >= ?
                """, workspace.value(), cadence.value(), utc(since));
    }

    /** What somebody has open, what is due first before the rest. */
    List<Action> openOf(WorkspaceId workspace, UserId owner, int most) {
        return jdbc.query(SELECT + """
                where workspace_id = ? and owner = ? and state = 'OPEN' order by due_on, id limit ?
                """, Actions::map, workspace.value(), owner.value(), most);
    }

    int countOpenOf(WorkspaceId workspace, UserId owner) {
        return count("select count(*) from cadence_action where workspace_id = ? and owner = ? and state = 'OPEN'",
                workspace.value(), owner.value());
    }

    /** All that a session left, in the order they were noted, whatever became of them. */
    List<Action> of(WorkspaceId workspace, SessionId session) {
        return jdbc.query(SELECT + "where workspace_id = ? and session_id = ? order by noted_at, id", Actions::map,
                workspace.value(), session.value());
    }

    int countOf(WorkspaceId workspace, SessionId session) {
        return count("select count(*) from cadence_action where workspace_id = ? and session_id = ?",
                workspace.value(), session.value());
    }

    /** What happened to it, in order. */
    List<Changed> history(WorkspaceId workspace, ActionId id) {
        return jdbc.query("""
                select kind, by_user_id, at, words from cadence_action_happening
                where workspace_id = ? and action_id = ? order by version
                """, (row, n) -> new Changed(Action.Kind.valueOf(row.getString(1)), new UserId(row.getString(2)),
                instant(row, 3), row.getString(4)), workspace.value(), id.value());
    }

    /** All that are open, in every workspace; closed by whoever reads it. */
    Stream<Waiting> waiting() {
        return jdbc.queryForStream("select workspace_id, id, due_at from cadence_action where state = 'OPEN'",
                (row, n) -> new Waiting(new WorkspaceId(row.getObject(1, UUID.class)),
                        new ActionId(row.getObject(2, UUID.class)), instant(row, 3)));
    }

    record Waiting(WorkspaceId workspace, ActionId id, Instant due) {}

    private int count(String sql, Object... args) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Integer.class, args));
    }

    private void happened(Action action, long version) {
        Changed changed = action.changed();
        if (changed != null) {
            jdbc.update("""
                    insert into cadence_action_happening (workspace_id, action_id, version, kind, by_user_id, at, owner,
                        due_on, words)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, action.facts().workspace().value(), action.facts().id().value(), version,
                    changed.kind().name(), changed.by().value(), utc(changed.at()), action.owner().value(),
                    action.due().on(), changed.words());
        }
    }

    private static Action map(ResultSet row, int n) throws SQLException {
        return new Action(
                new Facts(new ActionId(row.getObject("id", UUID.class)),
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new CadenceId(row.getObject("cadence_id", UUID.class)),
                        new SessionId(row.getObject("session_id", UUID.class)), row.getObject("item_id", UUID.class),
                        row.getString("what"), new UserId(row.getString("noted_by")), instant(row, "noted_at")),
                row.getLong("version"), new UserId(row.getString("owner")),
                new Action.Due(row.getObject("due_on", LocalDate.class), instant(row, "due_at")), ended(row),
                row.getInt("taken"), null);
    }

    private static @Nullable Ended ended(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return state.equals(OPEN)
                ? null
                : new Ended(Action.How.valueOf(state), new UserId(row.getString("ended_by")), instant(row, "ended_at"),
                        row.getString("reason"));
    }
}
