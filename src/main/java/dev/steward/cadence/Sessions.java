package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.Session.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Sessions, and what happened to them. Whoever changes one has locked its cadence before. */
@Repository
class Sessions {
    private static final String SELECT = """
            select workspace_id, id, cadence_id, planned, written, workings, version from cadence_session """ + " ";
    private static final String OPEN = "state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING') ";

    private final JdbcTemplate jdbc;
    private final CadenceJson json;

    Sessions(JdbcTemplate jdbc, CadenceJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the cadence has one that is planned for then */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Session session) {
        Facts facts = session.facts();
        jdbc.update("""
                insert into cadence_session (workspace_id, id, cadence_id, planned, starts_at, state, written, facilitator,
                    due, cause, asked, ended_at, workings, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, facts.workspace().value(), facts.id().value(), facts.cadence().value(), session.planned(),
                utc(session.startsAt()), session.state().name(), facts.written(), user(session.facilitator()),
                session.due(), session.cause() == null ? null : session.cause().name(), session.asked().size(),
                utcOrNull(session.endedAt()), json.write(session.workings()));
        around(session, 1);
    }

    /** @throws OptimisticLockingFailureException when somebody else changed it since it was read */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Session session) {
        Facts facts = session.facts();
        int changed = jdbc.update("""
                update cadence_session set planned = ?, starts_at = ?, state = ?, facilitator = ?, due = ?, cause = ?, asked = ?,
                    ended_at = ?, workings = ?, version = version + 1
                where workspace_id = ? and id = ? and version = ?
                """, session.planned(), utc(session.startsAt()), session.state().name(), user(session.facilitator()),
                session.due(), session.cause() == null ? null : session.cause().name(), session.asked().size(),
                utcOrNull(session.endedAt()), json.write(session.workings()), facts.workspace().value(),
                facts.id().value(),
                session.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Session " + facts.id() + " was changed by somebody else");
        }
        around(session, session.version() + 1);
    }

    Optional<Session> find(WorkspaceId workspace, SessionId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ?", this::map, workspace.value(), id.value())
                .stream().findFirst();
    }

    List<Session> find(WorkspaceId workspace, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.query(SELECT + "where workspace_id = ? and id = any (?)", this::map, workspace.value(),
                        ids.toArray(UUID[]::new));
    }

    Optional<Session> find(WorkspaceId workspace, CadenceId cadence, LocalDateTime planned) {
        return jdbc.query(SELECT + "where workspace_id = ? and cadence_id = ? and planned = ?", this::map,
                workspace.value(), cadence.value(), planned).stream().findFirst();
    }

    /** Those that something can still become of, earliest first. */
    List<Session> open(WorkspaceId workspace, CadenceId cadence) {
        return jdbc.query(SELECT + "where workspace_id = ? and cadence_id = ? and " + OPEN + "order by starts_at, id",
                this::map, workspace.value(), cadence.value());
    }

    /** The open ones of these, earliest first. */
    List<Session> open(WorkspaceId workspace, Collection<CadenceId> cadences) {
        return cadences.isEmpty()
                ? List.of()
                : jdbc.query(
                        SELECT + "where workspace_id = ? and cadence_id = any (?) and " + OPEN
                                + "order by starts_at, id",
                        this::map, workspace.value(),
                        cadences.stream().map(CadenceId::value).toArray(UUID[]::new));
    }

    /** The workspace's that are to begin soonest, or run. */
    List<Session> open(WorkspaceId workspace, int most) {
        return jdbc.query(SELECT + "where workspace_id = ? and " + OPEN + "order by starts_at, id limit ?", this::map,
                workspace.value(), most);
    }

    /** Newest first, whatever became of them. */
    List<Session> of(WorkspaceId workspace, CadenceId cadence, Instant before, int most) {
        return jdbc.query(
                SELECT + "where workspace_id = ? and cadence_id = ? and starts_at < ? order by starts_at desc limit ?",
                this::map, workspace.value(), cadence.value(), utc(before), most);
    }

    /** When the last one took place that began before then. */
    Optional<Instant> lastHeld(WorkspaceId workspace, CadenceId cadence, Instant before) {
        return jdbc.query("""
                select starts_at from cadence_session
                where workspace_id = ? and cadence_id = ? and starts_at < ? and state = 'CLOSED'
                order by starts_at desc limit 1
                """, (row, n) -> instant(row, 1), workspace.value(),
                cadence.value(), utc(before)).stream().findFirst();
    }

    /** Those that start then or later, whatever became of them. */
    List<Session> from(WorkspaceId workspace, CadenceId cadence, Instant from) {
        return jdbc.query(SELECT + "where workspace_id = ? and cadence_id = ? and starts_at >= ? order by starts_at",
                this::map, workspace.value(), cadence.value(), utc(from));
    }

    /** All that need a timer, in every workspace; closed by whoever reads it. */
    Stream<Waiting> waiting() {
        return jdbc.queryForStream("select workspace_id, id from cadence_session where " + OPEN,
                (row, n) -> new Waiting(new WorkspaceId(row.getObject(1, UUID.class)),
                        new SessionId(row.getObject(2, UUID.class))));
    }

    record Waiting(WorkspaceId workspace, SessionId id) {}

    /** The open ones in which a member takes part, by name or through one of these groups, or which they facilitate. */
    List<SessionId> waitingFor(WorkspaceId workspace, UserId member, Collection<String> groups) {
        return jdbc.query("""
                select s.id from cadence c join cadence_session s on s.workspace_id = c.workspace_id and s.cadence_id = c.id
                where c.workspace_id = ?
                  and (c.participants @> array[cast(? as text)] or c.participant_groups && cast(? as text[]))
                  and s.state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING')
                union
                select id from cadence_session where workspace_id = ? and facilitator = ? and\s""" + OPEN, Sessions::id,
                workspace.value(), member.value(), groups.toArray(String[]::new), workspace.value(), member.value());
    }

    /** The open ones in which a user group takes part. */
    List<SessionId> waitingForGroup(WorkspaceId workspace, String group) {
        return jdbc.query("""
                select s.id from cadence c join cadence_session s on s.workspace_id = c.workspace_id and s.cadence_id = c.id
                where c.workspace_id = ? and c.participant_groups @> array[cast(? as text)]
                  and s.state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING')
                """, Sessions::id, workspace.value(), group);
    }

    /** Those that are open in a workspace, by id, behind this one. */
    List<SessionId> waiting(WorkspaceId workspace, UUID after, int most) {
        return jdbc.query("select id from cadence_session where workspace_id = ? and id > ? and " + OPEN
                + "order by id limit ?", Sessions::id, workspace.value(), after, most);
    }

    private static SessionId id(ResultSet row, int n) throws SQLException {
        return new SessionId(row.getObject(1, UUID.class));
    }

    /** What happened to it, in order. */
    List<SessionHappening> history(WorkspaceId workspace, SessionId id) {
        return jdbc.query("""
                select kind, by_user_id, at, to_users, words from cadence_session_happening
                where workspace_id = ? and session_id = ? order by version, position
                """, (row, n) -> new SessionHappening(SessionHappening.Kind.valueOf(row.getString(1)),
                row.getString(2) == null ? null : new UserId(row.getString(2)),
                instant(row, 3),
                Arrays.stream((String[]) row.getArray(4).getArray()).map(UserId::new).toList(), row.getString(5)),
                workspace.value(), id.value());
    }

    private void around(Session session, long version) {
        List<Object[]> happened = new ArrayList<>();
        for (SessionHappening each : session.happenings()) {
            happened.add(new Object[]{session.facts().workspace().value(), session.facts().id().value(), version,
                    happened.size(), each.kind().name(), user(each.by()), utc(each.at()),
                    each.to().stream().map(UserId::value).toArray(String[]::new), each.words()});
        }
        jdbc.batchUpdate("""
                insert into cadence_session_happening (workspace_id, session_id, version, position, kind, by_user_id, at,
                    to_users, words) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, happened);
    }

    private Session map(ResultSet row, int n) throws SQLException {
        return new Session(
                new Facts(new SessionId(row.getObject("id", UUID.class)),
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new CadenceId(row.getObject("cadence_id", UUID.class)), row.getBoolean("written")),
                row.getLong("version"), row.getObject("planned", LocalDateTime.class),
                json.readSession(row.getString("workings")));
    }

    private static @Nullable String user(@Nullable UserId user) {
        return user == null ? null : user.value();
    }
}
