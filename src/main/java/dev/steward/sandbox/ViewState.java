package dev.steward.sandbox;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.Blocks.Element;

/** What the fields of a view or message hold: Slack's {@code state.values}, by block id and action id. */
final class ViewState {
    /** Used, but nothing that they hold. */
    private static final Set<String> STATELESS = Set.of("button", "overflow", "image", "workflow_button", "icon_button",
            "feedback_buttons");

    private ViewState() {}

    /** Knows the labels of choices that an app offered while somebody typed. */
    @FunctionalInterface
    interface Offered {
        Optional<JsonNode> option(String blockId, String actionId, String value);
    }

    /**
     * The state of the blocks. What {@code before} holds of a field with the same block id, action id and type stays, as Slack
     * keeps it; other fields hold their initial values.
     */
    static ObjectNode of(JsonNode blocks, JsonNode before) {
        ObjectNode values = Json.object();
        for (Element element : Blocks.elements(blocks)) {
            if (STATELESS.contains(element.type())) {
                continue;
            }
            JsonNode kept = before.path(element.blockId()).path(element.actionId());
            values.withObjectProperty(element.blockId()).set(element.actionId(),
                    Json.text(kept, "type").equals(element.type()) ? kept.deepCopy() : initial(element.json()));
        }
        return values;
    }

    /** The state after somebody filled these fields; fields that are not in the blocks are passed over. */
    static ObjectNode with(JsonNode blocks, JsonNode before, List<Field> fields, Offered offered) {
        ObjectNode values = of(blocks, before);
        for (Field field : fields) {
            Blocks.element(blocks, field.blockId(), field.actionId()).filter(e -> !STATELESS.contains(e.type()))
                    .ifPresent(element -> {
                        ObjectNode block = values.withObjectProperty(field.blockId());
                        block.set(field.actionId(),
                                held(element, field.values(), block.path(field.actionId()), offered));
                    });
        }
        return values;
    }

    /** What Slack's client itself refuses on submit: a sentence by block id. */
    static Map<String, String> refusals(JsonNode blocks, JsonNode values) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (Element element : Blocks.elements(blocks)) {
            if (element.input() != null) {
                String refusal = refusal(element, values.path(element.blockId()).path(element.actionId()));
                if (refusal != null) {
                    refusals.put(element.blockId(), refusal);
                }
            }
        }
        return refusals;
    }

    /** The action that Slack reports when the element is used: what it is and what it now holds. */
    static ObjectNode action(Element element, List<String> chosen, JsonNode values, Offered offered, String ts) {
        ObjectNode action = Json.object();
        action.put("action_id", element.actionId()).put("block_id", element.blockId());
        switch (element.type()) {
            case "button" -> {
                action.set("text", element.json().path("text").deepCopy());
                copy(element.json(), action, "value", "style");
            }
            case "overflow" ->
                action.set("selected_option", option(element, chosen.isEmpty() ? "" : chosen.getFirst(), offered));
            case "static_select", "external_select", "users_select", "conversations_select", "channels_select" -> {
                action.setAll(heldNow(element, values));
                copy(element.json(), action, "placeholder");
            }
            default -> action.setAll(heldNow(element, values));
        }
        return action.put("type", element.type()).put("action_ts", ts);
    }

    private static ObjectNode heldNow(Element element, JsonNode values) {
        return values.path(element.blockId()).path(element.actionId()) instanceof ObjectNode held
                ? held.deepCopy()
                : Json.object();
    }

    private static void copy(JsonNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.has(field)) {
                to.set(field, from.get(field).deepCopy());
            }
        }
    }

    private static ObjectNode initial(JsonNode element) {
        String type = Json.text(element, "type");
        ObjectNode held = Json.object().put("type", type);
        switch (type) {
            case "static_select", "external_select", "radio_buttons" -> from(element, "initial_option", held,
                    "selected_option");
            case "multi_static_select", "multi_external_select", "checkboxes" -> fromMany(element, "initial_options",
                    held, "selected_options");
            case "users_select" -> from(element, "initial_user", held, "selected_user");
            case "multi_users_select" -> fromMany(element, "initial_users", held, "selected_users");
            case "conversations_select" -> from(element, "initial_conversation", held, "selected_conversation");
            case "multi_conversations_select" ->
                fromMany(element, "initial_conversations", held, "selected_conversations");
            case "channels_select" -> from(element, "initial_channel", held, "selected_channel");
            case "multi_channels_select" -> fromMany(element, "initial_channels", held, "selected_channels");
            case "datepicker" -> from(element, "initial_date", held, "selected_date");
            case "timepicker" -> from(element, "initial_time", held, "selected_time");
            case "datetimepicker" -> from(element, "initial_date_time", held, "selected_date_time");
            case "rich_text_input" -> from(element, "initial_value", held, "rich_text_value");
            case "file_input" -> held.putArray("files");
            default -> from(element, "initial_value", held, "value");
        }
        return held;
    }

    private static void from(JsonNode element, String source, ObjectNode held, String target) {
        held.set(target, element.has(source) ? element.get(source).deepCopy() : Json.object().nullNode());
    }

    private static void fromMany(JsonNode element, String source, ObjectNode held, String target) {
        held.set(target, element.path(source).isArray() ? element.get(source).deepCopy() : Json.array());
    }

    private static ObjectNode held(Element element, List<String> values, JsonNode before, Offered offered) {
        ObjectNode held = Json.object().put("type", element.type());
        String first = values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
        switch (element.type()) {
            case "static_select", "external_select", "radio_buttons" -> {
                if (first == null) {
                    held.putNull("selected_option");
                } else {
                    held.set("selected_option", keptOption(before.path("selected_option"), first)
                            .orElseGet(() -> option(element, first, offered)));
                }
            }
            case "multi_static_select", "multi_external_select", "checkboxes" -> {
                ArrayNode chosen = held.putArray("selected_options");
                for (String value : values) {
                    chosen.add(before.path("selected_options").valueStream()
                            .filter(kept -> Json.text(kept, "value").equals(value)).findFirst()
                            .orElseGet(() -> option(element, value, offered)));
                }
            }
            case "users_select" -> held.put("selected_user", first);
            case "multi_users_select" -> values.forEach(held.putArray("selected_users")::add);
            case "conversations_select" -> held.put("selected_conversation", first);
            case "multi_conversations_select" -> values.forEach(held.putArray("selected_conversations")::add);
            case "channels_select" -> held.put("selected_channel", first);
            case "multi_channels_select" -> values.forEach(held.putArray("selected_channels")::add);
            case "datepicker" -> held.put("selected_date", first);
            case "timepicker" -> held.put("selected_time", first);
            case "datetimepicker" -> {
                if (first == null) {
                    held.putNull("selected_date_time");
                } else {
                    held.put("selected_date_time", Long.parseLong(first));
                }
            }
            case "rich_text_input" -> {
                if (first == null) {
                    held.putNull("rich_text_value");
                } else {
                    held.putObject("rich_text_value").put("type", "rich_text").putArray("elements").addObject()
                            .put("type", "rich_text_section").putArray("elements").addObject().put("type", "text")
                            .put("text", first);
                }
            }
            case "file_input" -> values.forEach(id -> held.withArray("files").addObject().put("id", id));
            default -> held.put("value", first);
        }
        return held;
    }

    private static Optional<JsonNode> keptOption(JsonNode kept, String value) {
        return Json.text(kept, "value").equals(value) ? Optional.of(kept.deepCopy()) : Optional.empty();
    }

    private static JsonNode option(Element element, String value, Offered offered) {
        return Blocks.option(element.json(), value)
                .or(() -> offered.option(element.blockId(), element.actionId(), value)).map(JsonNode::deepCopy)
                .orElseGet(() -> {
                    ObjectNode plain = Json.object();
                    plain.set("text", Blocks.plainText(value));
                    return plain.put("value", value);
                });
    }

    private static @Nullable String refusal(Element element, JsonNode held) {
        String value = Json.text(held, "value");
        if (empty(held)) {
            return Json.flag(Optional.ofNullable(element.input()).orElseThrow(), "optional")
                    ? null
                    : "Please complete this required field.";
        }
        JsonNode json = element.json();
        return switch (element.type()) {
            case "plain_text_input" -> {
                int max = json.path("max_length").asInt(3000);
                int min = json.path("min_length").asInt(0);
                yield value.length() > max
                        ? "Please enter %d characters or fewer.".formatted(max)
                        : value.length() < min ? "Please enter at least %d characters.".formatted(min) : null;
            }
            case "email_text_input" ->
                value.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+") ? null : "Please enter a valid email address.";
            case "url_text_input" -> isUrl(value) ? null : "Please enter a valid URL.";
            case "number_input" -> refusalOfNumber(json, value);
            default -> null;
        };
    }

    private static boolean empty(JsonNode held) {
        return held.properties().stream().filter(entry -> !entry.getKey().equals("type"))
                .allMatch(entry -> entry.getValue().isNull() || entry.getValue().isContainer()
                        && entry.getValue().isEmpty() || entry.getValue().stringValue("x").isEmpty());
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String refusalOfNumber(JsonNode element, String value) {
        if (!value.matches("-?\\d+(\\.\\d+)?") || !Json.flag(element, "is_decimal_allowed") && value.contains(".")) {
            return Json.flag(element, "is_decimal_allowed")
                    ? "Please enter a valid number."
                    : "Please enter a whole number.";
        }
        double number = Double.parseDouble(value);
        String min = Json.text(element, "min_value");
        String max = Json.text(element, "max_value");
        if (!min.isEmpty() && number < Double.parseDouble(min)) {
            return "Please enter a number of at least %s.".formatted(min);
        }
        return !max.isEmpty() && number > Double.parseDouble(max)
                ? "Please enter a number of at most %s.".formatted(max)
                : null;
    }
}
