package dev.steward.privacy;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Catalogue.Column;
import dev.steward.privacy.Catalogue.Layout;

/** The rows of one table as an export has them: which columns, in which order, and each value as JSON and as a cell of CSV. */
final class ExportedRows {
    static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** What marks bytes that are no text. */
    private static final String BASE64 = "base64:";
    private static final String SEARCH = "tsvector";

    private final StoredTable table;
    private final Layout layout;
    private final List<Column> columns;

    ExportedRows(StoredTable table, Layout layout) {
        this.table = table;
        this.layout = layout;
        this.columns = layout.columns().stream().filter(column -> !secret(column) && !made(column)).toList();
    }

    List<Column> columns() {
        return columns;
    }

    List<Column> secrets() {
        return layout.columns().stream().filter(this::secret).toList();
    }

    /** Those of a search index. */
    List<Column> made() {
        return layout.columns().stream().filter(ExportedRows::made).toList();
    }

    private boolean secret(Column column) {
        return table.secrets().contains(column.name());
    }

    private static boolean made(Column column) {
        return column.type().equals(SEARCH);
    }

    /** All of {@code :workspace}, in the order of its key. Names come from inventories and the catalogue, never from people. */
    String sql() {
        return "select " + columns.stream().map(column -> "t." + TableRows.quoted(column.name())).collect(joining(", "))
                + " from " + TableRows.quoted(table.name()) + " t where (" + table.scope() + ")"
                + (layout.key().isEmpty() ? "" : " order by " + TableRows.order(layout));
    }

    ObjectNode json(ResultSet row) throws SQLException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            json.set(columns.get(i).name(), json(row, i + 1, columns.get(i)));
        }
        return json;
    }

    @Nullable
    Object[] cells(ResultSet row) throws SQLException {
        Object[] cells = new @Nullable Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(row, i + 1, columns.get(i));
        }
        return cells;
    }

    private JsonNode json(ResultSet row, int i, Column column) throws SQLException {
        Object value = cell(row, i, column);
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> nodes.nullNode();
            case Boolean truth -> nodes.booleanNode(truth);
            case Long whole -> nodes.numberNode(whole);
            case BigDecimal number -> nodes.numberNode(number);
            case String text when column.json() || column.array() || table.json().contains(column.name()) ->
                tree(text);
            default -> nodes.stringNode(value.toString());
        };
    }

    /** A text that is no JSON although it should be is kept as it is. */
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException broken) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    /** A number and a truth value as such, everything else as text. */
    private @Nullable Object cell(ResultSet row, int i, Column column) throws SQLException {
        if (column.array()) {
            Array array = row.getArray(i);
            return array == null ? null : list((Object[]) array.getArray());
        }
        Object value = switch (column.type()) {
            case "boolean" -> row.getBoolean(i);
            case "smallint", "integer", "bigint" -> row.getLong(i);
            case "timestamp with time zone" -> instant(row.getObject(i, OffsetDateTime.class));
            case "timestamp without time zone" -> local(row.getObject(i, LocalDateTime.class));
            case "bytea" -> text(row.getBytes(i));
            case "numeric", "real", "double precision" -> number(row.getString(i));
            default -> row.getString(i);
        };
        return row.wasNull() ? null : value;
    }

    private static String list(@Nullable Object[] elements) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(elements).forEach(element -> {
            if (element instanceof Number || element instanceof Boolean || element == null) {
                list.addPOJO(element);
            } else {
                list.add(element.toString());
            }
        });
        return JSON.writeValueAsString(list);
    }

    private static @Nullable String instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant().toString();
    }

    private static @Nullable String local(@Nullable LocalDateTime at) {
        return at == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at);
    }

    /** What is no number, such as infinity, stays text. */
    private static @Nullable Object number(@Nullable String text) {
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException none) {
            return text;
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException noText) {
            return BASE64 + Base64.getEncoder().encodeToString(bytes);
        }
    }
}
