package dev.steward.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.workspace.UserId;

/**
 * A modal on somebody's screen, or their App Home.
 *
 * @param level      0 for the first of the stack
 * @param previousId the modal beneath it
 * @param hash       changes with every change of what it shows
 * @param body       the view as the app gave it, completed with ids
 * @param values     what its fields hold
 */
record View(String id, UserId person, Kind kind, int level, String rootId, @Nullable String previousId,
        @Nullable String externalId, String hash, ObjectNode body, ObjectNode values) {

    enum Kind {
        MODAL, HOME
    }

    String callbackId() {
        return Json.text(body, "callback_id");
    }

    /** Slack's view object. */
    ObjectNode json(Team team) {
        ObjectNode json = body.deepCopy();
        json.put("id", id).put("team_id", team.id());
        for (String text : new String[]{"private_metadata", "callback_id"}) {
            json.put(text, Json.text(body, text));
        }
        for (String object : new String[]{"title", "submit", "close"}) {
            if (!json.has(object)) {
                json.putNull(object);
            }
        }
        for (String flag : new String[]{"clear_on_close", "notify_on_close", "submit_disabled"}) {
            json.put(flag, Json.flag(body, flag));
        }
        json.putObject("state").set("values", values.deepCopy());
        return json.put("external_id", externalId == null ? "" : externalId).put("hash", hash)
                .put("root_view_id", rootId).put("previous_view_id", previousId).put("app_id", team.appId())
                .put("app_installed_team_id", team.id()).put("bot_id", team.botId());
    }
}
