package dev.steward.release;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** Where each release was announced. */
@Repository
class Copies {
    private static final String SELECT = """
            select release_id, channel_id, audience_id, permalink, skipped, removed, stood from release_copy
            """;

    private final JdbcTemplate jdbc;

    Copies(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By channel, in the order in which they were first announced there. */
    Map<ChannelId, Copy> of(WorkspaceId workspace, ReleaseId release) {
        var copies = new LinkedHashMap<ChannelId, Copy>();
        jdbc.query(SELECT + "where workspace_id = ? and release_id = ? order by channel_id", row -> {
            Copy copy = map(row);
            copies.put(copy.channel(), copy);
        }, workspace.value(), release.value());
        return copies;
    }

    Optional<Copy> find(WorkspaceId workspace, ReleaseId release, ChannelId channel) {
        return jdbc.query(SELECT + "where workspace_id = ? and release_id = ? and channel_id = ?",
                (row, n) -> map(row), workspace.value(), release.value(), channel.value()).stream().findFirst();
    }

    /** Of several releases, one query. */
    Map<ReleaseId, List<Copy>> of(WorkspaceId workspace, Collection<ReleaseId> releases) {
        var copies = new LinkedHashMap<ReleaseId, List<Copy>>();
        jdbc.query(SELECT + "where workspace_id = ? and release_id = any (?) order by release_id, channel_id", row -> {
            copies.computeIfAbsent(new ReleaseId(row.getObject("release_id", UUID.class)),
                    id -> new java.util.ArrayList<>()).add(map(row));
        }, workspace.value(), releases.stream().map(ReleaseId::value).toArray(UUID[]::new));
        return copies;
    }

    /**
     * From now on it goes there and nowhere else.
     *
     * @return the channels it did not go to before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<ChannelId> go(WorkspaceId workspace, ReleaseId release, Reach reach) {
        String[] channels = reach.channels().keySet().stream().map(ChannelId::value).toArray(String[]::new);
        UUID[] audiences = reach.channels().values().stream()
                .map(audience -> audience.map(AudienceId::value).orElse(null)).toArray(UUID[]::new);
        jdbc.update("""
                update release_copy set removed = true
                where workspace_id = ? and release_id = ? and not removed and not channel_id = any (?)
                """, workspace.value(), release.value(), channels);
        List<String> known = jdbc.queryForList("""
                select channel_id from release_copy where workspace_id = ? and release_id = ? and not removed
                """, String.class, workspace.value(), release.value());
        jdbc.update("""
                insert into release_copy (workspace_id, release_id, channel_id, audience_id)
                select ?, ?, channel, audience from unnest(?, ?) as t (channel, audience)
                on conflict (workspace_id, release_id, channel_id)
                do update set audience_id = excluded.audience_id, removed = false
                where release_copy.removed or release_copy.audience_id is distinct from excluded.audience_id
                """, workspace.value(), release.value(), channels, audiences);
        return Arrays.stream(channels).filter(channel -> !known.contains(channel)).map(ChannelId::new).toList();
    }

    /** Answers whether it was not skipped before. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean skip(WorkspaceId workspace, ReleaseId release, ChannelId channel) {
        return jdbc.update("""
                update release_copy set skipped = true
                where workspace_id = ? and release_id = ? and channel_id = ? and not skipped
                """, workspace.value(), release.value(), channel.value()) > 0;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void stands(WorkspaceId workspace, ReleaseId release, ChannelId channel, @Nullable String permalink) {
        jdbc.update(
                "update release_copy set stood = true, permalink = ? where workspace_id = ? and release_id = ? and channel_id = ?",
                permalink, workspace.value(), release.value(), channel.value());
    }

    private static Copy map(java.sql.ResultSet row) throws java.sql.SQLException {
        UUID audience = row.getObject("audience_id", UUID.class);
        return new Copy(new ChannelId(row.getString("channel_id")), audience == null ? null : new AudienceId(audience),
                row.getString("permalink"), row.getBoolean("skipped"), row.getBoolean("removed"),
                row.getBoolean("stood"));
    }
}
