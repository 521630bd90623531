package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds a way through Block Kit. */
final class Blocks {
    private Blocks() {}

    /** As Slack gives blocks back: every block and every interactive element has an id, every text says its flags. */
    static ArrayNode completed(JsonNode blocks) {
        ArrayNode completed = Json.array();
        for (JsonNode block : blocks.values()) {
            if (block instanceof ObjectNode given) {
                ObjectNode copy = given.deepCopy();
                if (Json.text(copy, "block_id").isEmpty()) {
                    copy.put("block_id", SlackIds.secret(3));
                }
                for (ObjectNode element : elementsOf(copy)) {
                    if (Json.text(element, "action_id").isEmpty()) {
                        element.put("action_id", SlackIds.secret(4));
                    }
                }
                completeTexts(copy);
                completed.add(copy);
            }
        }
        return completed;
    }

    /** Every element that a person can use, in order. */
    static List<Element> elements(JsonNode blocks) {
        List<Element> elements = new ArrayList<>();
        for (JsonNode block : blocks.values()) {
            for (ObjectNode element : elementsOf(block)) {
                elements.add(new Element(Json.text(block, "block_id"), Json.text(element, "action_id"), element,
                        Json.text(block, "type").equals("input") ? block : null));
            }
        }
        return elements;
    }

    static Optional<Element> element(JsonNode blocks, String blockId, String actionId) {
        return elements(blocks).stream().filter(e -> e.blockId().equals(blockId) && e.actionId().equals(actionId))
                .findFirst();
    }

    /** The option of the element with that value, group or no group. */
    static Optional<JsonNode> option(JsonNode element, String value) {
        List<JsonNode> options = new ArrayList<>(element.path("options").values());
        element.path("option_groups").values().forEach(group -> options.addAll(group.path("options").values()));
        return options.stream().filter(option -> Json.text(option, "value").equals(value)).findFirst();
    }

    static ObjectNode plainText(String text) {
        return Json.object().put("type", "plain_text").put("text", text).put("emoji", true);
    }

    private static List<ObjectNode> elementsOf(JsonNode block) {
        List<ObjectNode> elements = new ArrayList<>();
        switch (Json.text(block, "type")) {
            case "input" -> add(elements, block.path("element"));
            case "section" -> add(elements, block.path("accessory"));
            case "actions", "context_actions" -> block.path("elements").values().forEach(e -> add(elements, e));
            default -> {
                // nothing to use in it
            }
        }
        return elements;
    }

    private static void add(List<ObjectNode> elements, JsonNode element) {
        if (element instanceof ObjectNode object && !Json.text(object, "type").equals("image")) {
            elements.add(object);
        }
    }

    private static void completeTexts(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("text").isString()) {
            switch (Json.text(object, "type")) {
                case "plain_text" -> object.putIfAbsent("emoji", Json.object().booleanNode(true));
                case "mrkdwn" -> object.putIfAbsent("verbatim", Json.object().booleanNode(false));
                default -> {
                    // not a text object
                }
            }
        }
        node.values().forEach(Blocks::completeTexts);
    }

    /** @param input the input block it stands in; null in other blocks */
    record Element(String blockId, String actionId, ObjectNode json, @Nullable JsonNode input) {
        String type() {
            return Json.text(json, "type");
        }
    }
}
