package dev.steward.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.delivery.ChannelFacts.Kind;
import dev.steward.delivery.ChannelFacts.Shared;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The rows behind {@link ChannelDirectory}: what Slack said last of each channel, and of each member's private ones. */
@Repository
class ChannelBook {
    private final JdbcTemplate jdbc;

    ChannelBook(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<ChannelId, ChannelFacts> find(WorkspaceId workspace, Collection<ChannelId> channels, Instant since) {
        var found = new HashMap<ChannelId, ChannelFacts>();
        jdbc.query("""
                select channel_id, kind, shared, archived, joined, people, told_at from delivery_channel
                where workspace_id = ? and channel_id = any (?) and told_at >= ?
                """, row -> {
            ChannelFacts facts = facts(row);
            found.put(facts.channel(), facts);
        }, workspace.value(), channels.stream().map(ChannelId::value).toArray(String[]::new),
                since.atOffset(ZoneOffset.UTC));
        return found;
    }

    void keep(WorkspaceId workspace, Collection<ChannelFacts> facts) {
        jdbc.batchUpdate("""
                insert into delivery_channel (workspace_id, channel_id, kind, shared, archived, joined, people, told_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, channel_id) do update set kind = excluded.kind, shared = excluded.shared,
                    archived = excluded.archived, joined = excluded.joined,
                    people = coalesce(excluded.people, delivery_channel.people), told_at = excluded.told_at
                where delivery_channel.told_at <= excluded.told_at
                """, facts.stream().sorted((one, other) -> one.channel().value().compareTo(other.channel().value()))
                .toList(), 100, (statement, each) -> {
                    statement.setObject(1, workspace.value());
                    statement.setString(2, each.channel().value());
                    statement.setString(3, each.kind().name());
                    statement.setString(4, each.shared().name());
                    statement.setBoolean(5, each.archived());
                    statement.setBoolean(6, each.joined());
                    statement.setObject(7, each.people(), Types.INTEGER);
                    statement.setObject(8, each.at().atOffset(ZoneOffset.UTC));
                });
    }

    /** The private channels that this member and Steward are both in; empty where Slack said nothing of them since. */
    Optional<Set<ChannelId>> privateChannels(WorkspaceId workspace, UserId member, Instant since) {
        return jdbc.query("""
                select channels from delivery_private_channels where workspace_id = ? and user_id = ? and told_at >= ?
                """, (row, n) -> Arrays.stream((String[]) row.getArray(1).getArray()).map(ChannelId::new)
                .collect(Collectors.toUnmodifiableSet()), workspace.value(), member.value(),
                since.atOffset(ZoneOffset.UTC)).stream().findFirst();
    }

    void keep(WorkspaceId workspace, UserId member, Collection<ChannelId> channels, Instant at) {
        jdbc.update("""
                insert into delivery_private_channels (workspace_id, user_id, channels, told_at) values (?, ?, ?, ?)
                on conflict (workspace_id, user_id) do update set channels = excluded.channels, told_at = excluded.told_at
                where delivery_private_channels.told_at <= excluded.told_at
                """, workspace.value(), member.value(),
                channels.stream().map(ChannelId::value).sorted().toArray(String[]::new), at.atOffset(ZoneOffset.UTC));
    }

    private static ChannelFacts facts(ResultSet row) throws SQLException {
        return new ChannelFacts(new ChannelId(row.getString("channel_id")), Kind.valueOf(row.getString("kind")),
                Shared.valueOf(row.getString("shared")), row.getBoolean("archived"), row.getBoolean("joined"),
                row.getObject("people", Integer.class),
                row.getObject("told_at", java.time.OffsetDateTime.class).toInstant());
    }
}
