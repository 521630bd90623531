package dev.steward.slack;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes payloads that Slack never sends of those it does: words of a button's value exchanged, ids of one thing in the place of another's,
 * types that do not fit, what is missing, what is far too long. The same seed makes the same ones of the same samples.
 */
final class Mangler {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> WORDS = List.of("", " ", "0", "-1", "9223372036854775807", "9223372036854775808",
            "2147483648", "1e9", "NaN", "null", "true", "\u0000", "\ud800", "\u202e", "😀",
            "'; drop table workspace; --",
            "<@U0NOBODY>", "<!channel>", "&lt;", "%s%n", "../../etc", "{}", "[]", "{",
            "00000000-0000-0000-0000-000000000000",
            "9999-99-99", "2027-02-29", "+1000000-01-01", "25:61", "in 999999999 days", "every 0th monday", "FB-0",
            "AP-99999999999999999999",
            "REL--1", "x".repeat(4_000), "a ".repeat(2_000));
    private static final List<String> VALUES = List.of("null", "true", "-1", "1e400", "\"\"", "[]", "{}", "[null]",
            "[[]]",
            "{\"id\":7}", "{\"id\":null}", "{\"values\":[]}", "{\"a\":{\"b\":7}}", "12345678901234567890");

    private final Random random;
    private final List<Sample> samples = new ArrayList<>();
    /** What was said under each name, of whatever it was said. */
    private final Map<String, List<JsonNode>> said = new HashMap<>();
    private final List<String> texts = new ArrayList<>(WORDS);
    private long count = System.nanoTime();

    private sealed interface Sample {
        record Form(Map<String, String> fields) implements Sample {}

        record Interaction(ObjectNode payload) implements Sample {}

        record Event(ObjectNode payload) implements Sample {}
    }

    Mangler(long seed) {
        this.random = new Random(seed);
    }

    /** Learns from a body that went to Steward. */
    void sample(String body) {
        if (body.startsWith("{")) {
            read(body).ifPresent(event -> samples.add(new Sample.Event(event)));
            return;
        }
        var fields = new LinkedHashMap<String, String>();
        for (String pair : body.split("&")) {
            String[] halves = pair.split("=", 2);
            fields.put(halves[0], halves.length < 2 ? "" : URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
        }
        if (fields.containsKey("payload")) {
            read(fields.getOrDefault("payload", "")).ifPresent(this::interaction);
        } else {
            samples.add(new Sample.Form(fields));
        }
    }

    private void interaction(ObjectNode payload) {
        samples.add(new Sample.Interaction(payload));
        learn(payload);
    }

    private static java.util.Optional<ObjectNode> read(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object
                    ? java.util.Optional.of(object)
                    : java.util.Optional.empty();
        } catch (JacksonException e) {
            return java.util.Optional.empty();
        }
    }

    /** Learns what buttons and forms carry from whatever Steward showed. */
    void shown(String json) {
        read(json).ifPresent(this::learn);
    }

    private void learn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                var known = said.computeIfAbsent(property.getKey(), name -> new ArrayList<>());
                if (known.size() < 2_000) {
                    known.add(property.getValue());
                }
                if (property.getValue().isString() && texts.size() < 5_000) {
                    texts.addAll(List.of(property.getValue().stringValue().split(" ")));
                    nested(property.getValue().stringValue());
                }
                learn(property.getValue());
            });
        } else {
            node.forEach(this::learn);
        }
    }

    /** Blocks and views travel as text. */
    private void nested(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                learn(JSON.readTree(text));
            } catch (JacksonException e) {
                // a text like any other
            }
        }
    }

    int samples() {
        return samples.size();
    }

    /** A press of every action and a sending of every form there is, however little is known of what it carries. */
    void routes(Iterable<String> actions, Iterable<String> forms) {
        var presses = samples.stream().filter(sample -> sample instanceof Sample.Interaction it
                && it.payload().path("type").stringValue("").equals("block_actions")).toList();
        var sent = samples.stream().filter(sample -> sample instanceof Sample.Interaction it
                && it.payload().path("type").stringValue("").equals("view_submission")).toList();
        for (String action : actions) {
            if (presses.get(random.nextInt(presses.size())) instanceof Sample.Interaction(var payload)) {
                ObjectNode copy = payload.deepCopy();
                if (copy.path("actions").path(0) instanceof ObjectNode pressed) {
                    pressed.put("action_id", action);
                }
                samples.add(new Sample.Interaction(copy));
            }
        }
        for (String form : forms) {
            if (sent.get(random.nextInt(sent.size())) instanceof Sample.Interaction(var payload)) {
                ObjectNode copy = payload.deepCopy();
                if (copy.path("view") instanceof ObjectNode view) {
                    view.put("callback_id", form);
                }
                samples.add(new Sample.Interaction(copy));
            }
        }
    }

    /** The next body. */
    String next() {
        return switch (pick(samples)) {
            case Sample.Form(var fields) -> form(new LinkedHashMap<>(fields));
            case Sample.Interaction(var payload) -> "payload=" + encoded(text(mangled(payload.deepCopy())));
            case Sample.Event(var payload) -> text(mangled(payload.deepCopy()));
        };
    }

    /** These bodies, of each kind one, with a NUL in one of its texts after the other; some of all that there are. */
    List<String> withNul(List<String> bodies, int most) {
        var all = new ArrayList<String>();
        for (ObjectNode kind : kinds(bodies)) {
            texts(kind, all, () -> written(kind));
        }
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(most, all.size()));
    }

    /** Those of these bodies that come from a form, of each kind one, as if that had none of its fields. */
    List<String> withoutFields(List<String> bodies) {
        var all = new ArrayList<String>();
        for (ObjectNode kind : kinds(bodies)) {
            if (kind.path("view") instanceof ObjectNode view) {
                view.putArray("blocks");
                view.putObject("state").putObject("values");
                all.add(written(kind));
            }
        }
        return all;
    }

    private Collection<ObjectNode> kinds(List<String> bodies) {
        var kinds = new HashMap<String, ObjectNode>();
        for (String body : bodies) {
            if (!body.startsWith("{")) {
                var fields = JSON.createObjectNode();
                for (String pair : body.split("&")) {
                    String[] halves = pair.split("=", 2);
                    fields.put(halves[0],
                            halves.length < 2 ? "" : URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
                }
                ObjectNode kind = fields.has("payload")
                        ? read(fields.path("payload").asString()).orElseThrow()
                        : fields;
                kinds.putIfAbsent(kind.path("command").asString("") + kind.path("text").asString("")
                        + kind.path("actions").path(0).path("action_id").asString("")
                        + kind.path("view").path("callback_id").asString(""), kind);
            }
        }
        return kinds.values();
    }

    private String written(ObjectNode kind) {
        fresh(kind);
        return kind.has("command")
                ? kind.properties().stream().map(each -> each.getKey() + "=" + encoded(each.getValue().asString()))
                        .collect(Collectors.joining("&"))
                : "payload=" + encoded(text(kind));
    }

    private static void texts(JsonNode node, List<String> all, Supplier<String> write) {
        if (node instanceof ObjectNode object) {
            for (var property : List.copyOf(object.properties())) {
                JsonNode value = property.getValue();
                if (value.isString()) {
                    object.put(property.getKey(), value.stringValue() + '\u0000');
                    all.add(write.get());
                    object.set(property.getKey(), value);
                } else if (!property.getKey().equals("blocks")) {
                    texts(value, all, write);
                }
            }
        } else {
            node.forEach(each -> texts(each, all, write));
        }
    }

    private String form(Map<String, String> fields) {
        fields.put("trigger_id", unique());
        for (int i = random.nextInt(3); i >= 0 && !fields.isEmpty(); i--) {
            String field = random.nextInt(3) > 0 ? "text" : pick(List.copyOf(fields.keySet()));
            if (random.nextInt(12) == 0) {
                fields.remove(field);
            } else {
                fields.put(field, words(fields.getOrDefault(field, "")));
            }
        }
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private ObjectNode mangled(ObjectNode payload) {
        fresh(payload);
        for (int i = random.nextInt(3); i >= 0; i--) {
            // what buttons and forms carry is what handlers look at
            JsonNode where = switch (random.nextInt(4)) {
                case 0 -> payload.path("actions").path(0);
                case 1 -> payload.path("view").path("state").path("values");
                case 2 -> payload.path("view");
                default -> payload;
            };
            change(where.isEmpty() ? payload : where);
        }
        return payload;
    }

    /** What is sent again is answered as it was the first time: each is new. */
    private void fresh(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.of("trigger_id", "action_ts", "hash", "event_id")) {
                if (object.has(name)) {
                    object.put(name, unique());
                }
            }
        }
        node.forEach(this::fresh);
    }

    private void change(JsonNode root) {
        JsonNode at = root;
        while (random.nextInt(5) > 0) {
            JsonNode child = child(at);
            if (child == null || !child.isContainer() || child.isEmpty()) {
                break;
            }
            at = child;
        }
        if (at instanceof ObjectNode object && !object.isEmpty()) {
            String name = pick(List.copyOf(object.propertyNames()));
            switch (random.nextInt(10)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, JSON.readTree(pick(VALUES)));
                case 2, 3, 4 -> object.set(name, pick(said.getOrDefault(name, List.of(object.get(name)))).deepCopy());
                case 5 -> object.put(name, pick(texts));
                default -> object.set(name, inside(object.get(name)));
            }
        } else if (at instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(index);
                case 1 -> array.add(array.get(index).deepCopy());
                case 2 -> array.set(index, JSON.readTree(pick(VALUES)));
                default -> array.set(index, inside(array.get(index)));
            }
        }
    }

    private @org.jspecify.annotations.Nullable JsonNode child(JsonNode node) {
        return node.isEmpty() ? null : pick(List.copyOf(node.values()));
    }

    private JsonNode inside(JsonNode value) {
        return value.isString() ? JsonNodeFactory.instance.stringNode(words(value.stringValue())) : value;
    }

    /** One word exchanged, gone, doubled or added; or the text cut. */
    private String words(String text) {
        var words = new ArrayList<>(List.of(text.split(" ", -1)));
        int which = random.nextInt(words.size());
        switch (random.nextInt(7)) {
            case 0 -> words.remove(which);
            case 1 -> words.add(which, pick(texts));
            case 2 -> words.set(which, words.get(which).toUpperCase(java.util.Locale.ROOT));
            case 3 -> {
                return text.substring(0, random.nextInt(text.length() + 1));
            }
            default -> words.set(which, pick(texts));
        }
        return String.join(" ", words);
    }

    private String unique() {
        return Long.toString(++count);
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String text(JsonNode json) {
        return JSON.writeValueAsString(json);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
