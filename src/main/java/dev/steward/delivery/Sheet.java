package dev.steward.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lines written into files of a size that can be shared: when one is full it is handed over, and another begun. Of all of them no more
 * than one is ever held.
 */
public final class Sheet {
    private static final CSVFormat CSV = CSVFormat.EXCEL;
    /** Tells spreadsheets that it is UTF-8. */
    public static final String MARK = "\ufeff";

    private static final String UNSEEN = "[\\s\\p{Z}\\p{Cc}\\p{Cf}]";
    /** Before a formula; within a cell also where semicolons or tabs are taken for ends of cells. A dash and a space begin a list there. */
    private static final Pattern BEFORE_FORMULA = Pattern.compile("\\A(?=[\t\r\n]|" + UNSEEN + "*+[=+\\-@|＝＋－＠｜])"
            + "|(?<=[;\t\r\n])(?=" + UNSEEN + "{0,20}+(?:[=+@|＝＋＠｜]|[-－](?!" + UNSEEN + ")))");

    private final String head;
    private final int most;
    private final Consumer<byte[]> full;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int files;

    private Sheet(String head, int most, Consumer<byte[]> full) {
        this.head = head;
        this.most = most;
        this.full = full;
    }

    /** @param most of bytes in a file */
    public static Sheet csv(int most, Consumer<byte[]> full, Object... columns) {
        return new Sheet(MARK + record(columns), most, full);
    }

    public static Sheet lines(int most, Consumer<byte[]> full) {
        return new Sheet("", most, full);
    }

    public void row(@Nullable Object... cells) {
        line(record(cells));
    }

    public void line(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (file.size() > 0 && file.size() + bytes.length > most) {
            handOver();
        }
        if (file.size() == 0) {
            file.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        }
        file.writeBytes(bytes);
    }

    /** Hands the last one over, also an empty one when it is the only one; answers how many there were. */
    public int close() {
        if (file.size() == 0 && files == 0) {
            file.writeBytes((head.isEmpty() ? "\n" : head).getBytes(StandardCharsets.UTF_8));
        }
        if (file.size() > 0) {
            handOver();
        }
        return files;
    }

    private void handOver() {
        full.accept(file.toByteArray());
        file.reset();
        files++;
    }

    /** One line, as RFC 4180 has it, with its end. Texts that a spreadsheet would take for a formula begin with an apostrophe. */
    public static String record(@Nullable Object... cells) {
        return CSV.format(Arrays.stream(cells).map(Sheet::harmless).toArray()) + "\r\n";
    }

    /** What begins like a formula is text: a spreadsheet would run it. */
    private static Object harmless(@Nullable Object cell) {
        if (!(cell instanceof String text)) {
            return cell == null ? "" : cell;
        }
        return BEFORE_FORMULA.matcher(text).replaceAll("'");
    }
}
