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

/** Cadences whose owner left. */
@Repository
class Departures {
    private final JdbcClient jdbc;

    Departures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Answers whether it was not noticed before. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean add(Departure departure) {
        return jdbc.sql("""
                insert into cadence_departure (workspace_id, id, cadence_id, owner, noticed_at, over)
                values (:workspace, :id, :cadence, :owner, :noticed, :over)
                on conflict (workspace_id, cadence_id) where not over do nothing
                """).param("workspace", departure.workspace().value()).param("id", departure.id())
                .param("cadence", departure.cadence().value()).param("owner", departure.owner().value())
                .param("noticed", utc(departure.noticedAt())).param("over", departure.over()).update() == 1;
    }

    /** Answers which it was that is over now; empty when there was none. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<UUID> over(WorkspaceId workspace, CadenceId cadence) {
        return jdbc.sql("""
                update cadence_departure set over = true
                where workspace_id = :workspace and cadence_id = :cadence and not over returning id
                """).param("workspace", workspace.value()).param("cadence", cadence.value())
                .query((row, n) -> row.getObject(1, UUID.class)).optional();
    }

    List<Departure> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.sql("select * from cadence_departure where workspace_id = :workspace and id = any(:ids)")
                .param("workspace", workspace.value()).param("ids", ids.toArray(UUID[]::new)).query(Departures::map)
                .list();
    }

    private static Departure map(ResultSet row, int n) throws SQLException {
        return new Departure(row.getObject("id", UUID.class),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new CadenceId(row.getObject("cadence_id", UUID.class)), new UserId(row.getString("owner")),
                instant(row, "noticed_at"), row.getBoolean("over"));
    }
}
