package dev.steward.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes Slack's JSON, where anything may be missing. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** @throws JacksonException when it is no JSON */
    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** For what this package wrote itself. */
    static ObjectNode parseObject(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** The field's text; empty when it is missing or no text. */
    static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }

    static @Nullable String textOrNull(JsonNode node, String field) {
        String text = text(node, field);
        return text.isEmpty() ? null : text;
    }

    /** The field as a boolean, however it was sent: {@code true}, {@code "true"} or {@code 1}. */
    static boolean flag(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean()
                ? value.booleanValue()
                : value.isNumber()
                        ? value.intValue() != 0
                        : value.stringValue("").equals("true") || value.stringValue("").equals("1");
    }
}
