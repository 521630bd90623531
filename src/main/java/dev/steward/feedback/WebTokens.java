package dev.steward.feedback;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.BearerToken;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What support tools show at the web endpoint. The secret is seen once, by the admin who makes it; kept is its hash. */
@Repository
class WebTokens {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    WebTokens(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A support tool, as its admin named it. */
    record Tool(WorkspaceId workspace, String name) {}

    record Listed(String name, UserId createdBy, Instant createdAt) {}

    /** Answers the token itself; it is never seen again. @throws org.springframework.dao.DuplicateKeyException */
    @Transactional
    String create(WorkspaceId workspace, String name, UserId by) {
        var token = BearerToken.create();
        jdbc.update("""
                insert into feedback_token (id, workspace_id, name, hash, created_by, created_at)
                values (?, ?, ?, ?, ?, ?)
                """, token.id(), workspace.value(), name, token.hash(), by.value(), now());
        return token.text();
    }

    /** A new token in place of the old one. Empty when there is none of that name. */
    @Transactional
    Optional<String> rotate(WorkspaceId workspace, String name, UserId by) {
        return revoke(workspace, name) ? Optional.of(create(workspace, name, by)) : Optional.empty();
    }

    /** False when there is none of that name. */
    boolean revoke(WorkspaceId workspace, String name) {
        return jdbc.update("""
                update feedback_token set revoked_at = ?
                where workspace_id = ? and lower(name) = lower(?) and revoked_at is null
                """, now(), workspace.value(), name) > 0;
    }

    List<Listed> all(WorkspaceId workspace) {
        return jdbc.query("""
                select name, created_by, created_at from feedback_token
                where workspace_id = ? and revoked_at is null order by created_at
                """, (row, n) -> new Listed(row.getString(1), new UserId(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant()), workspace.value());
    }

    /** Whose token it is; empty for one that is unknown, altered or revoked. */
    Optional<Tool> holder(String token) {
        return BearerToken.read(token).flatMap(this::holder);
    }

    private Optional<Tool> holder(BearerToken token) {
        return jdbc.query("""
                select t.workspace_id, t.name, t.hash from feedback_token t join workspace w on w.id = t.workspace_id
                where t.id = ? and t.revoked_at is null and w.left_at is null
                """,
                (row, n) -> token.matches(row.getBytes(3))
                        ? Optional.of(new Tool(new WorkspaceId(row.getObject(1, UUID.class)), row.getString(2)))
                        : Optional.<Tool>empty(),
                token.id()).stream().flatMap(Optional::stream).findFirst();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
