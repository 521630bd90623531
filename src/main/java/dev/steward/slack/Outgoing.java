package dev.steward.slack;

import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.slack.BlockKitRules.Violation;
import dev.steward.workspace.UserId;

/** Writes messages and views as Slack's JSON, and lets none leave that Slack would refuse. */
public final class Outgoing {
    private static final Logger log = LoggerFactory.getLogger(Outgoing.class);
    private static final Gson GSON = GsonFactory.createSnakeCase().newBuilder().disableHtmlEscaping().create();
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What Slack adds to a view and refuses to be given back. */
    private static final List<String> SLACKS_OWN = List.of("id", "team_id", "state", "hash", "root_view_id",
            "previous_view_id", "app_id", "app_installed_team_id", "bot_id");

    private final boolean strict;

    /** @param strict whether what Slack would refuse is an error, as in tests and the sandbox, or is only told in the log */
    public Outgoing(boolean strict) {
        this.strict = strict;
    }

    /** @throws IllegalStateException when Slack would refuse it and this is strict */
    public JsonObject message(Message message) {
        var body = new JsonObject();
        body.addProperty("text", message.text());
        if (!message.blocks().isEmpty()) {
            body.add("blocks", showable(GSON.toJsonTree(message.blocks())));
        }
        check(BlockKitRules.message(JSON.readTree(GSON.toJson(body))));
        return body;
    }

    /** @throws IllegalStateException when Slack would refuse it and this is strict */
    JsonObject view(View view) {
        JsonObject json = showable(GSON.toJsonTree(view)).getAsJsonObject();
        SLACKS_OWN.forEach(json::remove);
        withoutErased(json);
        check(BlockKitRules.view(JSON.readTree(GSON.toJson(json))));
        return json;
    }

    /** Mrkdwn has passed {@link Mrkdwn#escape}; names and words stand in plain text as they were typed. */
    private static JsonElement showable(JsonElement json) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(Outgoing::showable);
        } else if (json.isJsonObject()) {
            JsonObject object = json.getAsJsonObject();
            if (object.has("type") && object.get("type").isJsonPrimitive()
                    && object.get("type").getAsString().equals("plain_text") && object.has("text")) {
                object.addProperty("text", Mrkdwn.plain(object.get("text").getAsString()));
            }
            object.asMap().values().forEach(Outgoing::showable);
        }
        return json;
    }

    /** Slack refuses a form in which somebody is chosen whom it does not know. */
    private static void withoutErased(JsonElement json) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(Outgoing::withoutErased);
        } else if (json.isJsonObject()) {
            JsonObject object = json.getAsJsonObject();
            if (object.has("initial_user") && erased(object.get("initial_user"))) {
                object.remove("initial_user");
            }
            if (object.has("initial_users")) {
                var people = object.getAsJsonArray("initial_users");
                List.copyOf(people.asList()).stream().filter(Outgoing::erased).forEach(people::remove);
                if (people.isEmpty()) {
                    object.remove("initial_users");
                }
            }
            object.asMap().values().forEach(Outgoing::withoutErased);
        }
    }

    private static boolean erased(JsonElement user) {
        return new UserId(user.getAsString()).anonymous();
    }

    static String write(JsonObject json) {
        return GSON.toJson(json);
    }

    private void check(List<Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        if (strict) {
            throw new IllegalStateException("Slack would refuse this: " + violations);
        }
        log.warn("Slack will probably refuse this: {}", violations);
    }
}
