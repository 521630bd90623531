package dev.steward.privacy;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.delivery.Sheet;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Catalogue.Column;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;

/**
 * Everything that Steward keeps for a workspace, as a zip: each table of the data inventory as JSON and as CSV, and {@code manifest.json}, which
 * says what is in it and what is not. All of it is of one moment (a read-only transaction with one snapshot), and read row by row: however
 * much there is, only some hundred rows are held.
 */
@Component
class ExportArchive {
    private static final int FETCH = 500;
    private static final int FORMAT = 1;
    private static final int BUFFER = 64 * 1024;
    /** The one condition that goes without saying. */
    private static final @Nullable String OWN = StoredTable.of("t").scope();

    private final JdbcClient jdbc;
    private final Inventory inventory;
    private final Catalogue catalogue;
    private final Installations installations;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    ExportArchive(DataSource source, Inventory inventory, Catalogue catalogue, Installations installations,
            PlatformTransactionManager transactions, Clock clock) {
        var template = new JdbcTemplate(source);
        template.setFetchSize(FETCH);
        this.jdbc = JdbcClient.create(template);
        this.inventory = inventory;
        this.catalogue = catalogue;
        this.installations = installations;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.snapshot.setReadOnly(true);
        this.clock = clock;
    }

    /** How much is in it. */
    record Written(long rows, int tables, Instant at) {}

    /**
     * Writes it.
     *
     * @param each called for each row: what it throws ends the export
     * @throws UncheckedIOException where it cannot be written
     */
    Written write(Export export, OutputStream to, Runnable each) {
        return snapshot.execute(status -> {
            try (var zip = new ZipOutputStream(new BufferedOutputStream(to, BUFFER), StandardCharsets.UTF_8)) {
                return new Writing(export, zip, each, clock.instant().truncatedTo(ChronoUnit.MICROS)).all();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** One archive that is being written. */
    private final class Writing {
        private final Export export;
        private final ZipOutputStream zip;
        private final Runnable each;
        private final Instant at;
        private final ObjectNode manifest = ExportedRows.JSON.createObjectNode();
        private long rows;
        private int tables;

        Writing(Export export, ZipOutputStream zip, Runnable each, Instant at) {
            this.export = export;
            this.zip = zip;
            this.each = each;
            this.at = at;
        }

        Written all() throws IOException {
            head();
            ArrayNode in = manifest.putArray("tables");
            ArrayNode out = manifest.putArray("leftOut");
            for (DataKind kind : inventory.kinds()) {
                for (StoredTable table : kind.tables()) {
                    if (ExportContents.exported(kind).contains(table)) {
                        table(in.addObject(), kind, table);
                    } else {
                        named(out.addObject(), kind, table).put("reason",
                                table.exported() == null ? "it belongs to no workspace" : table.exported());
                    }
                }
            }
            manifest.put("rows", rows);
            entry("manifest.json", content -> content
                    .write(ExportedRows.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest)));
            return new Written(rows, tables, at);
        }

        private void head() {
            Installation installation = installations.get(export.workspace());
            manifest.put("what", "Everything that Steward keeps for this workspace, but for what leftOut lists")
                    .put("format", FORMAT).put("export", export.reference()).put("madeAt", at.toString())
                    .put("askedBy", export.askedBy().value());
            manifest.putObject("workspace").put("id", export.workspace().value().toString())
                    .put("team", installation.teamId()).put("name", installation.name());
            ObjectNode schema = manifest.putObject("schema");
            histories().forEach(history -> jdbc.sql("""
                    select version from "%s" where success and version is not null order by installed_rank desc limit 1
                    """.formatted(history)).query(String.class).optional()
                    .ifPresent(version -> schema.put(history.replaceFirst("^flyway_schema_history_?", ""), version)));
        }

        /** One for each module that has tables. */
        private List<String> histories() {
            return jdbc.sql("""
                    select c.relname from pg_class c
                    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
                      and c.relname like 'flyway_schema_history%' and c.relname not like '%sandbox'
                    order by 1
                    """).query(String.class).list();
        }

        private void table(ObjectNode json, DataKind kind, StoredTable table) throws IOException {
            var exported = new ExportedRows(table, catalogue.layout(table.name()));
            named(json, kind, table);
            String path = kind.name() + "/" + table.name();
            Count count = new Count();
            Entry asJson = entry(path + ".json", content -> {
                content.write('[');
                read(exported, row -> write(content, (count.rows++ == 0 ? "\n" : ",\n")
                        + ExportedRows.JSON.writeValueAsString(exported.json(row))));
                write(content, count.rows == 0 ? "]\n" : "\n]\n");
            });
            Entry asCsv = entry(path + ".csv", content -> {
                write(content, Sheet.MARK
                        + Sheet.record(exported.columns().stream().map(Column::name).toArray()));
                read(exported, row -> write(content, Sheet.record(exported.cells(row))));
            });
            json.put("rows", count.rows);
            ArrayNode columns = json.putArray("columns");
            exported.columns().forEach(column -> columns.addObject().put("name", column.name())
                    .put("type", column.type()));
            ObjectNode without = json.putObject("columnsLeftOut");
            exported.secrets().forEach(column -> without.put(column.name(), "it is a secret"));
            exported.made().forEach(column -> without.put(column.name(), "it is made anew from the others"));
            if (!Objects.equals(OWN, table.scope())) {
                json.put("condition", table.scope());
            }
            put(json.putObject("json"), path + ".json", asJson);
            put(json.putObject("csv"), path + ".csv", asCsv);
            rows += count.rows;
            tables++;
        }

        private void read(ExportedRows exported, RowCallbackHandler handler) {
            jdbc.sql(exported.sql()).param("workspace", export.workspace().value()).query(row -> {
                each.run();
                handler.processRow(row);
            });
        }

        private Entry entry(String name, Content content) throws IOException {
            var entry = new ZipEntry(name);
            entry.setLastModifiedTime(FileTime.from(at));
            zip.putNextEntry(entry);
            var counted = new Counted(zip);
            content.writeTo(counted);
            zip.closeEntry();
            return new Entry(counted.size, HexFormat.of().formatHex(counted.digest.digest()));
        }
    }

    private static ObjectNode named(ObjectNode json, DataKind kind, StoredTable table) {
        return json.put("kind", kind.name()).put("title", kind.title()).put("table", table.name());
    }

    private static void put(ObjectNode json, String path, Entry entry) {
        json.put("file", path).put("bytes", entry.size()).put("sha256", entry.sha256());
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Content {
        void writeTo(OutputStream to) throws IOException;
    }

    private record Entry(long size, String sha256) {}

    private static final class Count {
        private long rows;
    }

    /** Knows the size and the hash of what went through it. */
    private static final class Counted extends FilterOutputStream {
        private final MessageDigest digest = sha256();
        private long size;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            digest.update(bytes, from, length);
            size += length;
        }
    }
}
