package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who was asked to facilitate a session instead of another. Whoever changes one has locked its session's cadence before. */
@Repository
class Swaps {
    private final JdbcClient jdbc;

    Swaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(Swap swap) {
        jdbc.sql("""
                insert into cadence_swap (workspace_id, id, session_id, from_user_id, to_user_id, asked_at, starts_at, state)
                values (:workspace, :id, :session, :from, :to, :asked, :starts, :state)
                """).param("workspace", swap.workspace().value()).param("id", swap.id().value())
                .param("session", swap.session().value()).param("from", swap.from().value())
                .param("to", swap.to().value()).param("asked", utc(swap.askedAt()))
                .param("starts", utc(swap.startsAt())).param("state", swap.state().name()).update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void save(Swap swap) {
        jdbc.sql("update cadence_swap set state = :state where workspace_id = :workspace and id = :id")
                .param("state", swap.state().name()).param("workspace", swap.workspace().value())
                .param("id", swap.id().value()).update();
    }

    Optional<Swap> find(WorkspaceId workspace, SwapId id) {
        return find(workspace, List.of(id.value())).stream().findFirst();
    }

    List<Swap> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.sql("select * from cadence_swap where workspace_id = :workspace and id = any(:ids)")
                .param("workspace", workspace.value()).param("ids", ids.toArray(UUID[]::new)).query(Swaps::map).list();
    }

    /** The one that waits for an answer. */
    Optional<Swap> asked(WorkspaceId workspace, SessionId session) {
        return jdbc.sql("""
                select * from cadence_swap
                where workspace_id = :workspace and session_id = :session and state = 'ASKED'
                """).param("workspace", workspace.value()).param("session", session.value()).query(Swaps::map)
                .optional();
    }

    private static Swap map(ResultSet row, int n) throws SQLException {
        return new Swap(new SwapId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)), new UserId(row.getString("from_user_id")),
                new UserId(row.getString("to_user_id")), instant(row, "asked_at"), instant(row, "starts_at"),
                Swap.State.valueOf(row.getString("state")));
    }
}
