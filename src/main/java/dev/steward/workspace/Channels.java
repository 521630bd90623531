package dev.steward.workspace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.broadcast.Remembered;

/**
 * The channels Steward has met in a workspace, and who is in those that are not public. Never asks Slack: {@code slack/ChannelAccess} does,
 * and is what most should use. A channel is remembered: this instance sees its own changes at once, others within a
 * second. Who is in it is always read.
 *
 * <p>Lists join {@code channel_member}, which has rows for private channels and direct messages alone; or they ask {@link #SEEN}.
 */
@Repository
public class Channels {
    /**
     * Whether a member of the workspace may read a channel, as an SQL condition: {@code SEEN.formatted("cadence")} of a row of {@code
     * cadence} with {@code workspace_id} and {@code channel_id}, for the parameter {@code :reader}. What Steward has not met counts as
     * private. Guests see a public channel only by being in it, which this does not know.
     */
    public static final String SEEN = """
            exists (
                select from channel seen
                where seen.workspace_id = %1$s.workspace_id and seen.channel_id = %1$s.channel_id
                  and (seen.kind = 'PUBLIC' or exists (
                      select from channel_member inside
                      where inside.workspace_id = seen.workspace_id and inside.channel_id = seen.channel_id
                        and inside.user_id = :reader)))
            """;

    private final JdbcClient jdbc;
    private final Remembered<Key, Optional<Kept>> byKey = new Remembered<>(100_000);

    Channels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param readAt when Slack last told all of it, and who is in it */
    public record Kept(Channel channel, Instant readAt) {}

    public Optional<Kept> kept(WorkspaceId workspace, ChannelId id) {
        return byKey.get(new Key(workspace, id), key -> read(workspace, Set.of(key)).get(key));
    }

    /** Those of them Steward has met, for one query at most. */
    public Map<ChannelId, Kept> kept(WorkspaceId workspace, Collection<ChannelId> ids) {
        var found = new HashMap<ChannelId, Kept>();
        if (ids.size() == 1) {
            ids.forEach(id -> kept(workspace, id).ifPresent(met -> found.put(id, met)));
            return found;
        }
        var keys = ids.stream().map(id -> new Key(workspace, id)).toList();
        byKey.getAll(keys, missing -> read(workspace, missing))
                .forEach((key, kept) -> kept.ifPresent(met -> found.put(key.channel(), met)));
        return found;
    }

    /** Those of the private channels and direct messages that somebody is in. */
    public Set<ChannelId> with(WorkspaceId workspace, UserId user, Collection<ChannelId> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("""
                        select channel_id from channel_member
                        where workspace_id = :workspace and user_id = :user and channel_id = any(:ids)
                        """).param("workspace", workspace.value()).param("user", user.value())
                        .param("ids", ids.stream().map(ChannelId::value).toArray(String[]::new))
                        .query((row, n) -> new ChannelId(row.getString(1))).list());
    }

    /** Everybody who is in a private channel or in direct messages; empty for a public one, and where Steward is not in it. */
    public Set<UserId> members(WorkspaceId workspace, ChannelId channel) {
        return new HashSet<>(jdbc.sql("""
                select user_id from channel_member where workspace_id = :workspace and channel_id = :channel
                """).param("workspace", workspace.value()).param("channel", channel.value())
                .query((row, n) -> new UserId(row.getString(1))).list());
    }

    /** Those that Steward is in, direct messages apart. */
    public Set<ChannelId> joined(WorkspaceId workspace) {
        return new HashSet<>(jdbc.sql("""
                select channel_id from channel where workspace_id = :workspace and joined and kind <> 'DIRECT'
                """).param("workspace", workspace.value()).query((row, n) -> new ChannelId(row.getString(1))).list());
    }

    /**
     * Keeps what Slack says of a channel.
     *
     * @param members everybody in it; of a public one, or one that Steward is not in, nobody is kept
     */
    @Transactional
    public void save(Channel channel, Collection<UserId> members, Instant readAt) {
        jdbc.sql("""
                insert into channel (workspace_id, channel_id, kind, name, shared, archived, joined, people, read_at)
                values (:workspace, :channel, :kind, :name, :shared, :archived, :joined, :people, :read)
                on conflict (workspace_id, channel_id) do update
                set kind = excluded.kind, name = excluded.name, shared = excluded.shared,
                    archived = excluded.archived, joined = excluded.joined,
                    people = coalesce(excluded.people, channel.people), read_at = excluded.read_at
                """).param("workspace", channel.workspace().value()).param("channel", channel.id().value())
                .param("kind", channel.kind().name()).param("name", channel.name()).param("shared", channel.shared())
                .param("archived", channel.archived()).param("joined", channel.joined())
                .param("people", channel.people(), Types.INTEGER)
                .param("read", readAt.atOffset(ZoneOffset.UTC)).update();
        String[] ids = channel.open() || !channel.joined()
                ? new String[0]
                : members.stream().map(UserId::value).sorted().toArray(String[]::new);
        jdbc.sql("""
                delete from channel_member
                where workspace_id = :workspace and channel_id = :channel and not user_id = any(:members)
                """).param("workspace", channel.workspace().value()).param("channel", channel.id().value())
                .param("members", ids).update();
        jdbc.sql("""
                insert into channel_member (workspace_id, channel_id, user_id)
                select :workspace, :channel, unnest(:members) on conflict do nothing
                """).param("workspace", channel.workspace().value()).param("channel", channel.id().value())
                .param("members", ids).update();
        changed(channel.workspace(), channel.id());
    }

    /**
     * Somebody came into a channel.
     *
     * @return false where Steward knows too little of that channel to keep it: Slack is to be asked
     */
    @Transactional
    public boolean came(WorkspaceId workspace, ChannelId channel, UserId user) {
        jdbc.sql("""
                insert into channel_member (workspace_id, channel_id, user_id)
                select workspace_id, channel_id, :user from channel
                where workspace_id = :workspace and channel_id = :channel and joined and kind <> 'PUBLIC'
                on conflict do nothing
                """).param("workspace", workspace.value()).param("channel", channel.value())
                .param("user", user.value()).update();
        return kept(workspace, channel).filter(kept -> kept.channel().known()).isPresent();
    }

    @Transactional
    public void left(WorkspaceId workspace, ChannelId channel, UserId user) {
        jdbc.sql("""
                delete from channel_member
                where workspace_id = :workspace and channel_id = :channel and user_id = :user
                """).param("workspace", workspace.value()).param("channel", channel.value())
                .param("user", user.value()).update();
    }

    /** Steward is not in it any more: of a private one it knows nothing now. */
    @Transactional
    public void lost(WorkspaceId workspace, ChannelId channel) {
        kept(workspace, channel).ifPresent(kept -> {
            Channel known = kept.channel();
            save(known.open()
                    ? new Channel(workspace, channel, known.kind(), known.name(), known.shared(), known.archived(),
                            false, null)
                    : Channel.hidden(workspace, channel), Set.of(), kept.readAt());
        });
    }

    @Transactional
    public void rename(WorkspaceId workspace, ChannelId channel, String name) {
        jdbc.sql("update channel set name = :name where workspace_id = :workspace and channel_id = :channel")
                .param("name", name).param("workspace", workspace.value()).param("channel", channel.value()).update();
        changed(workspace, channel);
    }

    @Transactional
    public void archive(WorkspaceId workspace, ChannelId channel, boolean archived) {
        jdbc.sql("update channel set archived = :archived where workspace_id = :workspace and channel_id = :channel")
                .param("archived", archived).param("workspace", workspace.value()).param("channel", channel.value())
                .update();
        changed(workspace, channel);
    }

    /**
     * Claims the next reading of all channels from Slack.
     *
     * @return false where they were read less than {@code pause} ago, by whichever instance
     */
    public boolean readAgain(WorkspaceId workspace, Instant now, Duration pause) {
        return jdbc.sql("""
                update workspace set channels_read_at = :now
                where id = :workspace and (channels_read_at is null or channels_read_at <= :before)
                """).param("workspace", workspace.value()).param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(pause).atOffset(ZoneOffset.UTC)).update() > 0;
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byKey.forgetAll();
    }

    void forget(WorkspaceId workspace, ChannelId channel) {
        byKey.forget(new Key(workspace, channel));
    }

    private void changed(WorkspaceId workspace, ChannelId channel) {
        byKey.changed(new Key(workspace, channel));
    }

    private Map<Key, Optional<Kept>> read(WorkspaceId workspace, Set<? extends Key> keys) {
        var channels = new HashMap<Key, Optional<Kept>>();
        keys.forEach(key -> channels.put(key, Optional.empty()));
        jdbc.sql("select * from channel where workspace_id = :workspace and channel_id = any(:ids)")
                .param("workspace", workspace.value())
                .param("ids", keys.stream().map(key -> key.channel().value()).toArray(String[]::new))
                .query(Channels::map).list()
                .forEach(kept -> channels.put(new Key(workspace, kept.channel().id()), Optional.of(kept)));
        return channels;
    }

    private static Kept map(ResultSet row, int n) throws SQLException {
        return new Kept(new Channel(new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new ChannelId(row.getString("channel_id")), Channel.Kind.valueOf(row.getString("kind")),
                row.getString("name"), row.getBoolean("shared"), row.getBoolean("archived"),
                row.getBoolean("joined"), row.getObject("people", Integer.class)),
                row.getObject("read_at", OffsetDateTime.class).toInstant());
    }

    private record Key(WorkspaceId workspace, ChannelId channel) {}
}
