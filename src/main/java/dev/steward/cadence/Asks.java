package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who was asked what in writing, and what they answered. Whoever changes any has locked the cadence before. */
@Repository
class Asks implements WhoAnswered {
    private final JdbcTemplate jdbc;
    private final CadenceJson json;

    Asks(JdbcTemplate jdbc, CadenceJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Who answered, without what. */
    record Head(AskId id, UserId user, Instant answeredAt, @Nullable Instant changedAt, boolean late) {}

    /** Those who have one for the session already keep it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Collection<Ask> asks) {
        jdbc.batchUpdate("""
                insert into cadence_ask (workspace_id, id, session_id, cadence_id, user_id, asked_at, until, late, answers, version)
                values (?, ?, ?, ?, ?, ?, ?, false, ?, 0) on conflict do nothing
                """,
                asks.stream()
                        .map(ask -> new Object[]{ask.workspace().value(), ask.id().value(), ask.session().value(),
                                ask.cadence().value(), ask.user().value(), utc(ask.askedAt()), utcOrNull(ask.until()),
                                json.write(ask.answers())})
                        .toList());
    }

    /** What was written, and beside it every version. */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Ask ask) {
        String answers = json.write(ask.answers());
        jdbc.update("""
                update cadence_ask set answered_at = ?, changed_at = ?, late = ?, answers = ?, version = ?
                where workspace_id = ? and id = ?
                """, utcOrNull(ask.answeredAt()), utcOrNull(ask.changedAt()), ask.late(), answers, ask.version(),
                ask.workspace().value(), ask.id().value());
        Instant at = ask.changedAt() == null ? Objects.requireNonNull(ask.answeredAt()) : ask.changedAt();
        jdbc.update("""
                insert into cadence_ask_version (workspace_id, ask_id, version, at, answers) values (?, ?, ?, ?, ?)
                """, ask.workspace().value(), ask.id().value(), ask.version(), utc(at), answers);
    }

    Optional<Ask> find(WorkspaceId workspace, AskId id) {
        return jdbc.query("select * from cadence_ask where workspace_id = ? and id = ?", this::map, workspace.value(),
                id.value()).stream().findFirst();
    }

    Optional<Ask> find(WorkspaceId workspace, SessionId session, UserId user) {
        return jdbc.query("select * from cadence_ask where workspace_id = ? and session_id = ? and user_id = ?",
                this::map, workspace.value(), session.value(), user.value()).stream().findFirst();
    }

    /** What somebody had written at that version; empty for none. */
    List<String> written(Ask ask, int version) {
        return version == ask.version()
                ? texts(ask.answers())
                : jdbc.query("""
                        select answers from cadence_ask_version where workspace_id = ? and ask_id = ? and version = ?
                        """, (row, n) -> texts(json.readAnswers(row.getString(1))), ask.workspace().value(),
                        ask.id().value(), version).stream().findFirst().orElse(List.of());
    }

    /** By person; those who have none are left out. */
    Map<UserId, AskId> ids(WorkspaceId workspace, SessionId session, Collection<UserId> people) {
        return jdbc.query("""
                select user_id, id from cadence_ask where workspace_id = ? and session_id = ? and user_id = any (?)
                """, (row, n) -> Map.entry(new UserId(row.getString(1)), new AskId(row.getObject(2, UUID.class))),
                workspace.value(), session.value(), people.stream().map(UserId::value).toArray(String[]::new)).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<UUID> ids(WorkspaceId workspace, SessionId session) {
        return jdbc.queryForList("select id from cadence_ask where workspace_id = ? and session_id = ?", UUID.class,
                workspace.value(), session.value());
    }

    /** First come, first. */
    List<Head> heads(WorkspaceId workspace, SessionId session) {
        return jdbc.query("""
                select id, user_id, answered_at, changed_at, late from cadence_ask
                where workspace_id = ? and session_id = ? and answered_at is not null order by answered_at, id
                """, (row, n) -> new Head(new AskId(row.getObject(1, UUID.class)), new UserId(row.getString(2)),
                instant(row, 3), instantOrNull(row, 4), row.getBoolean(5)), workspace.value(), session.value());
    }

    /** Those that are answered, first come, first. */
    List<Ask> answered(WorkspaceId workspace, SessionId session, int most) {
        return jdbc.query("""
                select * from cadence_ask where workspace_id = ? and session_id = ? and answered_at is not null
                order by answered_at, id limit ?
                """, this::map, workspace.value(), session.value(), most);
    }

    @Override
    public Set<UserId> of(WorkspaceId workspace, SessionId session) {
        return new LinkedHashSet<>(jdbc.query("""
                select user_id from cadence_ask where workspace_id = ? and session_id = ? and answered_at is not null
                order by answered_at, id
                """, (row, n) -> new UserId(row.getString(1)), workspace.value(), session.value()));
    }

    private static List<String> texts(List<Ask.Answer> answers) {
        return answers.stream().map(Ask.Answer::text).toList();
    }

    private Ask map(ResultSet row, int n) throws SQLException {
        return new Ask(new AskId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                new CadenceId(row.getObject("cadence_id", UUID.class)), new UserId(row.getString("user_id")),
                instant(row, "asked_at"), instantOrNull(row, "until"), instantOrNull(row, "answered_at"),
                instantOrNull(row, "changed_at"), row.getBoolean("late"), json.readAnswers(row.getString("answers")),
                row.getInt("version"));
    }
}
