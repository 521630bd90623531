package dev.steward.slack;

import java.util.List;
import java.util.function.Consumer;

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

    /** Slack's, where a field says nothing of it. */
    private static final int LONGEST_INPUT = 3_000;

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
            JsonElement blocks = GSON.toJsonTree(message.blocks());
            each(blocks, Outgoing::showable);
            body.add("blocks", blocks);
        }
        check(BlockKitRules.message(JSON.readTree(GSON.toJson(body))));
        return body;
    }

    /** @throws IllegalStateException when Slack would refuse it and this is strict */
    JsonObject view(View view) {
        JsonObject json = GSON.toJsonTree(view).getAsJsonObject();
        SLACKS_OWN.forEach(json::remove);
        each(json, object -> {
            showable(object);
            withoutErased(object);
            fitting(object);
        });
        check(BlockKitRules.view(JSON.readTree(GSON.toJson(json))));
        return json;
    }

    private static void each(JsonElement json, Consumer<JsonObject> does) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(element -> each(element, does));
        } else if (json.isJsonObject()) {
            does.accept(json.getAsJsonObject());
            json.getAsJsonObject().asMap().values().forEach(value -> each(value, does));
        }
    }

    /** Mrkdwn has passed {@link Mrkdwn#escape}; names and words stand in plain text as they were typed. */
    private static void showable(JsonObject json) {
        if (is(json, "plain_text") && json.has("text")) {
            json.addProperty("text", Mrkdwn.plain(json.get("text").getAsString()));
        }
    }

    /** Slack refuses a form in which somebody is chosen whom it does not know. */
    private static void withoutErased(JsonObject json) {
        if (json.has("initial_user") && erased(json.get("initial_user"))) {
            json.remove("initial_user");
        }
        if (json.has("initial_users")) {
            var people = json.getAsJsonArray("initial_users");
            List.copyOf(people.asList()).stream().filter(Outgoing::erased).forEach(people::remove);
            if (people.isEmpty()) {
                json.remove("initial_users");
            }
        }
    }

    /** Slack refuses a form with more in a field than that may hold, as a command may have brought along. */
    private static void fitting(JsonObject json) {
        if (is(json, "plain_text_input") && json.has("initial_value")) {
            int most = json.has("max_length") ? json.get("max_length").getAsInt() : LONGEST_INPUT;
            json.addProperty("initial_value", Mrkdwn.beginning(json.get("initial_value").getAsString(), most));
        }
    }

    private static boolean is(JsonObject json, String type) {
        return json.has("type") && json.get("type").isJsonPrimitive() && json.get("type").getAsString().equals(type);
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
