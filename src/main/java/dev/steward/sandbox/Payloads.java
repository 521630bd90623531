package dev.steward.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.UserId;

/** Writes what Slack sends to an app when somebody does something. */
@Component
@SandboxMode
class Payloads {
    private final Teams teams;
    private final People people;
    private final Channels channels;
    private final Messages messages;
    private final Triggers triggers;
    private final ResponseUrls urls;
    private final Timestamps timestamps;

    Payloads(Teams teams, People people, Channels channels, Messages messages, Triggers triggers, ResponseUrls urls,
            Timestamps timestamps) {
        this.teams = teams;
        this.people = people;
        this.channels = channels;
        this.messages = messages;
        this.triggers = triggers;
        this.urls = urls;
        this.timestamps = timestamps;
    }

    Map<String, String> command(UserId person, Channel channel, String command, String text) {
        Team team = teams.get();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", "sandbox");
        form.put("team_id", team.id());
        form.put("team_domain", team.domain());
        form.put("channel_id", channel.id().value());
        form.put("channel_name", channel.nameInPayloads());
        form.put("user_id", person.value());
        form.put("user_name", people.get(person).handle());
        form.put("command", command);
        form.put("text", text);
        form.put("api_app_id", team.appId());
        form.put("is_enterprise_install", "false");
        form.put("response_url", urls.issue(person, channel.id(), null, null));
        form.put("trigger_id", triggers.issue(person, null));
        return form;
    }

    ObjectNode actionInMessage(UserId person, StoredMessage message, ObjectNode action, JsonNode values) {
        Channel channel = channels.get(message.channel());
        ObjectNode payload = start("block_actions", person);
        container(payload, message);
        payload.put("trigger_id", triggers.issue(person, null));
        payload.putObject("channel").put("id", channel.id().value()).put("name", channel.nameInPayloads());
        if (!message.ephemeral()) {
            // of ephemeral messages Slack tells the place alone
            payload.set("message", messages.json(message, true));
        }
        payload.putObject("state").set("values", values);
        payload.put("response_url", urls.issue(person, channel.id(), message.ts(), message.threadTs()));
        payload.putArray("actions").add(action);
        return payload;
    }

    ObjectNode actionInView(View view, ObjectNode action) {
        ObjectNode payload = start("block_actions", view.person());
        payload.putObject("container").put("type", "view").put("view_id", view.id());
        payload.put("trigger_id", triggers.issue(view.person(), view.kind() == View.Kind.MODAL ? view.id() : null));
        payload.set("view", view.json(teams.get()));
        payload.putArray("actions").add(action);
        return payload;
    }

    ObjectNode suggestionInMessage(UserId person, StoredMessage message, String blockId, String actionId,
            String typed) {
        Channel channel = channels.get(message.channel());
        ObjectNode payload = suggestion(person, blockId, actionId, typed);
        container(payload, message);
        payload.putObject("channel").put("id", channel.id().value()).put("name", channel.nameInPayloads());
        payload.set("message", messages.json(message, true));
        return payload;
    }

    ObjectNode suggestionInView(View view, String blockId, String actionId, String typed) {
        ObjectNode payload = suggestion(view.person(), blockId, actionId, typed);
        payload.putObject("container").put("type", "view").put("view_id", view.id());
        payload.set("view", view.json(teams.get()));
        return payload;
    }

    ObjectNode submission(View view) {
        ObjectNode payload = start("view_submission", view.person());
        payload.put("trigger_id", triggers.issue(view.person(), view.id()));
        payload.set("view", view.json(teams.get()));
        payload.putArray("response_urls");
        return payload;
    }

    ObjectNode closed(View view, boolean all) {
        ObjectNode payload = start("view_closed", view.person());
        payload.set("view", view.json(teams.get()));
        return payload.put("is_cleared", all);
    }

    ObjectNode messageShortcut(UserId person, String callbackId, StoredMessage message) {
        Channel channel = channels.get(message.channel());
        ObjectNode payload = start("message_action", person);
        payload.put("action_ts", timestamps.next()).put("callback_id", callbackId)
                .put("trigger_id", triggers.issue(person, null))
                .put("response_url", urls.issue(person, channel.id(), null, message.threadTs()))
                .put("message_ts", message.ts());
        payload.putObject("channel").put("id", channel.id().value()).put("name", channel.nameInPayloads());
        payload.set("message", messages.json(message, true));
        return payload;
    }

    ObjectNode globalShortcut(UserId person, String callbackId) {
        return start("shortcut", person).put("action_ts", timestamps.next()).put("callback_id", callbackId)
                .put("trigger_id", triggers.issue(person, null));
    }

    private ObjectNode suggestion(UserId person, String blockId, String actionId, String typed) {
        return start("block_suggestion", person).put("action_id", actionId).put("block_id", blockId).put("value",
                typed);
    }

    private static void container(ObjectNode payload, StoredMessage message) {
        ObjectNode container = payload.putObject("container").put("type", "message").put("message_ts", message.ts())
                .put("channel_id", message.channel().value()).put("is_ephemeral", message.ephemeral());
        if (message.threadTs() != null) {
            container.put("thread_ts", message.threadTs());
        }
    }

    private ObjectNode start(String type, UserId who) {
        Team team = teams.get();
        Person person = people.get(who);
        ObjectNode payload = Json.object().put("type", type).put("token", "sandbox").put("api_app_id", team.appId());
        payload.putObject("team").put("id", team.id()).put("domain", team.domain());
        payload.putObject("user").put("id", who.value()).put("username", person.handle())
                .put("name", person.handle()).put("team_id", person.teamId());
        payload.putNull("enterprise");
        return payload.put("is_enterprise_install", false);
    }

    /** What the fields of a message hold: nothing is kept of it between two uses but what the client says. */
    static ObjectNode valuesOf(StoredMessage message, List<Field> fields, ViewState.Offered offered) {
        return ViewState.with(message.body().path("blocks"), Json.object(), fields, offered);
    }
}
