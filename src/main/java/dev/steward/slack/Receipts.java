package dev.steward.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import com.slack.api.bolt.response.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.workspace.WorkspaceId;

/** The answers that stand, so that a delivery sent again, to any instance, gets the first one and has no second effect. */
class Receipts {
    /** Slack's last retry comes after some six minutes; a day also covers one that lay in a queue. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Receipts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param form names the form that was sent; null for what is none */
    Optional<Response> find(WorkspaceId workspace, String key, @Nullable String form) {
        return jdbc.sql("""
                select content_type, body from receipt where workspace_id = :workspace and key in (:key, :form) limit 1
                """).param("workspace", workspace.value()).param("key", key)
                .param("form", form == null ? key : form)
                .query((row, n) -> Response.builder().statusCode(200).contentType(row.getString("content_type"))
                        .body(row.getString("body")).build())
                .optional();
    }

    /**
     * Keeps an answer, in the transaction of what it answers for. A workspace that has just gone needs none.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the same delivery was answered meanwhile: nothing of this
     *         one may stay
     */
    void keep(WorkspaceId workspace, String key, Response answer) {
        jdbc.sql("""
                insert into receipt (workspace_id, key, content_type, body, answered_at)
                select id, :key, :type, :body, :now from workspace where id = :workspace and left_at is null
                """).param("workspace", workspace.value()).param("key", key).param("type", answer.getContentType())
                .param("body", answer.getBody() == null ? "" : answer.getBody())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Forgets one: what it answered for can be done anew. */
    void forget(WorkspaceId workspace, String key) {
        jdbc.sql("delete from receipt where workspace_id = :workspace and key = :key")
                .param("workspace", workspace.value()).param("key", key).update();
    }

    /** Forgets the receipts older than a day; says how many. */
    int prune() {
        Instant before = clock.instant().minus(KEPT);
        return jdbc.sql("delete from receipt where answered_at < :before")
                .param("before", before.atOffset(ZoneOffset.UTC)).update();
    }
}
