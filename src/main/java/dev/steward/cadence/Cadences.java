package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.Cadence.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Cadences, and what happened to them. */
@Repository
class Cadences {
    private static final String SELECT = "select workspace_id, id, number, created_at, workings, version from cadence ";

    private final JdbcTemplate jdbc;
    private final CadenceJson json;

    Cadences(JdbcTemplate jdbc, CadenceJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The next cadence's number; whoever takes one keeps the workspace's others waiting until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Reference nextReference(WorkspaceId workspace) {
        return new Reference(Objects.requireNonNull(jdbc.queryForObject("""
                insert into cadence_counter (workspace_id, cadences) values (?, 1)
                on conflict (workspace_id) do update set cadences = cadence_counter.cadences + 1 returning cadences
                """, Long.class, workspace.value())));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the same doing created one before */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Cadence cadence, String key) {
        Facts facts = cadence.facts();
        Rules rules = cadence.rules();
        jdbc.update("""
                insert into cadence (workspace_id, id, number, cadence_key, owner, state, title, channel_id, written,
                    participants, participant_groups, created_at, changed_at, workings, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, facts.workspace().value(), facts.id().value(), facts.reference().number(), key,
                cadence.owner().value(), cadence.state().name(), rules.title(), rules.channel().value(),
                rules.written(), members(rules), groups(rules), utc(facts.createdAt()), utc(facts.createdAt()),
                json.write(cadence.workings()));
        around(cadence, 1);
    }

    /** @throws OptimisticLockingFailureException when somebody else changed it since it was read */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Cadence cadence, Instant at) {
        Facts facts = cadence.facts();
        Rules rules = cadence.rules();
        int changed = jdbc.update("""
                update cadence set owner = ?, state = ?, title = ?, channel_id = ?, participants = ?, participant_groups = ?,
                    changed_at = ?, workings = ?, version = version + 1
                where workspace_id = ? and id = ? and version = ?
                """, cadence.owner().value(), cadence.state().name(), rules.title(), rules.channel().value(),
                members(rules), groups(rules), utc(at), json.write(cadence.workings()), facts.workspace().value(),
                facts.id().value(), cadence.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException(facts.reference() + " was changed by somebody else");
        }
        around(cadence, cadence.version() + 1);
    }

    /** As {@link #find}, and whoever else wants to change it, or one of its sessions, waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Cadence> lock(WorkspaceId workspace, CadenceId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ? for no key update", this::map, workspace.value(),
                id.value()).stream().findFirst();
    }

    Optional<Cadence> find(WorkspaceId workspace, CadenceId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ?", this::map, workspace.value(), id.value())
                .stream().findFirst();
    }

    Optional<Cadence> find(WorkspaceId workspace, Reference reference) {
        return jdbc.query(SELECT + "where workspace_id = ? and number = ?", this::map, workspace.value(),
                reference.number()).stream().findFirst();
    }

    /** What the same doing created before. */
    Optional<Cadence> created(WorkspaceId workspace, String key) {
        return jdbc.query(SELECT + "where workspace_id = ? and cadence_key = ?", this::map, workspace.value(), key)
                .stream().findFirst();
    }

    List<Cadence> find(WorkspaceId workspace, Collection<CadenceId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.query(SELECT + "where workspace_id = ? and id = any (?)", this::map, workspace.value(),
                        ids.stream().map(CadenceId::value).toArray(UUID[]::new));
    }

    /** Those in that state, oldest first. */
    List<Cadence> in(WorkspaceId workspace, CadenceState state, int most) {
        return jdbc.query(SELECT + "where workspace_id = ? and state = ? order by id limit ?", this::map,
                workspace.value(), state.name(), most);
    }

    /** Those that a member owns, or takes part in by name or through one of these groups, and that have not ended. */
    List<CadenceId> concerning(WorkspaceId workspace, UserId member, Collection<String> groups) {
        return jdbc.query("""
                select id from cadence where workspace_id = ? and state <> 'ENDED'
                  and (owner = ? or participants @> array[cast(? as text)] or participant_groups && cast(? as text[]))
                order by id
                """, (row, n) -> new CadenceId(row.getObject(1, UUID.class)), workspace.value(), member.value(),
                member.value(), groups.toArray(String[]::new));
    }

    /** What people last changed of it since that version, apart from when single sessions take place; empty for nothing. */
    Optional<CadenceHappening> lastChange(WorkspaceId workspace, CadenceId id, long since) {
        return jdbc.query("""
                select kind, by_user_id, at, to_user_id from cadence_happening
                where workspace_id = ? and cadence_id = ? and version > ?
                  and kind in ('CHANGED', 'PAUSED', 'RESUMED', 'ENDED', 'HANDED_OVER')
                order by version desc, position desc limit 1
                """, (row, n) -> new CadenceHappening(CadenceHappening.Kind.valueOf(row.getString(1)),
                user(row.getString(2)), instant(row, 3), user(row.getString(4))), workspace.value(), id.value(),
                since).stream().findFirst();
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : new UserId(id);
    }

    private void around(Cadence cadence, long version) {
        List<Object[]> happened = new ArrayList<>();
        for (CadenceHappening each : cadence.happenings()) {
            happened.add(new Object[]{cadence.facts().workspace().value(), cadence.facts().id().value(), version,
                    happened.size(), each.kind().name(), each.by() == null ? null : each.by().value(), utc(each.at()),
                    each.to() == null ? null : each.to().value()});
        }
        jdbc.batchUpdate("""
                insert into cadence_happening (workspace_id, cadence_id, version, position, kind, by_user_id, at, to_user_id)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """, happened);
    }

    private Cadence map(ResultSet row, int n) throws SQLException {
        return new Cadence(
                new Facts(new CadenceId(row.getObject("id", UUID.class)),
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new Reference(row.getLong("number")),
                        instant(row, "created_at")),
                row.getLong("version"), json.readCadence(row.getString("workings")));
    }

    private static String[] members(Rules rules) {
        return rules.participants().members().stream().map(UserId::value).toArray(String[]::new);
    }

    private static String[] groups(Rules rules) {
        return rules.participants().groups().toArray(String[]::new);
    }
}
