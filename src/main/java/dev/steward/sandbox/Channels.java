package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Channels and direct messages, and who is in them. */
@Repository
@SandboxMode
class Channels {
    /** The organisation on the other side of every shared channel. */
    static final String OTHER_TEAM = "T0ACMECORP";

    private final JdbcClient jdbc;
    private final Clock clock;

    Channels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By name. */
    List<Channel> all() {
        return jdbc.sql("select * from sandbox_channel order by name").query(Channels::map).list();
    }

    Optional<Channel> find(String id) {
        return jdbc.sql("select * from sandbox_channel where id = :id").param("id", id).query(Channels::map)
                .optional();
    }

    Channel get(ChannelId id) {
        return find(id.value()).orElseThrow(() -> new IllegalArgumentException("There is no channel " + id));
    }

    Optional<Channel> named(String name) {
        return jdbc.sql("select * from sandbox_channel where name = :name and kind <> 'DIRECT'").param("name", name)
                .query(Channels::map).optional();
    }

    /** Those the person is in, by name. */
    List<Channel> of(UserId person) {
        return jdbc.sql("""
                select c.* from sandbox_channel c
                join sandbox_membership m on m.channel_id = c.id and m.person_id = :person
                order by c.name
                """).param("person", person.value()).query(Channels::map).list();
    }

    Channel add(ChannelId id, String name, ConversationKind kind, String topic, String purpose, UserId creator) {
        jdbc.sql("""
                insert into sandbox_channel (id, name, kind, topic, purpose, creator, created_at)
                values (:id, :name, :kind, :topic, :purpose, :creator, :now)
                """).param("id", id.value()).param("name", name).param("kind", kind.name()).param("topic", topic)
                .param("purpose", purpose).param("creator", creator.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        return get(id);
    }

    /** The direct messages of these two, made when they have none: where they are does not change when a sandbox starts over. */
    Channel direct(UserId one, UserId other) {
        boolean inOrder = one.value().compareTo(other.value()) <= 0;
        String name = "@" + (inOrder ? one : other) + "," + (inOrder ? other : one);
        return jdbc.sql("select * from sandbox_channel where name = :name").param("name", name).query(Channels::map)
                .optional().orElseGet(() -> {
                    Channel added = add(new ChannelId(SlackIds.of("D", name)), name, ConversationKind.DIRECT, "", "",
                            one);
                    join(added.id(), one);
                    join(added.id(), other);
                    return added;
                });
    }

    void archive(ChannelId id, boolean archived) {
        jdbc.sql("update sandbox_channel set archived = :archived where id = :id").param("archived", archived)
                .param("id", id.value()).update();
    }

    void rename(ChannelId id, String name) {
        jdbc.sql("update sandbox_channel set name = :name where id = :id").param("name", name).param("id", id.value())
                .update();
    }

    /** @return whether they were not in it before */
    boolean join(ChannelId channel, UserId person) {
        return jdbc.sql("""
                insert into sandbox_membership (channel_id, person_id) values (:channel, :person) on conflict do nothing
                """).param("channel", channel.value()).param("person", person.value()).update() > 0;
    }

    void leave(ChannelId channel, UserId person) {
        jdbc.sql("delete from sandbox_membership where channel_id = :channel and person_id = :person")
                .param("channel", channel.value()).param("person", person.value()).update();
    }

    boolean isMember(ChannelId channel, UserId person) {
        return jdbc.sql("select 1 from sandbox_membership where channel_id = :channel and person_id = :person")
                .param("channel", channel.value()).param("person", person.value()).query(Integer.class).optional()
                .isPresent();
    }

    /** In a steady order. */
    List<UserId> members(ChannelId channel) {
        return jdbc.sql("select person_id from sandbox_membership where channel_id = :channel order by person_id")
                .param("channel", channel.value()).query((row, n) -> new UserId(row.getString(1))).list();
    }

    String lastRead(ChannelId channel, UserId person) {
        return jdbc
                .sql("select last_read from sandbox_membership where channel_id = :channel and person_id = :person")
                .param("channel", channel.value()).param("person", person.value()).query(String.class).optional()
                .orElse("0000000000.000000");
    }

    void markRead(ChannelId channel, UserId person, String ts) {
        jdbc.sql("""
                update sandbox_membership set last_read = greatest(last_read collate "C", :ts)
                where channel_id = :channel and person_id = :person
                """).param("ts", ts).param("channel", channel.value()).param("person", person.value()).update();
    }

    /** Slack's conversation object, as the app sees it. */
    ObjectNode json(Channel channel, Team team) {
        ObjectNode json = Json.object();
        long created = channel.createdAt().getEpochSecond();
        json.put("id", channel.id().value()).put("created", created).put("is_archived", channel.archived())
                .put("is_im", channel.direct()).put("is_org_shared", false).put("context_team_id", team.id())
                .put("updated", channel.createdAt().toEpochMilli());
        if (channel.direct()) {
            members(channel.id()).stream().filter(member -> !member.value().equals(team.botUserId())).findFirst()
                    .ifPresent(other -> json.put("user", other.value()));
            return json.put("is_user_deleted", false).put("priority", 0);
        }
        boolean shared = channel.kind() == ConversationKind.SHARED;
        boolean hidden = channel.kind() == ConversationKind.PRIVATE;
        List<UserId> members = members(channel.id());
        json.put("name", channel.name()).put("name_normalized", channel.name()).put("is_channel", !hidden)
                .put("is_group", hidden).put("is_private", hidden).put("is_mpim", false)
                .put("is_general", channel.name().equals("general")).put("unlinked", 0)
                .put("creator", channel.creator()).put("is_shared", shared).put("is_ext_shared", shared)
                .put("is_pending_ext_shared", false)
                .put("is_member", members.contains(new UserId(team.botUserId())))
                .put("num_members", members.size());
        json.putArray("pending_shared");
        json.putArray("pending_connected_team_ids");
        json.putArray("previous_names");
        json.putArray("internal_team_ids").add(team.id());
        json.putArray("shared_team_ids").add(team.id());
        if (shared) {
            json.withArray("shared_team_ids").add(OTHER_TEAM);
            json.putArray("connected_team_ids").add(OTHER_TEAM);
            json.put("conversation_host_id", team.id());
        }
        json.putObject("topic").put("value", channel.topic()).put("creator", channel.creator()).put("last_set",
                created);
        json.putObject("purpose").put("value", channel.purpose()).put("creator", channel.creator()).put("last_set",
                created);
        return json;
    }

    private static Channel map(ResultSet row, int n) throws SQLException {
        return new Channel(new ChannelId(row.getString("id")), row.getString("name"),
                ConversationKind.valueOf(row.getString("kind")), row.getString("topic"), row.getString("purpose"),
                row.getString("creator"), row.getBoolean("archived"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
