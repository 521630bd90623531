package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What sessions decided. */
@Repository
class SessionDecisions {
    private final JdbcTemplate jdbc;

    SessionDecisions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Answers whether it was the first time. @param key names the doing that notes it, at most 200 characters */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean add(WorkspaceId workspace, String key, SessionDecision decision) {
        ItemId item = decision.item();
        return jdbc.update("""
                insert into cadence_decision (workspace_id, id, session_id, decision_key, item_id, words, noted_by, noted_at)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (workspace_id, decision_key) do nothing
                """, workspace.value(), decision.id(), decision.session().value(), key,
                item == null ? null : item.value(), decision.words(), decision.by().value(), utc(decision.at())) > 0;
    }

    /** In the order in which they were noted. */
    List<SessionDecision> of(WorkspaceId workspace, SessionId session) {
        return jdbc.query("""
                select id, session_id, item_id, words, noted_by, noted_at from cadence_decision
                where workspace_id = ? and session_id = ? order by noted_at, id
                """, SessionDecisions::map, workspace.value(), session.value());
    }

    private static SessionDecision map(ResultSet row, int n) throws SQLException {
        UUID item = row.getObject("item_id", UUID.class);
        return new SessionDecision(row.getObject("id", UUID.class),
                new SessionId(row.getObject("session_id", UUID.class)), item == null ? null : new ItemId(item),
                row.getString("words"), new UserId(row.getString("noted_by")), instant(row, "noted_at"));
    }
}
