package dev.steward.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/** What Slack's Retry-After asked for, kept for whoever sends for the workspace next. */
@Repository
class Pauses {
    private final JdbcClient jdbc;

    Pauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(WorkspaceId workspace, String method, Duration wait) {
        jdbc.sql("""
                insert into delivery_pause as pause (workspace_id, method, until)
                values (:workspace, :method, clock_timestamp() + :wait * interval '1 millisecond')
                on conflict (workspace_id, method) do update set until = greatest(pause.until, excluded.until)
                """).param("workspace", workspace.value()).param("method", method).param("wait", wait.toMillis())
                .update();
    }

    /** By method, how long it still rests. */
    Map<String, Duration> of(WorkspaceId workspace) {
        Map<String, Duration> waits = new HashMap<>();
        jdbc.sql("""
                select method, extract(epoch from until - clock_timestamp()) as wait from delivery_pause
                where workspace_id = :workspace and until > clock_timestamp()
                """).param("workspace", workspace.value())
                .query(row -> {
                    waits.put(row.getString("method"), Duration.ofNanos((long) (row.getDouble("wait") * 1e9)));
                });
        return waits;
    }
}
