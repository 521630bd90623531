package dev.steward.workspace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.broadcast.Remembered;
import dev.steward.workspace.Area.AreaId;

/** The product areas of each workspace, remembered like {@link Members}. */
@Repository
public class Areas {
    private final JdbcClient jdbc;
    private final Remembered<WorkspaceId, List<Area>> byWorkspace = new Remembered<>(10_000);

    Areas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, by name. */
    public List<Area> all(WorkspaceId workspace) {
        return byWorkspace.get(workspace, this::read);
    }

    public Optional<Area> find(WorkspaceId workspace, AreaId id) {
        return all(workspace).stream().filter(area -> area.id().equals(id)).findFirst();
    }

    /** The area of that name, whatever the case. */
    public Optional<Area> named(WorkspaceId workspace, String name) {
        return all(workspace).stream().filter(area -> area.name().equalsIgnoreCase(name.strip())).findFirst();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the workspace has an area of that name */
    public Area create(WorkspaceId workspace, String name, @Nullable UserId owner, @Nullable ChannelId intakeChannel) {
        var area = new Area(new AreaId(UuidCreator.getTimeOrderedEpoch()), workspace, name.strip(), owner,
                intakeChannel, 0);
        jdbc.sql("""
                insert into area (id, workspace_id, name, owner_user_id, intake_channel_id)
                values (:id, :workspace, :name, :owner, :channel)
                """).param("id", area.id().value()).param("workspace", workspace.value()).param("name", area.name())
                .param("owner", owner == null ? null : owner.value())
                .param("channel", intakeChannel == null ? null : intakeChannel.value()).update();
        byWorkspace.changed(workspace);
        return area;
    }

    /**
     * Keeps what was changed.
     *
     * @throws OptimisticLockingFailureException when somebody else changed it since it was read
     * @throws org.springframework.dao.DuplicateKeyException when another area has that name
     */
    public void change(Area area) {
        int changed = jdbc.sql("""
                update area set name = :name, owner_user_id = :owner, intake_channel_id = :channel,
                                version = version + 1
                where id = :id and workspace_id = :workspace and version = :version
                """).param("name", area.name().strip())
                .param("owner", area.owner() == null ? null : area.owner().value())
                .param("channel", area.intakeChannel() == null ? null : area.intakeChannel().value())
                .param("id", area.id().value()).param("workspace", area.workspace().value())
                .param("version", area.version()).update();
        byWorkspace.changed(area.workspace());
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Area " + area.id() + " was changed by somebody else");
        }
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byWorkspace.forgetAll();
    }

    void forget(WorkspaceId workspace) {
        byWorkspace.forget(workspace);
    }

    private List<Area> read(WorkspaceId workspace) {
        return jdbc.sql("select * from area where workspace_id = :workspace order by lower(name)")
                .param("workspace", workspace.value()).query(Areas::map).list();
    }

    private static Area map(ResultSet row, int n) throws SQLException {
        String owner = row.getString("owner_user_id");
        String channel = row.getString("intake_channel_id");
        return new Area(new AreaId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getString("name"),
                owner == null ? null : new UserId(owner), channel == null ? null : new ChannelId(channel),
                row.getLong("version"));
    }
}
