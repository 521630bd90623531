package dev.steward.release;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.WorkspaceId;

/** What gates said about initiatives, as far as it was heard. */
@Repository
class Gates {
    private final JdbcTemplate jdbc;

    Gates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a gate last said. @param decision {@code DEC-3} */
    record Said(boolean approved, String decision, Instant at) {}

    void said(WorkspaceId workspace, InitiativeId initiative, String gate, Said said) {
        jdbc.update("""
                insert into release_gate (workspace_id, initiative_id, gate, approved, decision, at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, initiative_id, gate)
                do update set approved = excluded.approved, decision = excluded.decision, at = excluded.at
                where release_gate.at <= excluded.at
                """, workspace.value(), initiative.value(), gate, said.approved(), said.decision(),
                said.at().atOffset(ZoneOffset.UTC));
    }

    Optional<Said> find(WorkspaceId workspace, InitiativeId initiative, String gate) {
        return jdbc.query("""
                select approved, decision, at from release_gate
                where workspace_id = ? and initiative_id = ? and gate = ?
                """, (row, n) -> new Said(row.getBoolean(1), row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant()), workspace.value(), initiative.value(), gate)
                .stream().findFirst();
    }
}
