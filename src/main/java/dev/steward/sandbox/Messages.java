package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Messages, replies and reactions. */
@Repository
@SandboxMode
class Messages {
    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(StoredMessage message) {
        jdbc.sql("""
                insert into sandbox_message (channel_id, ts, thread_ts, author, ephemeral_to, body)
                values (:channel, :ts, :thread, :author, :to, :body)
                """).param("channel", message.channel().value()).param("ts", message.ts())
                .param("thread", message.threadTs()).param("author", message.author())
                .param("to", message.ephemeralTo()).param("body", Json.write(message.body())).update();
    }

    void change(StoredMessage message) {
        jdbc.sql("update sandbox_message set body = :body where channel_id = :channel and ts = :ts")
                .param("body", Json.write(message.body())).param("channel", message.channel().value())
                .param("ts", message.ts()).update();
    }

    void delete(ChannelId channel, String ts) {
        jdbc.sql("delete from sandbox_message where channel_id = :channel and ts = :ts")
                .param("channel", channel.value()).param("ts", ts).update();
    }

    Optional<StoredMessage> find(ChannelId channel, String ts) {
        return jdbc.sql("select * from sandbox_message where channel_id = :channel and ts = :ts")
                .param("channel", channel.value()).param("ts", ts).query(Messages::map).optional();
    }

    /** The newest of the channel itself, newest first, as this person sees them. */
    List<StoredMessage> newest(ChannelId channel, @Nullable UserId viewer, int atMost) {
        return newest(channel, viewer, "0", false, "99999999999", false, atMost);
    }

    /**
     * Messages of the channel itself, newest first, between two timestamps.
     *
     * @param viewer     who also sees ephemeral messages meant for them; null for nobody's
     * @param withOldest whether a message of exactly that time belongs to them
     */
    List<StoredMessage> newest(ChannelId channel, @Nullable UserId viewer, String oldest, boolean withOldest,
            String latest, boolean withLatest, int atMost) {
        String comparison = (withOldest ? "ts >= :oldest" : "ts > :oldest") + " and "
                + (withLatest ? "ts <= :latest" : "ts < :latest");
        return jdbc
                .sql("select * from sandbox_message where channel_id = :channel and thread_ts is null and " + comparison
                        + " and (ephemeral_to is null or ephemeral_to = :viewer) order by ts desc limit :limit")
                .param("channel", channel.value()).param("oldest", oldest).param("latest", latest)
                .param("viewer", viewer == null ? null : viewer.value(), java.sql.Types.VARCHAR)
                .param("limit", atMost).query(Messages::map).list();
    }

    /** A thread, its first message included, oldest first. */
    List<StoredMessage> thread(ChannelId channel, @Nullable UserId viewer, String threadTs) {
        return jdbc.sql("""
                select * from sandbox_message
                where channel_id = :channel and (ts = :thread or thread_ts = :thread)
                  and (ephemeral_to is null or ephemeral_to = :viewer)
                order by ts
                """).param("channel", channel.value()).param("thread", threadTs)
                .param("viewer", viewer == null ? null : viewer.value(), java.sql.Types.VARCHAR).query(Messages::map)
                .list();
    }

    /** Everything that everybody sees there, replies too, oldest first. */
    List<StoredMessage> all(ChannelId channel) {
        return jdbc
                .sql("select * from sandbox_message where channel_id = :channel and ephemeral_to is null order by ts")
                .param("channel", channel.value()).query(Messages::map).list();
    }

    /** Messages of the channel itself that came after the mark and are not the person's own. */
    List<StoredMessage> unread(ChannelId channel, UserId person, String lastRead) {
        return jdbc.sql("""
                select * from sandbox_message
                where channel_id = :channel and thread_ts is null and ts > :mark and author <> :person
                  and (ephemeral_to is null or ephemeral_to = :person)
                """).param("channel", channel.value()).param("mark", lastRead).param("person", person.value())
                .query(Messages::map).list();
    }

    /** @return false when the person had reacted so before */
    boolean react(ChannelId channel, String ts, String emoji, UserId person) {
        return jdbc.sql("""
                insert into sandbox_reaction (channel_id, ts, emoji, person_id)
                values (:channel, :ts, :emoji, :person) on conflict do nothing
                """).param("channel", channel.value()).param("ts", ts).param("emoji", emoji)
                .param("person", person.value()).update() > 0;
    }

    /** @return false when there was no such reaction */
    boolean unreact(ChannelId channel, String ts, String emoji, UserId person) {
        return jdbc.sql("""
                delete from sandbox_reaction
                where channel_id = :channel and ts = :ts and emoji = :emoji and person_id = :person
                """).param("channel", channel.value()).param("ts", ts).param("emoji", emoji)
                .param("person", person.value()).update() > 0;
    }

    /** Slack's message objects, with replies and reactions, in the given order. All must be of this channel. */
    List<ObjectNode> json(ChannelId channel, Collection<StoredMessage> messages, boolean withMetadata) {
        if (messages.isEmpty()) {
            return List.of();
        }
        String[] all = messages.stream().map(StoredMessage::ts).toArray(String[]::new);
        Map<String, ArrayNode> reactions = reactions(channel, all);
        Map<String, List<Reply>> replies = replies(channel, all);
        List<ObjectNode> shown = new ArrayList<>();
        for (StoredMessage message : messages) {
            ObjectNode json = message.body().deepCopy();
            if (!withMetadata) {
                json.remove("metadata");
            }
            List<Reply> answers = replies.getOrDefault(message.ts(), List.of());
            if (!answers.isEmpty() && message.threadTs() == null) {
                json.put("thread_ts", message.ts()).put("reply_count", answers.size());
                List<String> users = answers.stream().map(Reply::author).distinct().toList();
                json.put("reply_users_count", users.size()).put("latest_reply", answers.getLast().ts());
                ArrayNode first = json.putArray("reply_users");
                users.stream().limit(5).forEach(first::add);
                json.put("is_locked", false).put("subscribed", false);
            }
            ArrayNode given = reactions.get(message.ts());
            if (given != null) {
                json.set("reactions", given);
            }
            shown.add(json);
        }
        return shown;
    }

    ObjectNode json(StoredMessage message, boolean withMetadata) {
        return json(message.channel(), List.of(message), withMetadata).getFirst();
    }

    private Map<String, ArrayNode> reactions(ChannelId channel, String[] all) {
        Map<String, ArrayNode> byTs = new HashMap<>();
        jdbc.sql("""
                select ts, emoji, array_agg(person_id order by added) as people, min(added) as first
                from sandbox_reaction where channel_id = :channel and ts = any(:all) group by ts, emoji order by first
                """).param("channel", channel.value()).param("all", all).query(row -> {
            String[] people = (String[]) row.getArray("people").getArray();
            ObjectNode reaction = byTs.computeIfAbsent(row.getString("ts"), ts -> Json.array()).addObject();
            reaction.put("name", row.getString("emoji")).put("count", people.length);
            ArrayNode users = reaction.putArray("users");
            for (String person : people) {
                users.add(person);
            }
        });
        return byTs;
    }

    private Map<String, List<Reply>> replies(ChannelId channel, String[] all) {
        Map<String, List<Reply>> byThread = new HashMap<>();
        jdbc.sql("""
                select thread_ts, ts, author from sandbox_message
                where channel_id = :channel and thread_ts = any(:all) and ephemeral_to is null order by ts
                """).param("channel", channel.value()).param("all", all)
                .query((RowCallbackHandler) row -> byThread
                        .computeIfAbsent(row.getString("thread_ts"), ts -> new ArrayList<>())
                        .add(new Reply(row.getString("ts"), row.getString("author"))));
        return byThread;
    }

    private static StoredMessage map(ResultSet row, int n) throws SQLException {
        return new StoredMessage(new ChannelId(row.getString("channel_id")), row.getString("ts"),
                row.getString("thread_ts"), row.getString("author"), row.getString("ephemeral_to"),
                Json.parseObject(row.getString("body")));
    }

    private record Reply(String ts, String author) {}
}
