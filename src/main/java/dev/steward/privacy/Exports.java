package dev.steward.privacy;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.Export.Made;
import dev.steward.privacy.Export.State;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The exports of each workspace. Whoever makes one holds a claim, and says every few seconds that they still do. */
@Repository
class Exports {
    /** Whoever has said nothing for so long has died. */
    private static final Duration DEAD = Duration.ofMinutes(2);

    private final JdbcClient jdbc;

    Exports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the last one; 0: there is none. */
    long last(WorkspaceId workspace) {
        return jdbc.sql("select exports from privacy_counter where workspace_id = :workspace")
                .param("workspace", workspace.value()).query(Long.class).optional().orElse(0L);
    }

    /** As {@link #last}; nobody else in the workspace adds one until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long lockLast(WorkspaceId workspace) {
        return jdbc.sql("""
                insert into privacy_counter (workspace_id) values (:workspace)
                on conflict (workspace_id) do update set exports = privacy_counter.exports returning exports
                """).param("workspace", workspace.value()).query(Long.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Export export) {
        jdbc.sql("update privacy_counter set exports = :number where workspace_id = :workspace")
                .param("number", export.number()).param("workspace", export.workspace().value()).update();
        jdbc.sql("""
                insert into privacy_export (id, workspace_id, number, state, asked_by, asked_at)
                values (:id, :workspace, :number, :state, :by, :at)
                """).param("id", export.id()).param("workspace", export.workspace().value())
                .param("number", export.number()).param("state", export.state().name())
                .param("by", export.askedBy().value()).param("at", utc(export.askedAt())).update();
    }

    Optional<Export> find(WorkspaceId workspace, UUID id) {
        return jdbc.sql("select * from privacy_export where workspace_id = :workspace and id = :id")
                .param("workspace", workspace.value()).param("id", id).query(Exports::map).optional();
    }

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Export> lock(WorkspaceId workspace, UUID id) {
        return jdbc.sql("select * from privacy_export where workspace_id = :workspace and id = :id for no key update")
                .param("workspace", workspace.value()).param("id", id).query(Exports::map).optional();
    }

    /** The one that is being made. */
    Optional<Export> open(WorkspaceId workspace) {
        return jdbc.sql("select * from privacy_export where workspace_id = :workspace and ended_at is null")
                .param("workspace", workspace.value()).query(Exports::map).optional();
    }

    /** Those that are being made, in every workspace. */
    List<Export> open() {
        return jdbc.sql("select * from privacy_export where ended_at is null").query(Exports::map).list();
    }

    /** Those that were made for somebody. */
    List<UUID> sentTo(WorkspaceId workspace, UserId user) {
        return jdbc.sql("""
                select id from privacy_export
                where workspace_id = :workspace and asked_by = :user and state = 'SENT'
                """).param("workspace", workspace.value()).param("user", user.value()).query(UUID.class).list();
    }

    /** Whether somebody is at it. */
    boolean claimed(Export export) {
        return jdbc.sql("""
                select claim is not null and claimed_at > clock_timestamp() - :dead * interval '1 millisecond'
                from privacy_export where workspace_id = :workspace and id = :id
                """).param("dead", DEAD.toMillis()).param("workspace", export.workspace().value())
                .param("id", export.id()).query(Boolean.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void claim(Export export, UUID claim) {
        jdbc.sql("""
                update privacy_export set claim = :claim, claimed_at = clock_timestamp(), attempts = attempts + 1
                where workspace_id = :workspace and id = :id
                """).param("claim", claim).param("workspace", export.workspace().value()).param("id", export.id())
                .update();
    }

    /** Says that whoever has the claim is still at it; answers whether they have it. */
    boolean hold(Export export, UUID claim) {
        return jdbc.sql("""
                update privacy_export set claimed_at = clock_timestamp()
                where workspace_id = :workspace and id = :id and claim = :claim and ended_at is null
                """).param("workspace", export.workspace().value()).param("id", export.id()).param("claim", claim)
                .update() == 1;
    }

    /**
     * Leaves it to others, where whoever does has the claim.
     *
     * @param counts whether it was an attempt
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Export export, UUID claim, boolean counts) {
        jdbc.sql("""
                update privacy_export set claim = null, claimed_at = null, attempts = attempts - :uncounted
                where workspace_id = :workspace and id = :id and claim = :claim and ended_at is null
                """).param("uncounted", counts ? 0 : 1).param("workspace", export.workspace().value())
                .param("id", export.id()).param("claim", claim).update();
    }

    /**
     * It is over; answers whether it was not before, and whoever ends it had the claim.
     *
     * @param claim null where nobody has it
     * @param made  null where nothing was
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(Export export, @Nullable UUID claim, Instant at, @Nullable Made made) {
        return jdbc.sql("""
                update privacy_export
                set state = :state, ended_at = :at, row_count = :rows, size = :size, sha256 = :sha, claim = null,
                    claimed_at = null
                where workspace_id = :workspace and id = :id and ended_at is null
                  and (cast(:claim as uuid) is null or claim = :claim)
                """).param("state", (made == null ? State.FAILED : State.SENT).name()).param("at", utc(at))
                .param("rows", made == null ? null : made.rows()).param("size", made == null ? null : made.size())
                .param("sha", made == null ? null : made.sha256()).param("workspace", export.workspace().value())
                .param("id", export.id()).param("claim", claim).update() == 1;
    }

    private static Export map(ResultSet row, int n) throws SQLException {
        return new Export(row.getObject("id", UUID.class), new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                row.getLong("number"), State.valueOf(row.getString("state")), new UserId(row.getString("asked_by")),
                instant(row, "asked_at"), row.getInt("attempts"));
    }
}
