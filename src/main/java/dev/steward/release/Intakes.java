package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.ComposeDraft.Composed;
import dev.steward.workspace.WorkspaceId;

/** Drafts that arrived from outside. */
@Repository
class Intakes {
    private final JdbcTemplate jdbc;

    Intakes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(Intake intake) {
        jdbc.update("""
                insert into release_intake (id, workspace_id, source_id, release_id, opened_at, closes_at, title, version_text,
                    changed, nudges, waiting)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, intake.id(), intake.workspace().value(), intake.source().value(), intake.release().value(),
                utc(intake.openedAt()), utc(intake.closesAt()), intake.composed().title(), intake.composed().version(),
                intake.composed().changed(), intake.nudges(), intake.waiting());
    }

    /** Keeps what was composed. */
    @Transactional(propagation = Propagation.MANDATORY)
    void composed(Intake intake) {
        jdbc.update("""
                update release_intake set title = ?, version_text = ?, changed = ? where workspace_id = ? and id = ?
                """, intake.composed().title(), intake.composed().version(), intake.composed().changed(),
                intake.workspace().value(), intake.id());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void nudged(Intake intake) {
        jdbc.update("update release_intake set nudges = nudges + 1 where workspace_id = ? and id = ?",
                intake.workspace().value(), intake.id());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void waits(Intake intake, boolean waiting) {
        jdbc.update("update release_intake set waiting = ? where workspace_id = ? and id = ?", waiting,
                intake.workspace().value(), intake.id());
    }

    Optional<Intake> find(WorkspaceId workspace, UUID id) {
        return jdbc.query("select * from release_intake where workspace_id = ? and id = ?", Intakes::map,
                workspace.value(), id).stream().findFirst();
    }

    List<Intake> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.query("select * from release_intake where workspace_id = ? and id = any (?)", Intakes::map,
                workspace.value(), ids.toArray(UUID[]::new));
    }

    /** The one that became this release; empty for a release that a person drafted. */
    Optional<Intake> of(WorkspaceId workspace, ReleaseId release) {
        return jdbc.query("select * from release_intake where workspace_id = ? and release_id = ?", Intakes::map,
                workspace.value(), release.value()).stream().findFirst();
    }

    /** The newest of a source whose window is open then. */
    Optional<Intake> open(Source source, Instant then) {
        return jdbc.query("""
                select * from release_intake where source_id = ? and closes_at > ? order by id desc limit 1
                """, Intakes::map, source.id().value(), utc(then)).stream().findFirst();
    }

    /** All that wait, in every workspace; closed by whoever reads it. */
    Stream<Intake> waiting() {
        return jdbc.queryForStream("select * from release_intake where waiting", Intakes::map);
    }

    private static Intake map(ResultSet row, int n) throws SQLException {
        return new Intake(row.getObject("id", UUID.class), new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new SourceId(row.getObject("source_id", UUID.class)),
                new ReleaseId(row.getObject("release_id", UUID.class)), instant(row, "opened_at"),
                instant(row, "closes_at"),
                new Composed(row.getString("title"), row.getString("version_text"), row.getString("changed")),
                row.getInt("nudges"), row.getBoolean("waiting"));
    }
}
