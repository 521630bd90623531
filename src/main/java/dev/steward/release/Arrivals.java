package dev.steward.release;

import java.time.Instant;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.WorkspaceId;

/** Which releases have been in all their channels. */
@Repository
class Arrivals {
    private final JdbcTemplate jdbc;

    Arrivals(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that it is, and answers whether that is so for the first time. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean first(WorkspaceId workspace, ReleaseId release, Instant at) {
        return jdbc.update("""
                insert into release_arrival (workspace_id, release_id, at) values (?, ?, ?) on conflict do nothing
                """, workspace.value(), release.value(), at.atOffset(ZoneOffset.UTC)) > 0;
    }
}
