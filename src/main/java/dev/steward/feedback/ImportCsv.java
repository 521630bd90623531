package dev.steward.feedback;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.feedback.ImportRows.Row;
import dev.steward.feedback.Said.Checked;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Sha256;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Reads a CSV file row by row and keeps what is right; each row's outcome is told. The same row again changes nothing. */
@Component
class ImportCsv {
    static final int MOST_ROWS = 10_000;
    static final int MOST_BYTES = 10_000_000;
    private static final String KEY = "key";
    private static final int LONGEST_KEY = 150;
    private static final int BATCH = 200;

    private final ImportRows rows;
    private final Areas areas;

    ImportCsv(ImportRows rows, Areas areas) {
        this.rows = rows;
        this.areas = areas;
    }

    /** On whose behalf: a member, or a support tool's name. */
    record Importer(WorkspaceId workspace, @Nullable UserId member, @Nullable String tool) {}

    /** What became of a row. {@code line} is where it starts in the file. */
    record Outcome(long line, What what, @Nullable Reference reference, @Nullable String sentence) {
        enum What {
            SAVED, ALREADY, REFUSED
        }
    }

    /**
     * @param ignored columns that mean nothing here
     * @param stopped why reading ended before the end of the file; null when it did not
     */
    record Result(List<Outcome> rows, List<String> ignored, @Nullable String stopped) {
        long count(Outcome.What what) {
            return rows.stream().filter(row -> row.what() == what).count();
        }
    }

    Result read(Importer importer, InputStream csv) {
        return read(importer, new InputStreamReader(csv, StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    Result read(Importer importer, Reader csv) {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        String stopped;
        try (CSVParser parser = parser(csv)) {
            stopped = header(parser, ignored);
            if (stopped == null) {
                stopped = rows(importer, parser, outcomes);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            stopped = why(e, outcomes);
        }
        return new Result(outcomes, ignored, stopped);
    }

    private static CSVParser parser(Reader csv) throws IOException {
        var reader = new BufferedReader(csv, 65_536);
        reader.mark(65_536);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        reader.mark(32_768);
        var header = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n' && header.length() < 16_000; c = reader.read()) {
            header.append((char) c);
        }
        reader.reset();
        return CSVParser.parse(reader,
                CSVFormat.DEFAULT.builder().setDelimiter(delimiter(header.toString())).setHeader()
                        .setSkipHeaderRecord(true).setIgnoreHeaderCase(true).setTrim(true).setIgnoreEmptyLines(false)
                        .setAllowMissingColumnNames(true).setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
                        .get());
    }

    /** Spreadsheets write semicolons or tabs where a comma is part of a number. */
    private static char delimiter(String header) {
        char best = ',';
        for (char candidate : new char[]{';', '\t'}) {
            if (times(candidate, header) > times(best, header)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long times(char sought, String text) {
        return text.chars().filter(c -> c == sought).count();
    }

    private static @Nullable String header(CSVParser parser, List<String> ignored) {
        boolean words = false;
        for (String name : parser.getHeaderNames()) {
            var field = Field.called(name);
            words |= field.filter(Field.WORDS::equals).isPresent();
            if (field.isEmpty() && !name.isBlank() && !name.strip().equalsIgnoreCase(KEY)) {
                ignored.add(name);
            }
        }
        return words ? null : "The first line must name the columns, and one of them must be “words”.";
    }

    private @Nullable String rows(Importer importer, CSVParser parser, List<Outcome> outcomes) {
        List<Area> known = areas.all(importer.workspace());
        Map<String, Integer> header = parser.getHeaderMap();
        List<Row> batch = new ArrayList<>();
        Iterator<CSVRecord> records = parser.iterator();
        String stopped = null;
        int count = 0;
        try {
            while (true) {
                long line = parser.getCurrentLineNumber() + 1;
                if (!records.hasNext()) {
                    break;
                }
                CSVRecord row = records.next();
                if (row.stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (++count > MOST_ROWS) {
                    stopped = "Only " + MOST_ROWS + " rows are read at once. Import the rest, from line " + line
                            + " on, as another file.";
                    break;
                }
                check(line, row, header, known, batch, outcomes);
                if (batch.size() == BATCH) {
                    outcomes.addAll(rows.keep(importer, batch));
                    batch.clear();
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            stopped = why(e, outcomes);
        }
        outcomes.addAll(rows.keep(importer, batch));
        outcomes.sort(java.util.Comparator.comparingLong(Outcome::line));
        return stopped;
    }

    private static void check(long line, CSVRecord row, Map<String, Integer> header, List<Area> areas,
            List<Row> batch, List<Outcome> outcomes) {
        var typed = new EnumMap<Field, String>(Field.class);
        String key = "";
        for (var column : header.entrySet()) {
            String name = column.getKey().strip().toLowerCase(Locale.ROOT);
            if (column.getValue() >= row.size()) {
                continue;
            }
            String value = row.get(column.getValue());
            Field.called(name).ifPresent(field -> typed.put(field, value));
            key = name.equals(KEY) ? value.strip() : key;
        }
        String customer = typed.remove(Field.CUSTOMER);
        switch (Said.check(typed, customer == null ? null : new CustomerChoice.Named(customer), areas)) {
            case Checked.Mistaken(var sentences) -> outcomes.add(new Outcome(line, Outcome.What.REFUSED, null,
                    String.join(" ", sentences.values())));
            case Checked.Fine(var said) -> {
                if (key.length() > LONGEST_KEY) {
                    outcomes.add(new Outcome(line, Outcome.What.REFUSED, null,
                            "Keep the key to " + LONGEST_KEY + " characters."));
                } else {
                    batch.add(new Row(line, key.isEmpty() ? digest(said) : "csv:" + Plain.text(key), said));
                }
            }
        }
    }

    /** A row without a key of its own is known by all it says. */
    private static String digest(Said said) {
        return "csv#" + Sha256.hex(said.toString());
    }

    private static String why(Exception e, List<Outcome> outcomes) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        long line = outcomes.isEmpty() ? 0 : outcomes.getLast().line();
        String after = line == 0 ? "" : " after line " + line;
        if (cause instanceof CharacterCodingException) {
            return "The file is not UTF-8 text" + after + ". Save it as “CSV UTF-8” and import it again.";
        }
        if (cause instanceof TooLarge) {
            return "The file is larger than " + MOST_BYTES / 1_000_000 + " MB. Split it, please.";
        }
        if (e instanceof IllegalArgumentException) {
            return "The first line names a column twice.";
        }
        if (cause instanceof IOException && !(cause instanceof CSVException)) {
            return "The file did not arrive whole" + after
                    + ". Import it again; rows that are saved already stay as they"
                    + " are.";
        }
        return "The quotation marks do not match up" + after + ".";
    }

    /** More was sent than is taken. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("too large");
        }
    }

    /** The stream, which fails once it has given more than is taken. */
    static InputStream limited(InputStream stream) {
        return new java.io.FilterInputStream(stream) {
            private int left = MOST_BYTES;

            @Override
            public int read() throws IOException {
                int read = super.read();
                count(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                count(Math.max(0, read));
                return read;
            }

            private void count(int read) throws TooLarge {
                left -= read;
                if (left < 0) {
                    throw new TooLarge();
                }
            }
        };
    }
}
