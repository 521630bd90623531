package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class SheetTest {
    private final List<byte[]> files = new ArrayList<>();

    @Test
    void whatBeginsLikeAFormulaIsText() {
        Sheet sheet = Sheet.csv(1_000, files::add, "Asked");
        for (String cell : List.of("=1+1", "+1", "-1", "@x", "\t=1", "  =1", "fine", "a=b")) {
            sheet.row(cell);
        }
        assertThat(sheet.close()).isEqualTo(1);
        assertThat(text(0).lines()).containsExactly("\ufeffAsked", "'=1+1", "'+1", "'-1", "'@x", "'\t'=1", "'  =1",
                "fine", "a=b");
    }

    /** Where a comma is a decimal point, programs take semicolons for the ends of cells; and spreadsheets know other equals signs. */
    @Test
    void whatBecomesAFormulaOtherwiseIsTextToo() {
        Sheet sheet = Sheet.csv(1_000, files::add, "Asked");
        List<String> cells = List.of("safe;=1+1", "safe; @x", "\u00a0=1", "\u200b=1", "\ufeff+1", "＝1+1", "x\t-1+1",
                "a;b - c");
        cells.forEach(sheet::row);
        sheet.close();
        assertThat(text(0).lines()).containsExactly("\ufeffAsked", "safe;'=1+1", "safe;' @x", "'\u00a0=1",
                "'\u200b=1", "'\ufeff+1", "'＝1+1", "x\t'-1+1", "a;b - c");
        sheet.row("Fixed:\n- one\n=1+1");
        sheet.close();
        assertThat(text(1)).contains("Fixed:\n- one\n'=1+1");
    }

    @Test
    void aFullFileIsHandedOverAndTheNextHasItsHeadToo() {
        Sheet sheet = Sheet.csv(20, files::add, "Head");
        sheet.row("0123456789");
        sheet.row("0123456789");
        assertThat(sheet.close()).isEqualTo(2);
        assertThat(text(1)).isEqualTo("\ufeffHead\r\n0123456789\r\n");
        assertThat(files).allSatisfy(file -> assertThat(file.length).isLessThanOrEqualTo(25));
    }

    @Test
    void anEmptyListIsAFileToo() {
        assertThat(Sheet.csv(20, files::add, "Head").close()).isEqualTo(1);
        assertThat(text(0)).isEqualTo("\ufeffHead\r\n");
    }

    @Property
    void everyCellComesBackAndNoneIsAFormula(@ForAll List<String> cells) throws IOException {
        files.clear();
        Sheet sheet = Sheet.csv(1_000_000, files::add, "Head", "End");
        cells.forEach(cell -> sheet.row(cell, "end"));
        sheet.close();
        List<CSVRecord> rows = CSVFormat.EXCEL.parse(new StringReader(text(0))).getRecords();
        assertThat(rows).hasSize(cells.size() + 1);
        for (int i = 0; i < cells.size(); i++) {
            String whole = new String(cells.get(i).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            String cell = rows.get(i + 1).get(0);
            assertThat(cell.replace("'", "")).isEqualTo(whole.replace("'", ""));
            assertThat(cell.stripLeading()).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("-")
                    .doesNotStartWith("@");
        }
    }

    private String text(int file) {
        return new String(files.get(file), StandardCharsets.UTF_8);
    }
}
