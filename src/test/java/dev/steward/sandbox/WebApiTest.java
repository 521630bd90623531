package dev.steward.sandbox;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import dev.steward.workspace.ChannelId;

/** The rules of Slack's Web API, over HTTP. */
@TeaTest
class WebApiTest {
    @Autowired
    SandboxSlack slack;

    @Autowired
    Channels channels;

    private Wire wire;
    private ChannelId general;

    @BeforeEach
    void connect() {
        wire = new Wire(slack);
        general = slack.id("#general");
    }

    // ---- who calls

    @Test
    void takesTheTokenAsHeaderOrArgumentAndNoOther() {
        String form = "Content-Type";
        String type = "application/x-www-form-urlencoded";
        assertThat(error(wire.post("/sandbox/api/auth.test", "", form, type))).isEqualTo("not_authed");
        assertThat(error(wire.post("/sandbox/api/auth.test", "token=xoxb-guess", form, type)))
                .isEqualTo("invalid_auth");
        assertThat(error(wire.post("/sandbox/api/auth.test", "", "Authorization", "Bearer xoxb-guess")))
                .isEqualTo("invalid_auth");
        JsonNode known = Json.parse(
                wire.post("/sandbox/api/auth.test", "token=" + slack.botToken(), form, type).body());
        assertThat(known.path("ok").asBoolean()).isTrue();
        assertThat(known.path("team_id").asString()).isEqualTo(Seed.TEAM);
        assertThat(known.path("user_id").asString()).isEqualTo(Seed.BOT.value());
        assertThat(slack.calls()).as("the log names no token").noneMatch(call -> call.contains("xoxb"));
        assertThat(slack.reads.calls(50)).noneMatch(call -> call.request().contains("xoxb"));
    }

    @Test
    void takesJsonToo() {
        HttpResponse<String> response = wire.post("/sandbox/api/chat.postMessage",
                "{\"channel\": \"%s\", \"text\": \"From JSON\"}".formatted(general), "Content-Type",
                "application/json; charset=utf-8", "Authorization", "Bearer " + slack.botToken());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(slack.channel("#general").message("From JSON").json().path("bot_id").asString())
                .isEqualTo("B0STEWARD0");
        assertThat(error(wire.post("/sandbox/api/chat.postMessage", "{", "Content-Type", "application/json")))
                .isEqualTo("invalid_json");
    }

    @Test
    void refusesWhatTheManifestHasNoScopeFor() {
        JsonNode refused = wire.call("files.info", "file", "F1");

        assertThat(refused.path("error").asString()).isEqualTo("missing_scope");
        assertThat(refused.path("needed").asString()).isEqualTo("files:read");
        assertThat(refused.path("provided").asString()).contains("chat:write").doesNotContain("files:read");
        assertThat(error("team.info")).isEqualTo("missing_scope");
        assertThat(error("chat.teleport")).isEqualTo("unknown_method");
    }

    // ---- posting

    @Test
    void postsWhereTheAppIs() {
        JsonNode posted = wire.call("chat.postMessage", "channel", general, "text", "Hello <@U0MAYAPM01>", "metadata",
                "{\"event_type\": \"card\", \"event_payload\": {\"id\": \"7\"}}");

        assertThat(posted.path("ok").asBoolean()).isTrue();
        assertThat(posted.path("channel").asString()).isEqualTo(general.value());
        assertThat(posted.path("message").path("ts").asString()).isEqualTo(posted.path("ts").asString());
        assertThat(posted.path("message").path("metadata").path("event_payload").path("id").asString())
                .isEqualTo("7");
        assertThat(posted.path("ts").asString()).matches("\\d{10}\\.\\d{6}");
        assertThat(wire.call("chat.postMessage", "channel", PM.id(), "text", "To you").path("channel").asString())
                .startsWith("D");
        assertThat(wire.call("chat.postMessage", "channel", "#releases", "text", "By name").path("channel")
                .asString()).isEqualTo(slack.id("#releases").value());
    }

    @Test
    void postsNowhereElse() {
        channels.leave(slack.id("#releases"), Seed.BOT);
        channels.archive(general, true);
        ChannelId theirs = channels.direct(PM.id(), OPS.id()).id();

        assertThat(error("chat.postMessage", "text", "x")).isEqualTo("invalid_arguments");
        assertThat(error("chat.postMessage", "channel", "C0NOWHERE", "text", "x")).isEqualTo("channel_not_found");
        assertThat(error("chat.postMessage", "channel", slack.id("#leadership"), "text", "x"))
                .as("private, and the app is not in it").isEqualTo("channel_not_found");
        assertThat(error("chat.postMessage", "channel", theirs, "text", "x")).isEqualTo("channel_not_found");
        assertThat(error("chat.postMessage", "channel", slack.id("#releases"), "text", "x"))
                .isEqualTo("not_in_channel");
        assertThat(error("chat.postMessage", "channel", general, "text", "x")).isEqualTo("is_archived");
        assertThat(error("chat.postMessage", "channel", slack.id("#product-feedback"), "text", "x", "thread_ts",
                "1700000000.000000")).isEqualTo("thread_not_found");
    }

    @Test
    void refusesMessagesThatBreakALimit() {
        ArrayNode blocks = Json.array();
        IntStream.range(0, 51).forEach(i -> blocks.add(section("x")));
        JsonNode refused = wire.call("chat.postMessage", "channel", general, "blocks", Json.write(blocks));
        assertThat(refused.path("error").asString()).isEqualTo("invalid_blocks");
        assertThat(refused.path("response_metadata").path("messages").path(0).asString())
                .startsWith("[ERROR] ").endsWith("[json-pointer:/blocks]");

        ArrayNode wordy = Json.array();
        IntStream.range(0, 5).forEach(i -> wordy.add(section("y".repeat(2900))));
        assertThat(error("chat.postMessage", "channel", general, "blocks", Json.write(wordy)))
                .isEqualTo("msg_blocks_too_long");
        assertThat(error("chat.postMessage", "channel", general, "blocks", "[{\"type\": \"divan\"}]"))
                .isEqualTo("invalid_blocks");
        assertThat(error("chat.postMessage", "channel", general, "blocks", "[{")).isEqualTo("invalid_blocks_format");
        slack.clock().advance(Duration.ofMinutes(1));
        assertThat(error("chat.postMessage", "channel", general)).isEqualTo("no_text");
        assertThat(error("chat.postMessage", "channel", general, "text", "z".repeat(40_001)))
                .isEqualTo("msg_too_long");
        assertThat(error("chat.postMessage", "channel", general, "text", "x", "metadata", "{\"event_type\": \"x\"}"))
                .isEqualTo("invalid_metadata_format");
    }

    @Test
    void changesAndDeletesItsOwnMessagesOnly() {
        String theirs = slack.as(PM).in("#general").says("Mine").ts();
        String ts = wire.call("chat.postMessage", "channel", general, "text", "One", "blocks",
                Json.write(Json.array().add(section("Two")))).path("ts").asString();

        assertThat(error("chat.update", "channel", general, "ts", theirs, "text", "x"))
                .isEqualTo("cant_update_message");
        assertThat(error("chat.delete", "channel", general, "ts", theirs)).isEqualTo("cant_delete_message");
        assertThat(error("chat.update", "channel", general, "ts", "1700000000.000000", "text", "x"))
                .isEqualTo("message_not_found");

        JsonNode changed = wire.call("chat.update", "channel", general, "ts", ts, "text", "Three");
        assertThat(changed.path("message").path("blocks").size()).as("blocks not given stay").isOne();
        assertThat(changed.path("message").path("edited").path("user").asString()).isEqualTo(Seed.BOT.value());
        changed = wire.call("chat.update", "channel", general, "ts", ts, "text", "Three", "blocks", "[]");
        assertThat(changed.path("message").has("blocks")).isFalse();

        assertThat(wire.call("chat.delete", "channel", general, "ts", ts).path("ok").asBoolean()).isTrue();
        assertThat(error("chat.delete", "channel", general, "ts", ts)).isEqualTo("message_not_found");
        assertThat(error("chat.getPermalink", "channel", general, "message_ts", ts)).isEqualTo("message_not_found");
        assertThat(wire.call("chat.getPermalink", "channel", general, "message_ts", theirs).path("permalink")
                .asString()).isEqualTo("https://fernhill.slack.com/archives/" + general + "/p"
                        + theirs.replace(".", ""));
    }

    @Test
    void whispersToOnePersonInTheChannel() {
        JsonNode posted = wire.call("chat.postEphemeral", "channel", general, "user", PM.id(), "text", "Psst");

        assertThat(posted.path("message_ts").asString()).isNotEmpty();
        slack.as(PM).sees("Psst");
        slack.as(OPS).seesNo("Psst");
        assertThat(texts(wire.call("conversations.history", "channel", general))).doesNotContain("Psst");
        assertThat(error("chat.update", "channel", general, "ts", posted.path("message_ts").asString(), "text", "x"))
                .isEqualTo("message_not_found");
        assertThat(error("chat.postEphemeral", "channel", slack.id("#customer-acme"), "user", EXECUTIVE.id(), "text",
                "x")).isEqualTo("user_not_in_channel");
        assertThat(error("chat.postEphemeral", "channel", general, "user", "U0NOBODY", "text", "x"))
                .isEqualTo("user_not_found");
    }

    @Test
    void toleratesABurstInAChannelThenOneMessageASecond() {
        for (int i = 0; i < RateLimits.POSTING_BURST; i++) {
            assertThat(error("chat.postMessage", "channel", general, "text", "burst")).isEmpty();
        }
        HttpResponse<String> refused = wire.response("chat.postMessage", "channel", general, "text", "too many");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(error(refused)).isEqualTo("ratelimited");
        assertThat(error("chat.postMessage", "channel", slack.id("#releases"), "text", "elsewhere")).isEmpty();
        slack.clock().advance(Duration.ofSeconds(1));
        assertThat(error("chat.postMessage", "channel", general, "text", "later")).isEmpty();
    }

    @Test
    void limitsEachMethodByItsTier() {
        List<Integer> statuses = IntStream.range(0, 21).map(i -> wire.response("users.list").statusCode()).boxed()
                .toList();

        assertThat(statuses.subList(0, 20)).containsOnly(200);
        assertThat(statuses.getLast()).isEqualTo(429);
        slack.clock().advance(Duration.ofSeconds(3));
        assertThat(wire.response("users.list").statusCode()).isEqualTo(200);
    }

    // ---- reading

    @Test
    void readsHistoryNewestFirstPageByPage() {
        List<String> posted = IntStream.range(0, 5).mapToObj(i -> wire.call("chat.postMessage", "channel", general,
                "text", "m" + i, "metadata", "{\"event_type\": \"n\", \"event_payload\": {\"n\": %d}}".formatted(i))
                .path("ts").asString()).toList();

        JsonNode first = wire.call("conversations.history", "channel", general, "limit", 2);
        assertThat(texts(first)).containsExactly("m4", "m3");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("messages").path(0).has("metadata")).isFalse();
        JsonNode second = wire.call("conversations.history", "channel", general, "limit", 2, "cursor",
                first.path("response_metadata").path("next_cursor").asString(), "include_all_metadata", true);
        assertThat(texts(second)).containsExactly("m2", "m1");
        assertThat(second.path("messages").path(0).path("metadata").path("event_payload").path("n").asInt())
                .isEqualTo(2);

        assertThat(texts(wire.call("conversations.history", "channel", general, "oldest", posted.get(1), "latest",
                posted.get(3)))).containsExactly("m2");
        assertThat(texts(wire.call("conversations.history", "channel", general, "oldest", posted.get(1), "latest",
                posted.get(3), "inclusive", true))).containsExactly("m3", "m2", "m1");
        assertThat(error("conversations.history", "channel", general, "cursor", "nonsense"))
                .isEqualTo("invalid_cursor");
        assertThat(error("conversations.history", "channel", slack.id("#leadership")))
                .isEqualTo("channel_not_found");
    }

    @Test
    void readsThreads() {
        Person maya = slack.as(PM).in("#general");
        Shown root = maya.says("Root");
        maya.inThreadOf(root).types("Reply");
        wire.call("chat.postMessage", "channel", general, "thread_ts", root.ts(), "text", "From the app");

        JsonNode thread = wire.call("conversations.replies", "channel", general, "ts", root.ts());
        assertThat(texts(thread)).containsExactly("Root", "Reply", "From the app");
        assertThat(thread.path("messages").path(0).path("reply_count").asInt()).isEqualTo(2);
        assertThat(thread.path("messages").path(1).path("parent_user_id").asString()).isEqualTo(PM.id().value());
        assertThat(texts(wire.call("conversations.history", "channel", general))).doesNotContain("Reply");
        assertThat(error("conversations.replies", "channel", general, "ts", "1700000000.000000"))
                .isEqualTo("thread_not_found");
    }

    @Test
    void tellsWhichConversationsThereAre() {
        JsonNode open = wire.call("conversations.list", "limit", 3);
        assertThat(names(open)).containsExactly("customer-acme", "general", "product-feedback");
        assertThat(names(wire.call("conversations.list", "limit", 3, "cursor",
                open.path("response_metadata").path("next_cursor").asString()))).containsExactly("releases");
        assertThat(names(wire.call("conversations.list", "types", "private_channel")))
                .as("only those the app is in").isEmpty();
        assertThat(error("conversations.list", "types", "tea_party")).isEqualTo("invalid_types");

        JsonNode shared = wire.call("conversations.info", "channel", slack.id("#customer-acme")).path("channel");
        assertThat(shared.path("is_ext_shared").asBoolean()).isTrue();
        assertThat(shared.path("is_member").asBoolean()).isTrue();
        assertThat(error("conversations.info", "channel", slack.id("#leadership"))).isEqualTo("channel_not_found");
        assertThat(wire.call("conversations.members", "channel", slack.id("#customer-acme")).path("members")
                .valueStream().map(JsonNode::asString)).contains(Seed.OUTSIDER.value(), Seed.BOT.value());
    }

    @Test
    void opensDirectMessagesAndJoinsChannels() {
        JsonNode opened = wire.call("conversations.open", "users", PM.id());
        assertThat(opened.path("already_open").asBoolean()).isTrue();
        assertThat(wire.call("conversations.open", "users", Seed.OUTSIDER).path("channel").path("id").asString())
                .startsWith("D");
        assertThat(error("conversations.open", "users", "U0NOBODY")).isEqualTo("user_not_found");

        channels.leave(slack.id("#releases"), Seed.BOT);
        assertThat(wire.call("conversations.join", "channel", slack.id("#releases")).has("warning")).isFalse();
        assertThat(wire.call("conversations.join", "channel", slack.id("#releases")).path("warning").asString())
                .isEqualTo("already_in_channel");
        assertThat(error("conversations.join", "channel", slack.id("#leadership"))).isEqualTo("channel_not_found");
    }

    @Test
    void knowsPeopleAndGroups() {
        JsonNode maya = wire.call("users.info", "user", PM.id()).path("user");
        assertThat(maya.path("tz").asString()).isEqualTo("Europe/Stockholm");
        assertThat(maya.path("profile").path("email").asString()).isEqualTo("maya@fernhill.example");
        assertThat(wire.call("users.info", "user", OPS.id()).path("user").path("is_admin").asBoolean()).isTrue();
        JsonNode nadia = wire.call("users.info", "user", Seed.OUTSIDER).path("user");
        assertThat(nadia.path("team_id").asString()).isEqualTo(Channels.OTHER_TEAM);
        assertThat(nadia.path("is_stranger").asBoolean()).isTrue();
        assertThat(error("users.info", "user", "U0NOBODY")).isEqualTo("user_not_found");
        assertThat(wire.call("users.lookupByEmail", "email", "Maya@fernhill.example").path("user").path("id")
                .asString()).isEqualTo(PM.id().value());
        assertThat(error("users.lookupByEmail", "email", "no@fernhill.example")).isEqualTo("users_not_found");

        JsonNode page = wire.call("users.list", "limit", 4);
        assertThat(page.path("members").size()).isEqualTo(4);
        assertThat(wire.call("users.list", "cursor", page.path("response_metadata").path("next_cursor").asString())
                .path("members").size()).isEqualTo(3);
        JsonNode group = wire.call("usergroups.list", "include_users", true).path("usergroups").path(0);
        assertThat(group.path("handle").asString()).isEqualTo("customer-facing");
        assertThat(wire.call("usergroups.users.list", "usergroup", group.path("id").asString()).path("users"))
                .isEqualTo(group.path("users"));
        assertThat(error("usergroups.users.list", "usergroup", "S0NONE")).isEqualTo("no_such_subteam");
    }

    @Test
    void reactsOnce() {
        Shown said = slack.as(PM).in("#general").says("Nice");
        slack.as(OPS).reacts("tada").on(said);

        assertThat(error("reactions.add", "channel", general, "timestamp", said.ts(), "name", "tada")).isEmpty();
        assertThat(error("reactions.add", "channel", general, "timestamp", said.ts(), "name", "tada"))
                .isEqualTo("already_reacted");
        assertThat(error("reactions.add", "channel", general, "timestamp", said.ts(), "name", ":tada:"))
                .isEqualTo("invalid_name");
        assertThat(error("reactions.add", "channel", general, "timestamp", "1700000000.000000", "name", "tada"))
                .isEqualTo("message_not_found");
        JsonNode reaction = wire.call("reactions.get", "channel", general, "timestamp", said.ts()).path("message")
                .path("reactions").path(0);
        assertThat(reaction.path("count").asInt()).isEqualTo(2);
        assertThat(reaction.path("users").valueStream().map(JsonNode::asString)).containsExactly(OPS.id().value(),
                Seed.BOT.value());
    }

    @Test
    void takesFilesInThreeSteps() {
        JsonNode ticket = wire.call("files.getUploadURLExternal", "filename", "chart.png", "length", 5);
        String file = ticket.path("file_id").asString();
        String url = ticket.path("upload_url").asString();
        String files = "[{\"id\": \"%s\", \"title\": \"Chart\"}]".formatted(file);

        assertThat(error("files.completeUploadExternal", "files", files)).as("nothing uploaded yet")
                .isEqualTo("file_not_found");
        assertThat(wire.post(url, "byte").statusCode()).as("fewer bytes than announced").isEqualTo(404);
        assertThat(wire.post(url, "bytes").statusCode()).isEqualTo(200);
        assertThat(wire.post(url, "bytes").statusCode()).as("the address is good once").isEqualTo(404);
        JsonNode done = wire.call("files.completeUploadExternal", "files", files, "channel_id", general,
                "initial_comment", "This week");

        assertThat(done.path("files").path(0).path("title").asString()).isEqualTo("Chart");
        assertThat(done.path("files").path(0).path("mimetype").asString()).isEqualTo("image/png");
        assertThat(slack.channel("#general").message("This week").json().path("files").path(0).path("id").asString())
                .isEqualTo(file);
        assertThat(slack.reads.fileContent(OPS.id(), file).orElseThrow().content()).asString().isEqualTo("bytes");
        JsonNode known = slack.reads.file(OPS.id(), file).orElseThrow();
        assertThat(known.path("shares").path("public").path(general.value()).path(0).path("ts").asString())
                .isEqualTo(slack.channel("#general").message("This week").ts());
        assertThat(known.path("channels").path(0).asString()).isEqualTo(general.value());
        assertThat(error("files.completeUploadExternal", "files", files, "channel_id", general)).as("it is done once")
                .isEqualTo("file_not_found");
        assertThat(error("files.completeUploadExternal", "files", "[{\"id\": \"F0NOBODYS\"}]")).isEqualTo(
                "file_not_found");
        assertThat(error("files.getUploadURLExternal", "filename", "none", "length", 0)).isEqualTo(
                "invalid_arguments");
    }

    private String error(String method, Object... arguments) {
        return Json.text(wire.call(method, arguments), "error");
    }

    private static String error(HttpResponse<String> response) {
        return Json.text(Json.parse(response.body()), "error");
    }

    private static List<String> texts(JsonNode response) {
        return response.path("messages").valueStream().map(message -> Json.text(message, "text")).toList();
    }

    private static List<String> names(JsonNode response) {
        return response.path("channels").valueStream().map(channel -> Json.text(channel, "name")).toList();
    }

    private static JsonNode section(String text) {
        return Json.parse("{\"type\": \"section\", \"text\": {\"type\": \"mrkdwn\", \"text\": \"%s\"}}"
                .formatted(text));
    }
}
