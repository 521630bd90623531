package dev.steward.slack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.steward.slack.BlockKitRules.Violation;

/** What is wrong with one message or view, gathered while looking at it from top to bottom. */
final class Findings {
    /** The longest {@code block_id}, {@code action_id} or {@code callback_id}. */
    static final int ID = 255;
    static final int URL = 3_000;

    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();
    private final Set<String> actionIds = new HashSet<>();
    private boolean focused;

    List<Violation> all() {
        return List.copyOf(violations);
    }

    void add(String path, String problem) {
        violations.add(new Violation(path, problem));
    }

    boolean required(String path, JsonNode node, String field) {
        if (node.hasNonNull(field)) {
            return true;
        }
        add(path + "." + field, "missing required field: " + field);
        return false;
    }

    /** A string, where there is one, of at most so many characters. */
    void atMost(String path, JsonNode value, int most) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (!value.isString()) {
            add(path, "must be a string");
        } else if (value.asString().length() > most) {
            add(path, "must be less than " + (most + 1) + " characters");
        }
    }

    void requiredString(String path, JsonNode node, String field, int most) {
        if (required(path, node, field)) {
            notEmpty(path + "." + field, node.path(field), most);
        }
    }

    private void notEmpty(String path, JsonNode value, int most) {
        if (value.isString() && value.asString().isEmpty()) {
            add(path, "must be more than 0 characters");
        }
        atMost(path, value, most);
    }

    void url(String path, JsonNode node, String field) {
        JsonNode url = node.path(field);
        atMost(path + "." + field, url, URL);
        if (url.isString() && !url.asString().matches("(?i)(https?|mailto|slack):.+")) {
            add(path + "." + field, "invalid url");
        }
    }

    void count(String path, JsonNode items, int least, int most) {
        if (!items.isArray()) {
            add(path, "must be an array");
        } else if (items.size() < least) {
            add(path, "no fewer than " + least + " items allowed");
        } else if (items.size() > most) {
            add(path, "no more than " + most + " items allowed");
        }
    }

    void range(String path, JsonNode value, int least, int most) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (!value.isIntegralNumber()) {
            add(path, "must be an integer");
        } else if (value.asLong() < least) {
            add(path, "must be at least " + least);
        } else if (value.asLong() > most) {
            add(path, "must be at most " + most);
        }
    }

    void optionalPlainText(String path, JsonNode text, int most) {
        if (!text.isMissingNode() && !text.isNull()) {
            plainText(path, text, most);
        }
    }

    void plainText(String path, JsonNode text, int most) {
        text(path, text, most, false);
    }

    void anyText(String path, JsonNode text, int most) {
        text(path, text, most, true);
    }

    private void text(String path, JsonNode text, int most, boolean mrkdwnToo) {
        if (!text.isObject()) {
            add(path, "must provide an object");
            return;
        }
        String type = text.path("type").asString("");
        if (!type.equals("plain_text") && !(mrkdwnToo && type.equals("mrkdwn"))) {
            add(path + ".type", type.isEmpty() ? "missing required field: type" : "unsupported type: " + type);
        }
        requiredString(path, text, "text", most);
    }

    void oneOf(String path, JsonNode value, Set<String> allowed) {
        if (!value.isMissingNode() && !value.isNull() && !allowed.contains(value.asString(""))) {
            add(path, "must be a valid enum value");
        }
    }

    void blockId(String path, JsonNode block) {
        unique(path + ".block_id", block.path("block_id"), blockIds, "block_id");
    }

    void actionId(String path, JsonNode element) {
        unique(path + ".action_id", element.path("action_id"), actionIds, "action_id");
    }

    private void unique(String path, JsonNode id, Set<String> seen, String name) {
        atMost(path, id, ID);
        String value = id.asString("");
        if (!value.isEmpty() && !seen.add(value)) {
            add(path, "`" + name + "` must be unique: \"" + value + "\" already exists");
        }
    }

    void focus(String path, JsonNode element) {
        if (element.path("focus_on_load").asBoolean(false)) {
            if (focused) {
                add(path + ".focus_on_load", "only one element can have focus_on_load");
            }
            focused = true;
        }
    }
}
