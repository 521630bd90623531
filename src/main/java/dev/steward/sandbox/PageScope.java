package dev.steward.sandbox;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * Where blocks are shown, and to whom.
 *
 * @param id     starts the ids of all that is shown, so that none occurs twice on a page
 * @param state  what the fields hold: {@code state.values} of a view, empty in a message
 * @param errors the sentence under each field, by block id
 */
record PageScope(String id, PageNames names, ZoneId zone, JsonNode state, Map<String, String> errors) {

    /** What the field holds, in Slack's shape; empty where only the element's own initial value counts. */
    Optional<JsonNode> held(String blockId, String actionId) {
        var held = state.path(blockId).path(actionId);
        return held.isMissingNode() ? Optional.empty() : Optional.of(held);
    }

    String fieldId(String blockId, String actionId) {
        return id + "-" + PageFields.name(blockId, actionId);
    }

    PageMrkdwn mrkdwn() {
        return new PageMrkdwn(names, zone);
    }

    /** A text object: plain or mrkdwn. */
    PageHtml text(JsonNode object) {
        if (object.isString()) {
            return mrkdwn().render(object.asString(""));
        }
        var text = object.path("text").asString("");
        return object.path("type").asString("").equals("mrkdwn") ? mrkdwn().render(text) : PageText.plain(text);
    }
}
