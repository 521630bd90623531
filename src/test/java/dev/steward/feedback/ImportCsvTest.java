package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.steward.feedback.ImportCsv.Importer;
import dev.steward.feedback.ImportCsv.Outcome.What;
import dev.steward.feedback.ImportCsv.Result;
import dev.steward.workspace.Areas;

class ImportCsvTest {
    private final Database database = Database.fresh();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyRowHasItsOutcomeAndItsLine() {
        database.the(Areas.class).create(database.workspace, "Export", null, null);
        Result result = read("""
                Words,Customer,area,KIND,importance,colour,key
                "The export
                is broken",Acme,Export,problem,3,red,t-1
                ,Acme,,,,,t-2
                Nice work,acme,Exprot,moan,9,,t-3

                Dark mode,Globex,,idea,+1,,t-4
                """);
        assertThat(result.rows()).extracting(row -> row.line() + " " + row.what() + " " + row.reference())
                .containsExactly("2 SAVED FB-1", "4 REFUSED null", "5 REFUSED null", "7 SAVED FB-2");
        assertThat(result.rows().get(2).sentence()).contains("Exprot", "Kind is one of", "Importance is one of");
        assertThat(result.ignored()).containsExactly("colour");
        assertThat(result.stopped()).isNull();
        var first = database.the(FeedbackItems.class).find(database.workspace, new Reference(1)).orElseThrow();
        assertThat(first.item().details().words()).isEqualTo("The export\nis broken");
        assertThat(first.customer()).isEqualTo("Acme");
        assertThat(first.item().details().importance()).isEqualTo(Importance.CRITICAL);
        assertThat(database.sent.cards).as("rows make no cards").isEmpty();
    }

    @Test
    void theSameFileAgainChangesNothing() {
        String csv = "words,key\none,1\ntwo,\none,1\n";
        assertThat(read(csv).rows()).extracting(row -> row.what() + " " + row.reference()).containsExactly(
                "SAVED FB-1", "SAVED FB-2", "ALREADY FB-1");
        assertThat(read(csv).rows()).extracting(row -> row.what() + " " + row.reference()).containsExactly(
                "ALREADY FB-1", "ALREADY FB-2", "ALREADY FB-1");
        assertThat(read("words\nthree\n").rows().getFirst().reference()).hasToString("FB-3");
    }

    @Test
    void spreadsheetsWriteMarksAndSemicolons() {
        assertThat(read("\ufeffwords;customer\n\"Ja; nein\";Müller\n").count(What.SAVED)).isEqualTo(1);
        assertThat(read("words\tcustomer\nSo, so\tMüller\n").count(What.SAVED)).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThat(read("text,customer\nx,y\n").stopped()).contains("“words”");
        assertThat(read("").stopped()).contains("“words”");
        assertThat(read("words,words\nx,y\n").stopped()).isEqualTo("The first line names a column twice.");
        Result torn = read("words\nfine\n\"torn\n");
        assertThat(torn.count(What.SAVED)).isEqualTo(1);
        assertThat(torn.stopped()).contains("quotation marks");
        assertThat(database.the(ImportCsv.class).read(new Importer(database.workspace, Examples.ANA, null),
                new ByteArrayInputStream("words\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))).stopped())
                .contains("UTF-8");
    }

    @Test
    void manyRowsComeInBatchesAndEndAtTheLimit() {
        var csv = new StringBuilder("words,customer\n");
        for (int i = 0; i < ImportCsv.MOST_ROWS + 5; i++) {
            csv.append("words ").append(i).append(",Customer ").append(i % 50).append('\n');
        }
        Result result = read(csv.toString());
        assertThat(result.count(What.SAVED)).isEqualTo(ImportCsv.MOST_ROWS);
        assertThat(result.stopped()).contains("from line " + (ImportCsv.MOST_ROWS + 2));
        assertThat(database.count("select max(number) from feedback_item")).isEqualTo(ImportCsv.MOST_ROWS);
    }

    @Test
    void tooLargeAFileIsNotReadToItsEnd() {
        byte[] large = ("words\n" + "x".repeat(ImportCsv.MOST_BYTES)).getBytes(StandardCharsets.UTF_8);
        Result result = database.the(ImportCsv.class).read(new Importer(database.workspace, Examples.ANA, null),
                ImportCsv.limited(new ByteArrayInputStream(large)));
        assertThat(result.stopped()).contains("larger than 10 MB");
        assertThat(result.rows()).isEmpty();
    }

    private Result read(String csv) {
        return database.the(ImportCsv.class).read(new Importer(database.workspace, Examples.ANA, null),
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }
}
