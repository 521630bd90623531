package dev.steward.sandbox;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.slack.BlockKitRules;
import dev.steward.workspace.UserId;

/** Puts messages into channels, changes and deletes them; whoever's they are, by whichever way. */
@Component
@SandboxMode
class Posting {
    private final Messages messages;
    private final Timestamps timestamps;
    private final Teams teams;
    private final People people;
    private final Events events;
    private final SandboxFeed feed;

    Posting(Messages messages, Timestamps timestamps, Teams teams, People people, Events events, SandboxFeed feed) {
        this.messages = messages;
        this.timestamps = timestamps;
        this.teams = teams;
        this.people = people;
        this.events = events;
        this.feed = feed;
    }

    /** A person's own words. */
    StoredMessage fromPerson(UserId person, Channel channel, @Nullable String threadTs, String mrkdwn,
            List<ObjectNode> files) {
        ObjectNode body = start(person.value(), people.get(person).teamId(), threadTs, channel);
        body.put("client_msg_id", java.util.UUID.nameUUIDFromBytes(
                (channel.id() + Json.text(body, "ts")).getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString());
        body.put("text", mrkdwn);
        if (!files.isEmpty()) {
            body.put("subtype", "file_share").put("upload", true).putArray("files").addAll(files);
        }
        return add(channel, body, threadTs, person.value(), null);
    }

    /**
     * The app's message.
     *
     * @param content     {@code text}, {@code blocks}, {@code attachments}, {@code metadata}, as given to chat.postMessage
     * @param ephemeralTo who alone sees it; null for everybody
     * @throws ApiError when it is empty or breaks a rule
     */
    StoredMessage fromApp(Channel channel, @Nullable String threadTs, JsonNode content, @Nullable UserId ephemeralTo) {
        checked(content);
        Team team = teams.get();
        ObjectNode body = start(team.botUserId(), team.id(), threadTs, channel);
        body.put("bot_id", team.botId()).put("app_id", team.appId());
        body.set("bot_profile", botProfile(team));
        fill(body, content);
        if (ephemeralTo != null) {
            body.put("is_ephemeral", true);
        }
        return add(channel, body, threadTs, team.botUserId(), ephemeralTo);
    }

    /** The app shares files. */
    StoredMessage filesFromApp(Channel channel, @Nullable String threadTs, String comment, List<ObjectNode> files) {
        Team team = teams.get();
        ObjectNode body = start(team.botUserId(), team.id(), threadTs, channel);
        body.put("bot_id", team.botId()).put("app_id", team.appId()).put("subtype", "file_share").put("upload", true)
                .put("text", comment).putArray("files").addAll(files);
        body.set("bot_profile", botProfile(team));
        return add(channel, body, threadTs, team.botUserId(), null);
    }

    /** The app changes its own message. As with chat.update, what is not given stays; an empty list takes away. */
    StoredMessage change(Channel channel, StoredMessage message, JsonNode content) {
        return change(channel, message, message.body().deepCopy(), content);
    }

    /** The app puts something else in the place of its message. */
    StoredMessage replace(Channel channel, StoredMessage message, JsonNode content) {
        ObjectNode body = message.body().deepCopy();
        body.remove(List.of("text", "blocks", "attachments"));
        return change(channel, message, body, content);
    }

    private StoredMessage change(Channel channel, StoredMessage message, ObjectNode body, JsonNode content) {
        checked(content);
        ObjectNode before = message.body().deepCopy();
        fill(body, content);
        body.putObject("edited").put("user", message.author()).put("ts", timestamps.next());
        return replaced(channel, message.withBody(body), before);
    }

    /** A person changes their own words. */
    StoredMessage edit(Channel channel, StoredMessage message, String mrkdwn) {
        ObjectNode before = message.body().deepCopy();
        ObjectNode body = message.body().deepCopy().put("text", mrkdwn);
        body.putObject("edited").put("user", message.author()).put("ts", timestamps.next());
        return replaced(channel, message.withBody(body), before);
    }

    void delete(Channel channel, StoredMessage message) {
        messages.delete(channel.id(), message.ts());
        tell(message);
        if (!message.ephemeral()) {
            events.messageDeleted(channel, message);
        }
    }

    /** @throws ApiError when it is empty or breaks a rule */
    static void checked(JsonNode content) {
        if (Json.text(content, "text").isEmpty() && content.path("blocks").isEmpty()
                && content.path("attachments").isEmpty() && Json.text(content, "markdown_text").isEmpty()) {
            throw new ApiError("no_text");
        }
        JsonNode metadata = content.path("metadata");
        if (!metadata.isMissingNode() && !metadata.isEmpty()
                && (Json.text(metadata, "event_type").isEmpty() || !metadata.path("event_payload").isObject())) {
            throw new ApiError("invalid_metadata_format");
        }
        List<BlockKitRules.Violation> violations = BlockKitRules.message(content);
        if (!violations.isEmpty()) {
            throw ApiError.withMessages(code(violations), ApiError.messages(violations));
        }
    }

    private static String code(List<BlockKitRules.Violation> violations) {
        if (violations.stream().anyMatch(violation -> violation.problem().startsWith("msg_blocks_too_long"))) {
            return "msg_blocks_too_long";
        }
        return violations.stream().anyMatch(violation -> violation.path().startsWith("blocks"))
                ? "invalid_blocks"
                : violations.getFirst().path().endsWith("text") ? "msg_too_long" : "invalid_arguments";
    }

    private ObjectNode start(String author, String authorsTeam, @Nullable String threadTs, Channel channel) {
        ObjectNode body = Json.object().put("type", "message").put("user", author).put("team", authorsTeam)
                .put("ts", timestamps.next());
        if (threadTs != null) {
            body.put("thread_ts", threadTs);
            messages.find(channel.id(), threadTs)
                    .ifPresent(parent -> body.put("parent_user_id", parent.author()));
        }
        return body;
    }

    private StoredMessage add(Channel channel, ObjectNode body, @Nullable String threadTs, String author,
            @Nullable UserId ephemeralTo) {
        var message = new StoredMessage(channel.id(), Json.text(body, "ts"), threadTs, author,
                ephemeralTo == null ? null : ephemeralTo.value(), body);
        messages.add(message);
        tell(message);
        if (!message.ephemeral()) {
            events.messagePosted(channel, message);
        }
        return message;
    }

    private StoredMessage replaced(Channel channel, StoredMessage message, ObjectNode before) {
        messages.change(message);
        tell(message);
        if (!message.ephemeral()) {
            events.messageChanged(channel, message, before);
        }
        return message;
    }

    private void tell(StoredMessage message) {
        if (message.ephemeralTo() == null) {
            feed.changed(Change.of(message));
            feed.changed(Change.of(What.CONVERSATIONS));
        } else {
            feed.changed(new UserId(message.ephemeralTo()), Change.of(message));
        }
    }

    private static void fill(ObjectNode body, JsonNode content) {
        String text = Json.text(content, "text");
        if (content.has("text") || !body.has("text")) {
            body.put("text", text);
        }
        for (String list : new String[]{"blocks", "attachments"}) {
            if (content.path(list).isArray()) {
                body.set(list, list.equals("blocks")
                        ? Blocks.completed(content.path(list))
                        : content.path(list).deepCopy());
            }
            if (body.path(list).isEmpty()) {
                body.remove(list);
            }
        }
        if (content.path("metadata").isObject()) {
            body.set("metadata", content.path("metadata").deepCopy());
        }
        for (String copied : new String[]{"username", "icon_emoji", "icon_url"}) {
            if (content.has(copied)) {
                body.set(copied, content.get(copied).deepCopy());
            }
        }
    }

    private static ObjectNode botProfile(Team team) {
        return Json.object().put("id", team.botId()).put("app_id", team.appId()).put("user_id", team.botUserId())
                .put("name", "Steward").put("deleted", false).put("updated", 1_760_000_000).put("team_id", team.id());
    }
}
