package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.sandbox.SandboxReads.FileContent;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Files: uploaded first, shared in a channel afterwards. */
@Repository
@SandboxMode
class SharedFiles {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final LocalAddress address;

    SharedFiles(JdbcClient jdbc, Clock clock, LocalAddress address) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.address = address;
    }

    /** @param ticket what proves the right to upload its content; null when it comes along */
    SharedFile add(String name, String mimeType, UserId owner, @Nullable String ticket, long size,
            byte @Nullable [] content) {
        String id = SlackIds.next("F");
        jdbc.sql("""
                insert into sandbox_file (id, name, title, mime_type, size, owner, ticket, content, created_at)
                values (:id, :name, :name, :type, :size, :owner, :ticket, :content, :now)
                """).param("id", id).param("name", name).param("type", mimeType).param("size", size)
                .param("owner", owner.value()).param("ticket", ticket).param("content", content)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        return find(id).orElseThrow();
    }

    /** @return whether the ticket is good, which it is once, for as many bytes as were announced */
    boolean receive(String ticket, byte[] content) {
        return jdbc.sql("""
                update sandbox_file set content = :content
                where ticket = :ticket and content is null and size = :size
                """).param("content", content).param("size", content.length).param("ticket", ticket).update() > 0;
    }

    void share(String id, String title, ChannelId channel, String ts, @Nullable String threadTs) {
        jdbc.sql("""
                update sandbox_file set title = :title, channel_id = :channel, ts = :ts, thread_ts = :thread
                where id = :id
                """).param("title", title).param("channel", channel.value()).param("ts", ts)
                .param("thread", threadTs).param("id", id).update();
    }

    /** An upload is completed once. */
    void complete(String id, String title) {
        jdbc.sql("update sandbox_file set title = :title, ticket = null where id = :id").param("title", title)
                .param("id", id).update();
    }

    Optional<SharedFile> find(String id) {
        return jdbc.sql("""
                select f.id, f.name, title, mime_type, size, owner, channel_id, ts, thread_ts,
                       content is not null as uploaded, ticket is null as completed, f.created_at, c.kind
                from sandbox_file f left join sandbox_channel c on c.id = f.channel_id where f.id = :id
                """).param("id", id).query(SharedFiles::map).optional();
    }

    Optional<FileContent> content(String id) {
        return jdbc.sql("select name, mime_type, content from sandbox_file where id = :id and content is not null")
                .param("id", id)
                .query((row, n) -> new FileContent(row.getString("name"), row.getString("mime_type"),
                        row.getBytes("content")))
                .optional();
    }

    /** Slack's file object. */
    ObjectNode json(SharedFile file, Team team) {
        String extension = file.name().contains(".")
                ? file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)
                : "binary";
        String url = address.base() + "/sandbox/files/" + file.id();
        long created = file.createdAt().getEpochSecond();
        ObjectNode json = Json.object().put("id", file.id()).put("created", created).put("timestamp", created)
                .put("name", file.name()).put("title", file.title()).put("mimetype", file.mimeType())
                .put("filetype", extension).put("pretty_type", extension.toUpperCase(Locale.ROOT))
                .put("user", file.owner()).put("user_team", team.id()).put("editable", false).put("size", file.size())
                .put("mode", "hosted").put("is_external", false).put("external_type", "").put("is_public", true)
                .put("public_url_shared", false).put("display_as_bot", false).put("username", "")
                .put("url_private", url).put("url_private_download", url + "?download=true")
                .put("permalink", "https://" + team.domain() + ".slack.com/files/" + file.owner() + "/" + file.id())
                .put("comments_count", 0).put("is_starred", false).put("has_rich_preview", false)
                .put("file_access", "visible");
        ArrayNode channels = json.putArray("channels");
        ArrayNode groups = json.putArray("groups");
        ArrayNode ims = json.putArray("ims");
        ObjectNode shares = json.putObject("shares");
        if (file.channel() != null && file.kind() != null) {
            (switch (file.kind()) {
                case PUBLIC, SHARED -> channels;
                case PRIVATE -> groups;
                case DIRECT -> ims;
            }).add(file.channel());
            boolean open = file.kind() == ConversationKind.PUBLIC || file.kind() == ConversationKind.SHARED;
            ObjectNode share = shares.putObject(open ? "public" : "private").putArray(file.channel()).addObject()
                    .put("ts", file.ts());
            if (file.threadTs() != null) {
                share.put("thread_ts", file.threadTs());
            }
        }
        return json;
    }

    static String mimeType(String name) {
        String guessed = java.net.URLConnection.guessContentTypeFromName(name);
        return guessed == null ? "application/octet-stream" : guessed;
    }

    private static SharedFile map(ResultSet row, int n) throws SQLException {
        return new SharedFile(row.getString("id"), row.getString("name"), row.getString("title"),
                row.getString("mime_type"), row.getLong("size"), row.getString("owner"), row.getString("channel_id"),
                row.getString("kind") == null ? null : ConversationKind.valueOf(row.getString("kind")),
                row.getString("ts"), row.getString("thread_ts"), row.getBoolean("uploaded"),
                row.getBoolean("completed"), row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /**
     * @param channel   where it is shared; null while it is not
     * @param completed whether the app has said that its upload is complete, or it came along with what a person did
     */
    record SharedFile(String id, String name, String title, String mimeType, long size, String owner,
            @Nullable String channel, @Nullable ConversationKind kind, @Nullable String ts,
            @Nullable String threadTs, boolean uploaded, boolean completed, Instant createdAt) {}
}
