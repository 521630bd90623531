package dev.steward.feedback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What support tools show at the web endpoint. The secret is seen once, by the admin who makes it; kept is its hash. */
@Repository
class WebTokens {
    private static final String PREFIX = "stw_";
    private static final int ID = 16;
    private static final int SECRET = 32;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

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
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        jdbc.update("""
                insert into feedback_token (id, workspace_id, name, hash, created_by, created_at)
                values (?, ?, ?, ?, ?, ?)
                """, id, workspace.value(), name, hash(secret), by.value(), now());
        var all = ByteBuffer.allocate(ID + SECRET).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).put(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
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
        byte[] all;
        try {
            all = token.startsWith(PREFIX)
                    ? Base64.getUrlDecoder().decode(token.substring(PREFIX.length()))
                    : new byte[0];
        } catch (IllegalArgumentException garbled) {
            return Optional.empty();
        }
        if (all.length != ID + SECRET) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(all);
        var id = new UUID(buffer.getLong(), buffer.getLong());
        byte[] secret = new byte[SECRET];
        buffer.get(secret);
        byte[] hash = hash(secret);
        return jdbc.query("select workspace_id, name, hash from feedback_token where id = ? and revoked_at is null",
                (row, n) -> MessageDigest.isEqual(row.getBytes(3), hash)
                        ? Optional.of(new Tool(new WorkspaceId(row.getObject(1, UUID.class)), row.getString(2)))
                        : Optional.<Tool>empty(),
                id).stream().flatMap(Optional::stream).findFirst();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static byte[] hash(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
