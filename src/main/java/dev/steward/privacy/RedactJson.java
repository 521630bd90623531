package dev.steward.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import dev.steward.inventory.Words;

/** Changes the texts in JSON, and leaves all else as it is written. */
final class RedactJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private RedactJson() {}

    /** Null where it is no JSON. */
    static @Nullable JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException none) {
            return null;
        }
    }

    static String write(JsonNode json) {
        return JSON.writeValueAsString(json);
    }

    /** Every text in it, and every name of a member, changed. */
    static JsonNode texts(JsonNode json, UnaryOperator<String> change) {
        return switch (json) {
            case ObjectNode object -> {
                ObjectNode changed = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> changed.set(change.apply(member.getKey()),
                        texts(member.getValue(), change)));
                yield changed;
            }
            case ArrayNode array -> {
                ArrayNode changed = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> changed.add(texts(element, change)));
                yield changed;
            }
            case StringNode text -> StringNode.valueOf(change.apply(text.stringValue()));
            default -> json;
        };
    }

    /** Takes out the words at the end of a path, wherever it starts at the top; answers how many there were. */
    static int words(JsonNode json, Words words) {
        return words.path() == null ? 0 : at(json, Arrays.asList(words.path().split("\\.")));
    }

    /** Takes out the words in each object that names as its author somebody of whom this holds; answers how many there were. */
    static int words(JsonNode json, Words words, Predicate<String> author) {
        int found = 0;
        if (json instanceof ObjectNode object && words.key() != null && words.path() != null
                && object.path(words.key()).isString() && author.test(object.path(words.key()).stringValue())) {
            found += at(object, Arrays.asList(words.path().split("\\.")));
        }
        for (JsonNode child : json) {
            found += words(child, words, author);
        }
        return found;
    }

    private static int at(JsonNode json, List<String> path) {
        if (json instanceof ArrayNode array) {
            int found = 0;
            for (JsonNode element : array) {
                found += at(element, path);
            }
            return found;
        }
        if (!(json instanceof ObjectNode object)) {
            return 0;
        }
        JsonNode next = object.path(path.getFirst());
        if (path.size() > 1) {
            return at(next, path.subList(1, path.size()));
        }
        if (!next.isString() || next.stringValue().isEmpty() || next.stringValue().equals(Redaction.ERASED)) {
            return 0;
        }
        object.put(path.getFirst(), Redaction.ERASED);
        return 1;
    }
}
