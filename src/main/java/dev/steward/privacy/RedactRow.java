package dev.steward.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.inventory.StoredTable;
import dev.steward.inventory.Words;
import dev.steward.privacy.Catalogue.Column;
import dev.steward.privacy.Catalogue.Layout;

/** What one row says once somebody, or words, are taken out of it. */
final class RedactRow {
    private final StoredTable table;
    private final Layout layout;

    RedactRow(StoredTable table, Layout layout) {
        this.table = table;
        this.layout = layout;
    }

    /**
     * A row as it is: texts, texts of JSON, arrays of texts, and bytes.
     *
     * @param authors for each of the table's {@link Words}, who wrote them; null where nobody is named
     */
    record Row(Map<String, Object> values, List<@Nullable String> authors) {}

    /**
     * What is another.
     *
     * @param values by column; null where it is emptied
     * @param words  whether words of theirs stand in it, or did
     */
    record Change(Map<String, @Nullable Object> values, boolean words) {}

    /** Takes somebody out, and their words where {@code words} says so. */
    Change of(Row row, Redaction redaction, boolean words) {
        Map<String, @Nullable Object> now = new LinkedHashMap<>(row.values());
        boolean theirs = words(row, now, redaction::is, false);
        if (!words) {
            now = new LinkedHashMap<>(row.values());
        }
        for (Column column : layout.columns()) {
            Object value = now.get(column.name());
            if (value != null) {
                now.put(column.name(), redacted(column, value, redaction));
            }
        }
        return new Change(changed(row, now), theirs);
    }

    /** Takes out everybody's words. */
    Change ofWords(Row row) {
        Map<String, @Nullable Object> now = new LinkedHashMap<>(row.values());
        boolean any = words(row, now, author -> true, true);
        return new Change(changed(row, now), any);
    }

    private Map<String, @Nullable Object> changed(Row row, Map<String, @Nullable Object> now) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        now.forEach((column, value) -> {
            Object before = row.values().get(column);
            if (!Objects.deepEquals(before, value)) {
                changed.put(column, value);
            }
        });
        return changed;
    }

    private boolean words(Row row, Map<String, @Nullable Object> now, Predicate<String> author, boolean anybodys) {
        boolean any = false;
        for (int i = 0; i < table.words().size(); i++) {
            Words each = table.words().get(i);
            if (each.key() != null) {
                any |= json(now, each, json -> RedactJson.words(json, each, author));
                continue;
            }
            String by = row.authors().get(i);
            if (!anybodys && (by == null || !author.test(by))) {
                continue;
            }
            any |= each.path() != null
                    ? json(now, each, json -> RedactJson.words(json, each))
                    : plain(now, layout.column(each.column()));
        }
        return any;
    }

    private static boolean plain(Map<String, @Nullable Object> now, Column column) {
        if (!(now.get(column.name()) instanceof String text) || text.isEmpty() || text.equals(Redaction.ERASED)) {
            return false;
        }
        now.put(column.name(), column.nullable() ? null : Redaction.ERASED);
        return true;
    }

    private interface Taking {
        int from(JsonNode json);
    }

    private static boolean json(Map<String, @Nullable Object> now, Words words, Taking taking) {
        if (!(now.get(words.column()) instanceof String text)) {
            return false;
        }
        JsonNode json = RedactJson.read(text);
        if (json == null || taking.from(json) == 0) {
            return false;
        }
        now.put(words.column(), RedactJson.write(json));
        return true;
    }

    private Object redacted(Column column, Object value, Redaction redaction) {
        UnaryOperator<String> change = redaction.of(table.markup().contains(column.name()));
        return switch (value) {
            case String text when table.json().contains(column.name()) || column.json() ->
                json(text, redaction, change);
            case String text -> change.apply(text);
            case String[] texts -> Arrays.stream(texts).map(text -> text == null ? null : change.apply(text))
                    .toArray(String[]::new);
            case byte[] bytes -> bytes(bytes, change);
            default -> value;
        };
    }

    private static String json(String text, Redaction redaction, UnaryOperator<String> change) {
        JsonNode json = RedactJson.read(text);
        if (json == null) {
            return change.apply(text);
        }
        JsonNode changed = RedactJson.texts(json, change);
        return changed.equals(json) ? text : RedactJson.write(changed);
    }

    private static byte[] bytes(byte[] bytes, UnaryOperator<String> change) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String changed = change.apply(text);
            return changed.equals(text) ? bytes : changed.getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException noText) {
            return bytes;
        }
    }
}
