package dev.steward.release;

import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.Shipped.Said;
import dev.steward.release.Shipped.Standing;
import dev.steward.workspace.WorkspaceId;

/** What is known of the things that shipped. */
@Repository
class Parts {
    private static final String SELECT = """
            select external_key, name, version, url, notes, standing, published_at, said_at, said_rank, release_id
            from release_part\s""";

    private final JdbcTemplate jdbc;

    Parts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By their keys. */
    Map<String, Part> find(Source source, Collection<String> keys) {
        Map<String, Part> found = new HashMap<>();
        jdbc.query(SELECT + "where source_id = ? and external_key = any (?)", Parts::map, source.id().value(),
                keys.toArray(String[]::new)).forEach(part -> found.put(part.is().key(), part));
        return found;
    }

    /** Those that a release tells of, in no order. */
    List<Part> of(WorkspaceId workspace, ReleaseId release) {
        return jdbc.query(SELECT + "where workspace_id = ? and release_id = ?", Parts::map, workspace.value(),
                release.value());
    }

    int count(WorkspaceId workspace, ReleaseId release) {
        Integer count = jdbc.queryForObject(
                "select count(*) from release_part where workspace_id = ? and release_id = ?", Integer.class,
                workspace.value(), release.value());
        return count == null ? 0 : count;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void save(Source source, Collection<Part> parts) {
        jdbc.batchUpdate("""
                insert into release_part (id, workspace_id, source_id, external_key, name, version, url, notes, standing,
                    published_at, said_at, said_rank, release_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (source_id, external_key) do update
                set name = excluded.name, version = excluded.version, url = excluded.url, notes = excluded.notes,
                    standing = excluded.standing, published_at = excluded.published_at, said_at = excluded.said_at,
                    said_rank = excluded.said_rank, release_id = excluded.release_id
                """, parts.stream().map(part -> row(source, part)).toList());
    }

    private static Object[] row(Source source, Part part) {
        Shipped is = part.is();
        return new Object[]{UuidCreator.getTimeOrderedEpoch(), source.workspace().value(), source.id().value(),
                is.key(), is.name(), is.version(), is.url(), is.notes(), is.standing().name(),
                utcOrNull(is.publishedAt()),
                utcOrNull(is.said().at()), is.said().rank(), part.release() == null ? null : part.release().value()};
    }

    private static Part map(ResultSet row, int n) throws SQLException {
        UUID release = row.getObject("release_id", UUID.class);
        return new Part(new Shipped(row.getString("external_key"), row.getString("name"), row.getString("version"),
                row.getString("url"), row.getString("notes"), Standing.valueOf(row.getString("standing")),
                instantOrNull(row, "published_at"), new Said(instantOrNull(row, "said_at"), row.getInt("said_rank"))),
                release == null ? null : new ReleaseId(release));
    }
}
