package dev.steward.release;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.release.AudienceForm.Editing;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** The audiences of each workspace. */
@Repository
class Audiences {
    private static final String COLUMNS = "select workspace_id, id, name, channels, version from release_audience ";

    private final JdbcTemplate jdbc;

    Audiences(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, by name. */
    List<Audience> all(WorkspaceId workspace) {
        return jdbc.query(COLUMNS + "where workspace_id = ? order by lower(name)", Audiences::map, workspace.value());
    }

    /** Those of them that are there. */
    Map<AudienceId, Audience> find(WorkspaceId workspace, Collection<AudienceId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc.query(COLUMNS + "where workspace_id = ? and id = any (?)", Audiences::map, workspace.value(),
                ids.stream().map(AudienceId::value).toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Audience::id, audience -> audience));
    }

    Optional<Audience> find(WorkspaceId workspace, AudienceId id) {
        return Optional.ofNullable(find(workspace, List.of(id)).get(id));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the workspace has one of that name */
    Audience create(WorkspaceId workspace, String name, List<ChannelId> channels) {
        var audience = new Audience(new AudienceId(UuidCreator.getTimeOrderedEpoch()), workspace, name.strip(),
                channels, 0);
        jdbc.update("insert into release_audience (id, workspace_id, name, channels, version) values (?, ?, ?, ?, 0)",
                audience.id().value(), workspace.value(), audience.name(), texts(channels));
        return audience;
    }

    /**
     * Keeps what was changed.
     *
     * @throws OptimisticLockingFailureException            when somebody else changed it since it was read
     * @throws org.springframework.dao.DuplicateKeyException when another one has that name
     */
    void change(Audience audience) {
        int changed = jdbc.update("""
                update release_audience set name = ?, channels = ?, version = version + 1
                where workspace_id = ? and id = ? and version = ?
                """, audience.name().strip(), texts(audience.channels()), audience.workspace().value(),
                audience.id().value(), audience.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Audience " + audience.id() + " was changed by somebody else");
        }
    }

    /** What was announced to it stays where it is. */
    Removal remove(WorkspaceId workspace, Editing shown) {
        int removed = jdbc.update("delete from release_audience where workspace_id = ? and id = ? and version = ?",
                workspace.value(), shown.id().value(), shown.version());
        return removed > 0
                ? Removal.REMOVED
                : find(workspace, shown.id()).isPresent() ? Removal.CHANGED : Removal.GONE;
    }

    private static Audience map(ResultSet row, int n) throws SQLException {
        return new Audience(new AudienceId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getString("name"),
                Arrays.stream((String[]) row.getArray("channels").getArray()).map(ChannelId::new).toList(),
                row.getLong("version"));
    }

    private static String[] texts(List<ChannelId> channels) {
        return channels.stream().map(ChannelId::value).distinct().toArray(String[]::new);
    }
}
