package dev.steward.privacy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The zip of an export, read as anybody would who knows its documentation and nothing of Steward. */
final class ReadExport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    final Map<String, byte[]> entries = new LinkedHashMap<>();
    final JsonNode manifest;

    ReadExport(byte[] zip) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entries.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        manifest = JSON.readTree(bytes("manifest.json"));
    }

    byte[] bytes(String name) {
        return requireNonNull(entries.get(name), () -> name + " is not in it");
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    List<JsonNode> tables() {
        return manifest.path("tables").valueStream().toList();
    }

    /** Its rows, as the JSON has them. */
    List<JsonNode> rows(String table) {
        JsonNode told = tables().stream().filter(each -> each.path("table").stringValue().equals(table)).findFirst()
                .orElseThrow(() -> new AssertionError(table + " is not in it"));
        return JSON.readTree(bytes(told.path("json").path("file").stringValue())).valueStream().toList();
    }

    /** Every table is there twice, as large as was said, with the rows, the columns and the hashes that were said, and the same in both. */
    void isWhole() throws Exception {
        List<String> files = new ArrayList<>(List.of("manifest.json"));
        for (JsonNode table : tables()) {
            String name = table.path("table").stringValue();
            byte[] json = file(table.path("json"), files);
            byte[] csv = file(table.path("csv"), files);
            List<String> columns = table.path("columns").valueStream().map(each -> each.path("name").stringValue())
                    .toList();
            List<JsonNode> rows = JSON.readTree(json).valueStream().toList();
            assertThat(rows).as(name).hasSize(table.path("rows").asInt());
            rows.forEach(row -> assertThat(row.propertyNames()).as(name).containsExactlyElementsOf(columns));
            sameInBoth(name, columns, rows, csv);
        }
        assertThat(entries.keySet()).containsExactlyInAnyOrderElementsOf(files);
    }

    private byte[] file(JsonNode told, List<String> files) throws Exception {
        String name = told.path("file").stringValue();
        files.add(name);
        byte[] bytes = bytes(name);
        assertThat(bytes).as(name).hasSize(told.path("bytes").asInt());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))).as(name)
                .isEqualTo(told.path("sha256").stringValue());
        return bytes;
    }

    private static void sameInBoth(String table, List<String> columns, List<JsonNode> rows, byte[] csv)
            throws IOException {
        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text).as(table).startsWith("\ufeff");
        List<CSVRecord> records = CSVFormat.RFC4180.parse(new StringReader(text.substring(1))).getRecords();
        assertThat(records.getFirst().toList()).as(table).isEqualTo(columns);
        assertThat(records).as(table).hasSize(rows.size() + 1);
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < columns.size(); c++) {
                JsonNode value = rows.get(i).path(columns.get(c));
                String cell = records.get(i + 1).get(c);
                String at = table + "." + columns.get(c);
                if (value.isObject() || value.isArray()) {
                    assertThat(JSON.readTree(cell)).as(at).isEqualTo(value);
                } else {
                    assertThat(cell).as(at).isEqualTo(
                            value.isNull() ? "" : value.isString() ? safe(value.stringValue()) : value.asString());
                }
            }
        }
    }

    /** What a spreadsheet would run has an apostrophe before it. */
    static String safe(String text) {
        return text.matches("(?s)(\\s*[=+|@-].*)|([\\t\\r\\n].*)") ? "'" + text : text;
    }
}
