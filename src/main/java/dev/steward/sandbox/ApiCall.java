package dev.steward.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of the Web API, by an app known by its token.
 *
 * @param arguments a form's are all texts; a JSON body's are as sent
 * @param scopes    what the app was granted
 */
record ApiCall(Team team, ObjectNode arguments, SortedSet<String> scopes) {

    /** @return empty when missing */
    String text(String name) {
        JsonNode value = arguments.path(name);
        return value.isNumber() || value.isBoolean() ? value.asString() : value.stringValue("");
    }

    @Nullable
    String textOrNull(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    /** @throws ApiError when missing */
    String required(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw ApiError.withMessages("invalid_arguments", List.of("missing required field: " + name));
        }
        return text;
    }

    boolean flag(String name) {
        return Json.flag(arguments, name);
    }

    /** A JSON argument, sent as such or as text; missing when it is not there. */
    JsonNode json(String name) {
        JsonNode value = arguments.path(name);
        if (!value.isString()) {
            return value;
        }
        if (value.stringValue().isBlank()) {
            return Json.object().path("missing");
        }
        try {
            return Json.parse(value.stringValue());
        } catch (JacksonException e) {
            throw new ApiError(name.equals("blocks") ? "invalid_blocks_format" : "invalid_json");
        }
    }

    /** What the arguments say of a message: text, blocks, attachments, metadata. */
    ObjectNode message() {
        ObjectNode message = Json.object();
        for (String text : new String[]{"text", "markdown_text", "username", "icon_emoji", "icon_url"}) {
            if (arguments.has(text)) {
                message.put(text, text(text));
            }
        }
        for (String part : new String[]{"blocks", "attachments", "metadata"}) {
            JsonNode value = json(part);
            if (!value.isMissingNode() && !value.isNull()) {
                message.set(part, value);
            }
        }
        return message;
    }

    /** @throws ApiError when the app was granted none of them */
    void requireScope(String... anyOf) {
        if (List.of(anyOf).stream().noneMatch(scopes::contains)) {
            throw ApiError.missingScope(String.join(",", anyOf), String.join(",", scopes));
        }
    }

    /** How many are wanted. */
    int limit(int usual, int most) {
        String wanted = text("limit");
        if (wanted.isEmpty()) {
            return usual;
        }
        try {
            int limit = Integer.parseInt(wanted);
            if (limit < 1 || limit > 1000) {
                throw new ApiError("invalid_limit");
            }
            return Math.min(limit, most);
        } catch (NumberFormatException e) {
            throw new ApiError("invalid_limit");
        }
    }

    /** What the cursor points at; empty at the beginning. */
    String cursor() {
        String cursor = text("cursor");
        if (cursor.isEmpty()) {
            return "";
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (decoded.startsWith("next:")) {
                return decoded.substring("next:".length());
            }
        } catch (IllegalArgumentException e) {
            // no cursor of ours
        }
        throw new ApiError("invalid_cursor");
    }

    static void nextCursor(ObjectNode response, String at) {
        response.withObjectProperty("response_metadata").put("next_cursor", at.isEmpty()
                ? ""
                : Base64.getEncoder().encodeToString(("next:" + at).getBytes(StandardCharsets.UTF_8)));
    }

    /** One page of the list, under {@code name}, with the cursor to the next. */
    ObjectNode page(String name, List<? extends JsonNode> all, int usual) {
        int from;
        try {
            from = cursor().isEmpty() ? 0 : Integer.parseInt(cursor());
        } catch (NumberFormatException e) {
            throw new ApiError("invalid_cursor");
        }
        int to = Math.min(all.size(), from + limit(usual, 1000));
        ObjectNode response = Json.object();
        ArrayNode page = response.putArray(name);
        for (int i = Math.min(from, to); i < to; i++) {
            page.add(all.get(i));
        }
        nextCursor(response, to < all.size() ? Integer.toString(to) : "");
        return response;
    }
}
