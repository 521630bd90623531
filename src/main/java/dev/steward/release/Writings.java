package dev.steward.release;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.release.UnfinishedAnswer.CopyAsShown;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Working copies: what members are writing, saved as they type, until it is submitted. Nobody sees another's. */
@Repository
class Writings {
    private static final Duration EMPTY_KEPT = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(180);
    private static final TypeReference<Map<String, List<String>>> FIELDS = new TypeReference<>() {
    };
    private static final String SELECT = """
            select id, workspace_id, user_id, release_id, version, base, written, contested, turn, saved_at
            from release_writing
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    Writings(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A working copy.
     *
     * @param release   null while what is written is a new one
     * @param version   the release's, when this began from it
     * @param base      what the release said then
     * @param contested what both changed, see {@link MergeWritten}; {@code base} has what the others made of it
     */
    record Writing(UUID id, WorkspaceId workspace, UserId member, @Nullable ReleaseId release, long version,
            Written base, Written written, List<String> contested, int turn, Instant savedAt) {
        /** Whether somebody would miss it. */
        boolean worthKeeping() {
            return release == null ? !written.blank() : !written.equals(base);
        }

        FormState state() {
            return new FormState(id, turn, release);
        }
    }

    /** A new release's. */
    @Transactional
    Writing begin(WorkspaceId workspace, UserId member, Written begun) {
        forgetOld(workspace, member);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.update("""
                insert into release_writing (workspace_id, id, user_id, written, saved_at)
                values (?, ?, ?, ?::jsonb, ?)
                """, workspace.value(), id, member.value(), write(begun), now());
        return find(workspace, member, id).orElseThrow();
    }

    /** The member's own of this release, as they left it; a fresh one where they left nothing that differs. */
    @Transactional
    Writing begin(WorkspaceId workspace, UserId member, Release release) {
        forgetOld(workspace, member);
        ReleaseId id = release.facts().id();
        Optional<Writing> left = of(workspace, member, id);
        if (left.isPresent() && left.get().worthKeeping()) {
            return left.get();
        }
        String says = write(Written.of(release.content(), release.when()));
        jdbc.update("""
                insert into release_writing (workspace_id, id, user_id, release_id, version, base, written, saved_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
                on conflict (workspace_id, release_id, user_id) where release_id is not null
                do update set version = excluded.version, base = excluded.base, written = excluded.written,
                    contested = '{}', saved_at = excluded.saved_at,
                    turn = release_writing.turn + (release_writing.version <> excluded.version)::int
                """, workspace.value(), UuidCreator.getTimeOrderedEpoch(), member.value(), id.value(),
                release.version(), says, says, now());
        return of(workspace, member, id).orElseThrow();
    }

    /** The member's own of this release, holding this. */
    @Transactional
    Writing begin(WorkspaceId workspace, UserId member, Release release, Written written) {
        Writing begun = begin(workspace, member, release);
        turn(begun, release.version(), Written.of(release.content(), release.when()), written, List.of());
        return find(workspace, member, begun.id()).orElseThrow();
    }

    private Optional<Writing> of(WorkspaceId workspace, UserId member, ReleaseId release) {
        return jdbc.query(SELECT + "where workspace_id = ? and release_id = ? and user_id = ?", this::map,
                workspace.value(), release.value(), member.value()).stream().findFirst();
    }

    Optional<Writing> find(WorkspaceId workspace, UserId member, UUID id) {
        return jdbc
                .query(SELECT + "where workspace_id = ? and id = ? and user_id = ?", this::map, workspace.value(), id,
                        member.value())
                .stream().findFirst();
    }

    /** As {@link #find}; whatever else is saved or submitted of it waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Writing> lock(WorkspaceId workspace, UserId member, UUID id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ? and user_id = ? for update", this::map,
                workspace.value(), id, member.value()).stream().findFirst();
    }

    /** The member's that they would miss, the latest first. */
    List<Writing> mine(WorkspaceId workspace, UserId member, int most) {
        return jdbc.query(SELECT + "where workspace_id = ? and user_id = ? order by saved_at desc limit 200", this::map,
                workspace.value(), member.value()).stream().filter(Writing::worthKeeping).limit(most).toList();
    }

    /**
     * Keeps what the form shows, and leaves what it does not show. What Slack saw earlier than what is kept changes nothing, and neither
     * does a form that was filled anew since.
     *
     * @param usedAt when Slack saw it
     * @return false where it changed nothing
     */
    boolean save(WorkspaceId workspace, UserId member, FormState state, Map<String, List<String>> shown,
            Instant usedAt) {
        return jdbc.update("""
                update release_writing set written = written || ?::jsonb, used_at = ?, saved_at = ?
                where workspace_id = ? and id = ? and user_id = ? and turn = ? and used_at < ?
                """, json.writeValueAsString(shown), usedAt.atOffset(ZoneOffset.UTC), now(), workspace.value(),
                state.writing(), member.value(), state.turn(), usedAt.atOffset(ZoneOffset.UTC)) > 0;
    }

    /** The form is filled anew: from now on what is typed into the one before changes nothing. */
    void turn(Writing writing, long version, Written base, Written written, List<String> contested) {
        jdbc.update("""
                update release_writing set version = ?, base = ?::jsonb, written = ?::jsonb, contested = ?,
                    turn = turn + 1, saved_at = ?
                where workspace_id = ? and id = ?
                """, version, write(base), write(written), contested.toArray(String[]::new), now(),
                writing.workspace().value(), writing.id());
    }

    /** As below, unless it was saved since. Answers whether it is gone. */
    boolean forget(WorkspaceId workspace, UserId member, CopyAsShown shown) {
        return jdbc.update("""
                delete from release_writing where workspace_id = ? and id = ? and user_id = ? and saved_at = ?
                """, workspace.value(), shown.writing(), member.value(),
                Instant.EPOCH.plus(shown.savedAt(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)) > 0;
    }

    /** What is typed into its form from now on is kept nowhere. */
    void forget(WorkspaceId workspace, UserId member, UUID id) {
        jdbc.update("delete from release_writing where workspace_id = ? and id = ? and user_id = ?", workspace.value(),
                id, member.value());
    }

    private void forgetOld(WorkspaceId workspace, UserId member) {
        jdbc.update("""
                delete from release_writing where workspace_id = ? and user_id = ?
                    and (saved_at < ? or saved_at < ? and used_at = '-infinity')
                """, workspace.value(), member.value(), now().minus(KEPT), now().minus(EMPTY_KEPT));
    }

    private String write(Written written) {
        return json.writeValueAsString(written.fields());
    }

    private Written read(ResultSet row, String column) throws SQLException {
        return new Written(json.readValue(row.getString(column), FIELDS));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private Writing map(ResultSet row, int n) throws SQLException {
        UUID release = row.getObject("release_id", UUID.class);
        return new Writing(row.getObject("id", UUID.class), new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new UserId(row.getString("user_id")), release == null ? null : new ReleaseId(release),
                row.getLong("version"), read(row, "base"), read(row, "written"),
                Arrays.stream((String[]) row.getArray("contested").getArray()).toList(), row.getInt("turn"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }
}
