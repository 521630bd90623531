package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.release.Hook.Came;
import dev.steward.release.Hook.Outcome;
import dev.steward.workspace.Sha256;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What was sent, as it was sent, and what came of it. */
@Repository
class Hooks {
    private static final String SELECT = """
            select id, workspace_id, source_id, hook_key, received_at, headers, outcome, reason, status, mistakes, release_id,
                replayed_at, replayed_by
            from release_hook\s""";
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
    };

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();

    Hooks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(Hook hook, byte[] body) {
        Came came = hook.came();
        jdbc.update("""
                insert into release_hook (id, workspace_id, source_id, hook_key, received_at, headers, body, body_hash, outcome,
                    reason, status, mistakes, release_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, hook.id(), hook.workspace().value(), hook.source().value(), hook.key(), utc(hook.receivedAt()),
                json.writeValueAsString(hook.headers()), body, Sha256.of(body), came.outcome().name(), came.reason(),
                came.status(), mistakes(came), release(came));
    }

    /** It was looked at again. @param by null: because it was sent again */
    @Transactional(propagation = Propagation.MANDATORY)
    void came(WorkspaceId workspace, UUID id, Came came, @Nullable UserId by, Instant at) {
        jdbc.update("""
                update release_hook
                set outcome = ?, reason = ?, status = ?, mistakes = ?, release_id = coalesce(?, release_id),
                    replayed_at = ?, replayed_by = ?
                where workspace_id = ? and id = ?
                """, came.outcome().name(), came.reason(), came.status(), mistakes(came), release(came),
                by == null ? null : utc(at), by == null ? null : by.value(), workspace.value(), id);
    }

    Optional<Hook> find(WorkspaceId workspace, UUID id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ?", this::map, workspace.value(), id).stream()
                .findFirst();
    }

    /** What the same sending brought before. */
    Optional<Hook> find(SourceId source, String key) {
        return jdbc.query(SELECT + "where source_id = ? and hook_key = ?", this::map, source.value(), key).stream()
                .findFirst();
    }

    byte[] body(WorkspaceId workspace, UUID id) {
        return jdbc.query("select body from release_hook where workspace_id = ? and id = ?",
                (row, n) -> row.getBytes(1), workspace.value(), id).getFirst();
    }

    boolean hasBody(WorkspaceId workspace, UUID id, byte[] body) {
        return jdbc.query("select body_hash from release_hook where workspace_id = ? and id = ?",
                (row, n) -> MessageDigest.isEqual(row.getBytes(1), Sha256.of(body)), workspace.value(), id).getFirst();
    }

    /** The newest first. @param before those older than this one; null: from the newest on */
    List<Hook> latest(WorkspaceId workspace, @Nullable UUID before, int most) {
        return before == null
                ? jdbc.query(SELECT + "where workspace_id = ? order by id desc limit ?", this::map, workspace.value(),
                        most)
                : jdbc.query(SELECT + "where workspace_id = ? and id < ? order by id desc limit ?", this::map,
                        workspace.value(), before, most);
    }

    /** Forgets what came before then, so many at most; answers how many. */
    int forget(Instant before, int most) {
        return jdbc.update("""
                delete from release_hook where (workspace_id, id) in
                    (select workspace_id, id from release_hook where received_at < ? order by received_at limit ?
                     for update skip locked)
                """, utc(before), most);
    }

    private Hook map(ResultSet row, int n) throws SQLException {
        UUID release = row.getObject("release_id", UUID.class);
        String mistakes = row.getString("mistakes");
        Instant replayed = instantOrNull(row, "replayed_at");
        return new Hook(row.getObject("id", UUID.class), new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new SourceId(row.getObject("source_id", UUID.class)), row.getString("hook_key"),
                instant(row, "received_at"),
                json.readValue(row.getString("headers"), TEXTS),
                new Came(Outcome.valueOf(row.getString("outcome")), row.getString("reason"), row.getInt("status"),
                        mistakes == null ? Map.of() : json.readValue(mistakes, TEXTS),
                        release == null ? null : new ReleaseId(release)),
                replayed == null
                        ? null
                        : new Hook.Replayed(new UserId(row.getString("replayed_by")), replayed));
    }

    private @Nullable String mistakes(Came came) {
        return came.mistakes().isEmpty() ? null : json.writeValueAsString(came.mistakes());
    }

    private static @Nullable UUID release(Came came) {
        return came.release() == null ? null : came.release().value();
    }
}
