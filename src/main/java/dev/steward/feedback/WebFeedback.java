package dev.steward.feedback;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.feedback.Said.Checked;
import dev.steward.workspace.Area;
import dev.steward.workspace.Sha256;

/** Reads one item of feedback from JSON. Strict: a field misspelt is a field lost, so it is told. */
final class WebFeedback {
    private static final JsonMapper JSON = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final ObjectWriter SORTED = JSON.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private WebFeedback() {}

    sealed interface Body {
        /** @param fingerprint the SHA-256, in hexadecimal, of what was sent, whatever the order of the fields and the space between them */
        record Fine(Said said, String fingerprint) implements Body {}

        /** A sentence for each field that cannot be taken, by its name as sent. */
        record Mistaken(Map<String, String> sentences) implements Body {}

        /** It is no JSON object at all. */
        record Garbled(String sentence) implements Body {}
    }

    static Body read(byte[] body, List<Area> areas) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            var where = e.getLocation();
            return new Body.Garbled(where == null
                    ? "That is not JSON."
                    : "That is not JSON: see line " + where.getLineNr() + ", column " + where.getColumnNr() + ".");
        }
        if (!json.isObject()) {
            return new Body.Garbled("Send a JSON object, such as {\"words\": \"The export is broken\"}.");
        }
        var typed = new EnumMap<Field, String>(Field.class);
        var mistakes = new LinkedHashMap<String, String>();
        for (var property : json.properties()) {
            var field = Field.called(property.getKey()).filter(known -> known.word().equals(property.getKey()));
            if (field.isEmpty()) {
                mistakes.put(property.getKey(), "There is no such field.");
            } else {
                read(field.get(), property.getValue(), typed, mistakes);
            }
        }
        String customer = typed.remove(Field.CUSTOMER);
        Checked checked = Said.check(typed, customer == null ? null : new CustomerChoice.Named(customer), areas);
        if (checked instanceof Checked.Mistaken(var sentences)) {
            sentences.forEach((field, sentence) -> mistakes.putIfAbsent(field.word(), sentence));
        }
        return checked instanceof Checked.Fine(var said) && mistakes.isEmpty()
                ? new Body.Fine(said, fingerprint(json))
                : new Body.Mistaken(mistakes);
    }

    private static String fingerprint(JsonNode json) {
        return Sha256.hex(SORTED.writeValueAsString(json));
    }

    private static void read(Field field, JsonNode value, Map<Field, String> typed, Map<String, String> mistakes) {
        if (value.isNull()) {
            return;
        }
        if (value.isString()) {
            typed.put(field, value.stringValue());
        } else if (field == Field.IMPORTANCE && value.isIntegralNumber()) {
            typed.put(field, value.asString());
        } else if (field == Field.CONTACT && value.isBoolean()) {
            typed.put(field, value.booleanValue() ? "yes" : "no");
        } else {
            mistakes.put(field.word(), "Send this as text.");
        }
    }
}
